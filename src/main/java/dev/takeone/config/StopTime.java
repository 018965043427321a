package dev.takeone.config;

import java.time.Duration;
import java.util.function.LongSupplier;

/** The time that a stop may take as a whole, from its beginning. */
public final class StopTime {
    /** What could not be committed may have left receipts, which stand for money: they keep a part of the time. */
    private static final int CLOSING_PART = 6;

    private final Duration timeout;
    private final LongSupplier nanos;
    private final long begunNanos;

    /**
     * Begins now.
     *
     * @param timeout {@code takeone.shutdown.timeout}
     * @param nanos a monotonic clock
     */
    public StopTime(Duration timeout, LongSupplier nanos) {
        this.timeout = timeout;
        this.nanos = nanos;
        this.begunNanos = nanos.getAsLong();
    }

    /** Until everything is to be over; never below zero. */
    public Duration left() {
        return upTo(timeout);
    }

    /** Until nothing is waited for any more but the journal's end; never below zero. */
    public Duration leftForAnswers() {
        return upTo(timeout.minus(timeout.dividedBy(CLOSING_PART)));
    }

    /** The same, and not more than {@code most}. */
    public Duration leftForAnswers(Duration most) {
        Duration left = leftForAnswers();
        return left.compareTo(most) < 0 ? left : most;
    }

    private Duration upTo(Duration end) {
        Duration left = end.minusNanos(nanos.getAsLong() - begunNanos);
        return left.isPositive() ? left : Duration.ZERO;
    }
}
