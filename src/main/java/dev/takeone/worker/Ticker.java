package dev.takeone.worker;

import java.time.Instant;

/** The two clocks, in one hand so that a simulation turns both. */
public interface Ticker {

    /** The time of day: for events, rows and due times. May step. */
    Instant now();

    /** The monotonic clock in ns, from an origin of its own: for what must not be shortened by a step. */
    long nanos();
}
