package dev.takeone.console.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.takeone.job.JobState;
import dev.takeone.journal.Row;
import dev.takeone.journal.Sequence;
import dev.takeone.journal.rows.Decoded;
import dev.takeone.journal.rows.EndedGlance;
import dev.takeone.journal.rows.JobCodec;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What a record of the jobs topic tells the console. */
sealed interface JobRow {

    /** A job goes on. */
    record Live(JobState.Live state, long sequence, Instant writtenAt) implements JobRow {}

    /** A job is over. */
    record Over(String jobId, EndedGlance glance) implements JobRow {}

    /** A job is to be forgotten. */
    record Gone(String jobId) implements JobRow {}

    /** Nothing that pages show. */
    record Nothing() implements JobRow {}

    /** The record's. */
    static JobRow of(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
        byte @Nullable [] key = record.key();
        byte @Nullable [] value = record.value();
        String name = key == null ? "" : new String(key, UTF_8);
        if (value == null) {
            return new Gone(name);
        }
        Optional<EndedGlance> over = EndedGlance.of(value);
        return over.isPresent()
                ? new Over(name, over.orElseThrow())
                : of(name, JobCodec.decode(name, value), Instant.ofEpochMilli(record.timestamp()));
    }

    private static JobRow of(String name, Decoded decoded, Instant writtenAt) {
        return switch (decoded) {
            case Decoded.Live(Row(Sequence sequence, JobState.Live state)) ->
                new Live(state, sequence.number(), writtenAt);
            case Decoded.Live _ended -> new Nothing();
            case Decoded.EndedRow over ->
                new Over(
                        name,
                        new EndedGlance(
                                over.job().profile(),
                                over.job().endedAt(),
                                over.job().generation()));
            case Decoded.NoRow _gone -> new Gone(name);
            case Decoded.HeadRow _head -> new Nothing();
            case Decoded.UnknownVersion _later -> new Nothing();
            case Decoded.Unreadable _broken -> new Nothing();
        };
    }
}
