package dev.takeone.intake;

import dev.takeone.job.Origin;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Tells the time of a record from what a sender may have put there instead. */
final class Timestamps {
    /** No request is older. Zero, minus one (none), and seconds in place of milliseconds are all before. */
    private static final Instant EARLIEST = Instant.parse("2020-01-01T00:00:00Z");

    /** A clock may be ahead; microseconds in place of milliseconds are much further. */
    private static final Duration AHEAD = Duration.ofDays(366);

    private Timestamps() {}

    /**
     * Where a record was read, and when it was published, as its timestamp says, where that can be; else now: ages, and the
     * sums of them, would hold half a century for as long as the worker runs.
     */
    static Origin origin(ConsumerRecord<?, ?> record, Instant now) {
        Instant said = Instant.ofEpochMilli(record.timestamp());
        boolean timed = !said.isBefore(EARLIEST) && !said.isAfter(now.plus(AHEAD));
        return new Origin(record.topic(), record.partition(), record.offset(), timed ? said : now, timed);
    }
}
