package dev.takeone.worker;

/**
 * A generation of the consumer group, as Kafka counts them: each rebalance begins another.
 *
 * @param number Kafka's own, which grows
 */
public record Generation(int number) {

    /** Whether the other came later. */
    public boolean isBefore(Generation other) {
        return number < other.number;
    }
}
