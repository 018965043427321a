package dev.takeone.intake;

/**
 * A partition with a batch that cannot be read.
 *
 * @param offset where reading has come to
 * @param why what to tell
 * @param againNanos when it is tried again, on the clock of {@link System#nanoTime}
 * @param trying whether it is being tried: it is not paused then
 */
record UnreadableBatch(long offset, String why, long againNanos, boolean trying) {

    UnreadableBatch tried() {
        return new UnreadableBatch(offset, why, againNanos, true);
    }

    /** To be tried at the next poll. */
    UnreadableBatch at(long nanos) {
        return new UnreadableBatch(offset, why, nanos, trying);
    }
}
