package dev.takeone.orders;

import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topic {@code commands}, as whoever reads or writes orders may find it. */
public final class OrdersTopic {
    private OrdersTopic() {}

    /**
     * An order can lie in one partition and its end in another, as the tools do not agree on where a key belongs.
     *
     * @param partitions how many it has; 0 where there is none of that name
     * @throws InvalidPartitionsException where it has several
     * @throws UnknownTopicOrPartitionException where there is none
     */
    public static void requireOnePartition(String topic, int partitions) {
        if (partitions == 0) {
            throw new UnknownTopicOrPartitionException("the topic " + topic + " (takeone.topics.commands) is missing:"
                    + " a worker makes it at its start, or create it with one partition and cleanup.policy=compact");
        }
        if (partitions > 1) {
            throw new InvalidPartitionsException("the topic " + topic + " (takeone.topics.commands) has " + partitions
                    + " partitions, and needs one: no order is believed any more, and those that were read before stand on."
                    + " Delete it, create it with one, and write the orders again before any worker starts");
        }
    }
}
