package dev.takeone.journal.topics;

import java.util.OptionalInt;

/**
 * Where the log of a partition ends.
 *
 * @param offset after the last record, also of a transaction that is not committed yet
 * @param leaderEpoch the latest in which a leader may have appended there; empty where the broker does not tell
 */
public record LogEnd(long offset, OptionalInt leaderEpoch) {
    /** Of a log that nothing is known of. */
    public static final LogEnd NONE = new LogEnd(0, OptionalInt.empty());
}
