package dev.takeone.journal.write;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** When the writer is to go: what has come is gathered first, and heads grow old. Used under the queue's lock. */
final class Rhythm {
    /**
     * How long to gather after a transaction. Twenty milliseconds delayed every event of a worker with little to do
     * ({@code ./takeone bench latency} halves with five), and held up a busy one, whose next POSTs wait for their commit;
     * with no pause a busy worker did less than with five ({@code ./takeone bench pipeline}). All with one local broker:
     * one that is replicated takes longer for a commit, during which more is gathered.
     */
    private static final long GATHER_NANOS = Duration.ofMillis(5).toNanos();

    /** A head grows old where nothing is written: however often the writer is woken, it looks this often. */
    static final long LOOK_NANOS = Duration.ofMinutes(1).toNanos();

    private final LongSupplier nanos;
    private boolean lookNow;
    private long lookAtNanos;
    private long endedNanos = System.nanoTime() - GATHER_NANOS;

    Rhythm(LongSupplier nanos) {
        this.nanos = nanos;
        this.lookAtNanos = nanos.getAsLong() + LOOK_NANOS;
    }

    /** There may be a head to write, whatever else there is. */
    void lookNow() {
        lookNow = true;
    }

    /** The writer looks for heads as well. */
    void looks() {
        lookNow = false;
        lookAtNanos = nanos.getAsLong() + LOOK_NANOS;
    }

    /** A transaction has ended. */
    void ended() {
        endedNanos = System.nanoTime();
    }

    /** How long what is ready is gathered yet. */
    long nanosToGather() {
        return GATHER_NANOS - (System.nanoTime() - endedNanos);
    }

    /** How long the writer may wait for something to come; {@code trial} is when one of those left out is due. */
    long nanosToTheNextLook(OptionalLong trial) {
        long look = lookAtNanos - nanos.getAsLong();
        return lookNow ? 0 : Math.min(look, trial.orElse(look));
    }
}
