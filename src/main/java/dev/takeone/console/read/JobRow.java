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

    /**
     * Whose the partition is.
     *
     * @param topic where the group's requests lie
     */
    record Head(int partition, String group, String topic) implements JobRow {}

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
        return over.isPresent() ? new Over(name, over.orElseThrow()) : of(name, JobCodec.decode(name, value), record);
    }

    private static JobRow of(
            String name, Decoded decoded, ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
        return switch (decoded) {
            case Decoded.Live(Row(Sequence sequence, JobState.Live state)) ->
                new Live(state, sequence.number(), Instant.ofEpochMilli(record.timestamp()));
            case Decoded.Live _ended -> new Nothing();
            case Decoded.EndedRow over ->
                new Over(
                        name,
                        new EndedGlance(
                                over.job().profile(),
                                over.job().endedAt(),
                                over.job().generation()));
            case Decoded.NoRow _gone -> new Gone(name);
            case Decoded.HeadRow found ->
                new Head(record.partition(), found.head().group(), found.head().topic());
            case Decoded.UnknownVersion _later -> new Nothing();
            case Decoded.Unreadable _broken -> new Nothing();
        };
    }
}
