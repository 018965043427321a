package dev.takeone.console.read;

import org.apache.kafka.common.TopicPartition;

/**
 * Some offsets of a {@link TopicPartition}.
 *
 * @param from the first
 * @param until what comes after the last
 */
record Stretch(long from, long until) {

    /** What is left of it where a partition has no more than that. */
    Stretch within(long begin, long end) {
        return new Stretch(Math.max(from, begin), Math.min(until, end));
    }

    boolean isOver() {
        return from >= until;
    }
}
