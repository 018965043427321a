package dev.takeone.journal.threads;

import java.time.Duration;
import java.util.function.LongSupplier;

/** When a thread last moved, as others can see it. */
public final class Pulse {
    private final LongSupplier nanos;
    private volatile long lastNanos;

    /** Begins with a beat; {@code nanos} is a monotonic clock. */
    public Pulse(LongSupplier nanos) {
        this.nanos = nanos;
        beat();
    }

    /** It moves. */
    public void beat() {
        lastNanos = nanos.getAsLong();
    }

    /** For how long it has not moved. */
    public Duration quiet() {
        return Duration.ofNanos(nanos.getAsLong() - lastNanos);
    }
}
