package dev.takeone.journal.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.Charge;
import dev.takeone.job.FailureReason;
import dev.takeone.job.JobState;
import dev.takeone.journal.Endings;
import dev.takeone.journal.Restored.EndedJob;
import dev.takeone.journal.Restored.LiveRow;
import dev.takeone.journal.Row;
import dev.takeone.journal.Samples;
import dev.takeone.journal.Sequence;
import dev.takeone.journal.rows.Head;
import dev.takeone.journal.rows.JobCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private static final Instant YESTERDAY = Samples.NOON.minus(Duration.ofDays(1));
    private static final Instant WRITTEN = Instant.ofEpochMilli(1_700_000_000_123L);
    private static final Head HEAD = Samples.head("id", 9);

    private static final int MOST_UNSENT = 3;

    private final Replay replay = new Replay(YESTERDAY, MOST_UNSENT);
    private long offset;

    @Test
    void ofEachJobTheLastRowCounts() {
        add("a1", accepted(1));
        add("b2", accepted(1));
        add("a1", accepted(2));

        assertThat(replay.live())
                .containsExactlyInAnyOrder(new LiveRow(accepted(2), WRITTEN), new LiveRow(accepted(1, "b2"), WRITTEN));
    }

    @Test
    void aFloodOfRequestsThatWereNeverSentIsForgottenFromItsBeginning() {
        add("paid", new Row(new Sequence(4), Samples.completed("paid", 0, 5, Samples.NOON)));
        for (int number = 0; number < 5; number++) {
            add("u" + number, unsent("u" + number));
        }
        add("u0", unsent("u0"));
        add("u4", accepted(2, "u4"));

        assertThat(replay.ended())
                .extracting(job -> job.identity().id())
                .containsExactly(
                        unsent("u3").state().job().identity().id(),
                        unsent("u0").state().job().identity().id(),
                        Samples.completed("paid", 0, 5, Samples.NOON)
                                .job()
                                .identity()
                                .id());
        assertThat(replay.live()).hasSize(1);
    }

    /** A restart that ran out of memory would do so again and again. */
    @Test
    void whileAFloodIsReadNoMoreIsKeptOfItThanAfterwards() {
        byte[] row = JobCodec.encode(unsent("u"));
        for (int batch = 0; batch < 30; batch++) {
            replay.add(IntStream.range(0, 10_000)
                    .mapToObj(_each -> read("u" + offset, row))
                    .toList());
            assertThat(replay.ended()).hasSize(MOST_UNSENT);
        }

        assertThat(replay.records()).isEqualTo(300_000);
        assertThat(replay.live()).isEmpty();
        assertThat(replay.fault()).isEmpty();
    }

    /** It could have been bought: its repeat, which no order may forbid any more, would be. */
    @Test
    void aFloodOfRequestsThatWereNeverSentForgetsNoneThatWasWithdrawn() {
        JobState.Failed withdrawn = new JobState.Failed(
                Samples.endedJob("w1", 0, 77),
                FailureReason.WITHDRAWN,
                Charge.of(FailureReason.WITHDRAWN),
                Samples.NOON);
        add("w1", new Row(new Sequence(1), withdrawn));
        for (int number = 0; number < 5; number++) {
            add("u" + number, unsent("u" + number));
        }

        assertThat(replay.ended()).hasSize(MOST_UNSENT + 1).contains(Endings.of(new Sequence(1), withdrawn));
    }

    private static Row unsent(String id) {
        return new Row(
                new Sequence(1),
                new JobState.Failed(
                        Samples.endedJob(id, 0, id.hashCode()),
                        FailureReason.INVALID_REQUEST,
                        Charge.of(FailureReason.INVALID_REQUEST),
                        Samples.NOON));
    }

    @Test
    void anOlderSequenceChangesNothing() {
        add("a1", accepted(3));
        add("a1", accepted(2));

        assertThat(replay.live()).containsExactly(new LiveRow(accepted(3), WRITTEN));
    }

    @Test
    void anEqualSequenceIsTolerated() {
        add("a1", accepted(3));
        add("a1", accepted(3));

        assertThat(replay.live()).containsExactly(new LiveRow(accepted(3), WRITTEN));
    }

    @Test
    void anEndingWithinTheRetentionIsRememberedCompactly() {
        JobState.Completed done = Samples.completed("a1", 0, 5, YESTERDAY);
        JobState.Failed failed = new JobState.Failed(
                Samples.endedJob("b2", 0, 6), FailureReason.REJECTED, Charge.of(FailureReason.REJECTED), Samples.NOON);
        add("a1", accepted(1));
        add("a1", new Row(new Sequence(2), done));
        add("b2", new Row(new Sequence(1), failed));

        assertThat(replay.live()).isEmpty();
        assertThat(replay.ended())
                .containsExactlyInAnyOrder(
                        new EndedJob(
                                done.job().identity(),
                                done.job().contentHash(),
                                done.job().profile(),
                                YESTERDAY,
                                Optional.of(Duration.ofSeconds(61)),
                                false,
                                done.spent()),
                        new EndedJob(
                                failed.job().identity(),
                                failed.job().contentHash(),
                                failed.job().profile(),
                                Samples.NOON,
                                Optional.empty(),
                                true,
                                failed.spent()));
    }

    @Test
    void endingsAreToldInTheOrderInWhichTheyCame() {
        add("a1", accepted(1));
        add("b2", accepted(1, "b2"));
        add("b2", new Row(new Sequence(2), Samples.completed("b2", 0, 6, Samples.NOON)));
        add("a1", new Row(new Sequence(2), Samples.completed("a1", 0, 5, Samples.NOON)));

        assertThat(replay.ended())
                .containsExactly(
                        Endings.of(new Sequence(2), Samples.completed("b2", 0, 6, Samples.NOON)),
                        Endings.of(new Sequence(2), Samples.completed("a1", 0, 5, Samples.NOON)));
    }

    @Test
    void recordsOfOneBatchCountInTheirOrder() {
        replay.add(List.of(
                read("a1", JobCodec.encode(accepted(1))),
                read("b2", "secret".getBytes(UTF_8)),
                read("a1", null),
                read("b2", JobCodec.encode(accepted(1, "b2"))),
                read("c3", JobCodec.encode(accepted(1, "c3"))),
                read("c3", JobCodec.encode(accepted(2, "c3")))));

        assertThat(replay.fault()).isEmpty();
        assertThat(replay.live())
                .containsExactly(new LiveRow(accepted(1, "b2"), WRITTEN), new LiveRow(accepted(2, "c3"), WRITTEN));
    }

    @Test
    void anOlderRowThanTheEndingDoesNotBringTheJobBack() {
        add("a1", new Row(new Sequence(2), Samples.completed("a1", 0, 5, Samples.NOON)));
        add("a1", accepted(1));

        assertThat(replay.live()).isEmpty();
        assertThat(replay.ended()).hasSize(1);
    }

    @Test
    void anEndingBeforeTheRetentionIsForgottenWithItsJob() {
        add("a1", accepted(1));
        add("a1", new Row(new Sequence(2), Samples.completed("a1", 0, 5, YESTERDAY.minusNanos(1))));

        assertThat(replay.live()).isEmpty();
        assertThat(replay.ended()).isEmpty();
    }

    @Test
    void aRecordWithoutAValueRemovesItsJob() {
        add("a1", accepted(1));
        add("b2", new Row(new Sequence(2), Samples.completed("b2", 0, 5, Samples.NOON)));
        raw("a1", null);
        raw("b2", null);

        assertThat(replay.live()).isEmpty();
        assertThat(replay.ended()).isEmpty();
        assertThat(replay.rows().none()).isFalse();
    }

    @Test
    void theLastHeadCountsWithItsTime() {
        raw(JobCodec.HEAD_KEY, JobCodec.encode(Samples.head("id", 8)));
        raw(JobCodec.HEAD_KEY, JobCodec.encode(HEAD));

        assertThat(replay.head()).hasValue(HEAD);
        assertThat(replay.headAt()).isEqualTo(WRITTEN);
    }

    @Test
    void nothingReadIsEmpty() {
        assertThat(replay.rows().none()).isTrue();
        assertThat(replay.head()).isEmpty();
        assertThat(replay.fault()).isEmpty();
    }

    @Test
    void whatCannotBeReadIsNamedByItsCoordinates() {
        add("a1", accepted(1));
        raw("b2", "{\"secret\":1}".getBytes(UTF_8));

        assertThat(replay.fault().orElseThrow())
                .contains("jobs-3-1", "field v is not a whole number")
                .doesNotContain("secret");
    }

    @Test
    void anUnknownVersionIsNamedWithTheRelease() {
        raw("a1", "{\"v\":9}".getBytes(UTF_8));

        assertThat(replay.fault().orElseThrow()).contains("jobs-3-0", "is of version 9", "reads version 1");
    }

    @Test
    void aLaterRecordOfTheSameKeyMendsWhatCannotBeRead() {
        raw("a1", "secret".getBytes(UTF_8));
        raw("b2", "secret".getBytes(UTF_8));
        raw("a1", null);
        add("b2", accepted(1));

        assertThat(replay.fault()).isEmpty();
    }

    @Test
    void aRecordWithoutAKeyIsUnreadable() {
        raw(null, JobCodec.encode(HEAD));

        assertThat(replay.fault().orElseThrow()).contains("jobs-3-0", "it has no key");
    }

    private static Row accepted(long sequence) {
        return accepted(sequence, "a1");
    }

    private static Row accepted(long sequence, String id) {
        return new Row(new Sequence(sequence), Samples.accepted(id, 3, 5));
    }

    private void add(String key, Row row) {
        raw(key, JobCodec.encode(row));
    }

    private void raw(@Nullable String key, byte @Nullable [] value) {
        replay.add(List.of(read(key, value)));
    }

    private ConsumerRecord<byte @Nullable [], byte @Nullable []> read(@Nullable String key, byte @Nullable [] value) {
        return new ConsumerRecord<>(
                "jobs",
                3,
                offset++,
                WRITTEN.toEpochMilli(),
                TimestampType.CREATE_TIME,
                -1,
                -1,
                key == null ? null : key.getBytes(UTF_8),
                value,
                new RecordHeaders(),
                Optional.empty());
    }
}
