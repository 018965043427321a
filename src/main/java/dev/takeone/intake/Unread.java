package dev.takeone.intake;

/**
 * A partition with a batch that cannot be read.
 *
 * @param offset where reading has come to
 * @param why what to tell
 * @param againNanos when it is tried again, on the clock of {@link System#nanoTime}
 * @param trying whether it is being tried: it is not paused then
 */
record Unread(long offset, String why, long againNanos, boolean trying) {

    Unread tried() {
        return new Unread(offset, why, againNanos, true);
    }

    /** To be tried at the next poll. */
    Unread at(long nanos) {
        return new Unread(offset, why, nanos, trying);
    }
}
