package dev.takeone.demo;

/**
 * One record for the requests topic.
 *
 * @param id the header {@code request-id}, and the record's key, so that a repeat lands where the original did
 * @param about what it shows, for people
 * @param charges how many charges the provider has to make for it, of the end as it is expected
 */
record DemoRequest(String id, String about, String body, Expected expected, int charges) {
    /** Whether it ends under its record's coordinates, its identity being taken by another request. */
    boolean endsUnderCoordinates() {
        return expected.equals(new Expected.Failure("conflicting_duplicate"));
    }

    boolean hasEndingOfItsOwn() {
        return switch (expected) {
            case Expected.Completion completion -> true;
            case Expected.Failure failure -> true;
            case Expected.SharedEnding shared -> false;
        };
    }
}
