package dev.takeone;

import dev.takeone.worker.Ticker;
import java.time.Instant;
import java.time.InstantSource;

/** The machine's clocks. The one place in which they are read. */
final class SystemTicker implements Ticker {
    private final InstantSource clock = InstantSource.system();

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    InstantSource clock() {
        return clock;
    }
}
