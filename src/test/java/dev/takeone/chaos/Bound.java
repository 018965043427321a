package dev.takeone.chaos;

import java.time.Duration;

/**
 * How long after a {@code kill -9} somebody else has to ask for a task of the killed worker.
 *
 * @param session after this the group gives the worker's partitions away
 * @param transaction after this its open transaction may be aborted
 * @param abortScan how often the broker looks for such transactions
 */
record Bound(Duration session, Duration transaction, Duration abortScan) {
    /** For the group to agree, the journal to be read, and the first status check to be due. */
    private static final Duration REST = Duration.ofSeconds(5);

    Duration most() {
        Duration aborted = transaction.plus(abortScan);
        return (session.compareTo(aborted) > 0 ? session : aborted).plus(REST);
    }
}
