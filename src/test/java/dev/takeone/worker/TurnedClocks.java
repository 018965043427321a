package dev.takeone.worker;

import java.time.Duration;
import java.time.Instant;

/** Both clocks of a process, which a test turns. */
final class TurnedClocks implements Ticker {
    private Instant now = Instant.parse("2026-11-29T10:00:00Z");
    private long nanos;

    /** Time passes. */
    void pass(Duration time) {
        now = now.plus(time);
        nanos += time.toNanos();
    }

    /** Somebody sets the wall clock. */
    void set(Duration by) {
        now = now.plus(by);
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public long nanos() {
        return nanos;
    }
}
