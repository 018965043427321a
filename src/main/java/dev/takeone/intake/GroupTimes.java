package dev.takeone.intake;

import java.time.Duration;

/**
 * The consumer group's times.
 *
 * @param session after which a member that sends no heartbeat has lost its partitions
 */
public record GroupTimes(Duration session) {
    private static final Duration EVERY = Duration.ofSeconds(1);

    /** How often heartbeats are sent: a third of the session at the most, as Kafka's documentation asks. */
    Duration heartbeat() {
        Duration third = session.dividedBy(3);
        return third.compareTo(EVERY) < 0 ? third : EVERY;
    }
}
