package dev.takeone.worker;

import java.time.Instant;
import java.time.InstantSource;

/** The machine's clocks, by which a worker decides. */
public final class SystemTicker implements Ticker {
    private final InstantSource clock = InstantSource.system();

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    public InstantSource clock() {
        return clock;
    }
}
