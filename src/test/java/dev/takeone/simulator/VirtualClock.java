package dev.takeone.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until told otherwise. May be used from any thread. */
public final class VirtualClock implements InstantSource {
    private Instant now;

    /** A clock that shows {@code start}. */
    public VirtualClock(Instant start) {
        this.now = start;
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    /** Moves the time on. */
    public synchronized void advance(Duration by) {
        now = now.plus(by);
    }
}
