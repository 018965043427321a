package dev.takeone.job;

import java.time.Instant;

/**
 * Where a request came from: the coordinates of its Kafka record, and its time.
 *
 * @param topic the requests topic
 * @param partition the record's partition, from 0
 * @param offset the record's offset, from 0
 * @param publishedAt the record's timestamp, to the millisecond: the sender's own, or the broker's, as the topic is set;
 *     where that can be no time, when the record was taken
 * @param timed whether it is the record's timestamp
 */
public record Origin(String topic, int partition, long offset, Instant publishedAt, boolean timed) {
    public Origin {
        // Of all the jobs in memory, nearly all name the same topic.
        topic = topic.intern();
    }

    /** Of a record with a timestamp that can be one. */
    public Origin(String topic, int partition, long offset, Instant publishedAt) {
        this(topic, partition, offset, publishedAt, true);
    }

    /** Whether it may have been published before {@code then}: what lay unread is taken late, and its time tells nothing. */
    public boolean mayBeBefore(Instant then) {
        return !timed || publishedAt.isBefore(then);
    }

    /** The coordinates as one word, {@code <topic>-<partition>-<offset>}: the identity of a request that brings none. */
    public String coordinates() {
        return topic + "-" + partition + "-" + offset;
    }
}
