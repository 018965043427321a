package dev.takeone.demo;

/**
 * A request of the script after its record was written.
 *
 * @param coordinates {@code <topic>-<partition>-<offset>} of the record
 */
record Published(DemoRequest request, String coordinates) {
    /** The {@code request_id} that its ending has to carry. */
    String endingId() {
        return request.endsUnderCoordinates() ? coordinates : request.id();
    }
}
