package dev.takeone.simulator;

import java.time.Duration;
import java.time.InstantSource;
import java.util.OptionalInt;

/**
 * How a simulator is to be.
 *
 * @param host the address that it listens on
 * @param port on that address; 0 for a free one
 * @param apiKey the bearer key that it expects
 * @param durations how long tasks take
 * @param requestsPerMinute the account's limit; empty for none
 * @param keyPolicy what it makes of idempotency keys
 * @param clock what it takes for the time; answers that are slow on demand are so by the real clock
 */
public record SimulatorSettings(
        String host,
        int port,
        String apiKey,
        TaskDurations durations,
        OptionalInt requestsPerMinute,
        KeyPolicy keyPolicy,
        InstantSource clock) {

    /** A free port of 127.0.0.1, the key {@code simulator-key}, tasks of two seconds, no limit, keys honoured, the real clock. */
    public static SimulatorSettings defaults() {
        return new SimulatorSettings(
                "127.0.0.1",
                0,
                "simulator-key",
                TaskDurations.fixed(Duration.ofSeconds(2)),
                OptionalInt.empty(),
                KeyPolicy.HONOUR,
                InstantSource.system());
    }

    /** The same on another address. */
    public SimulatorSettings withHost(String other) {
        return new SimulatorSettings(other, port, apiKey, durations, requestsPerMinute, keyPolicy, clock);
    }

    /** The same with another port. */
    public SimulatorSettings withPort(int other) {
        return new SimulatorSettings(host, other, apiKey, durations, requestsPerMinute, keyPolicy, clock);
    }

    /** The same with another key. */
    public SimulatorSettings withApiKey(String other) {
        return new SimulatorSettings(host, port, other, durations, requestsPerMinute, keyPolicy, clock);
    }

    /** The same with other durations. */
    public SimulatorSettings withDurations(TaskDurations other) {
        return new SimulatorSettings(host, port, apiKey, other, requestsPerMinute, keyPolicy, clock);
    }

    /** The same with a limit, calls in any 60 s. */
    public SimulatorSettings withRequestsPerMinute(int limit) {
        return new SimulatorSettings(host, port, apiKey, durations, OptionalInt.of(limit), keyPolicy, clock);
    }

    /** The same with another policy. */
    public SimulatorSettings withKeyPolicy(KeyPolicy other) {
        return new SimulatorSettings(host, port, apiKey, durations, requestsPerMinute, other, clock);
    }

    /** The same with another clock. */
    public SimulatorSettings withClock(InstantSource other) {
        return new SimulatorSettings(host, port, apiKey, durations, requestsPerMinute, keyPolicy, other);
    }
}
