package dev.takeone.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InconsistentGroupProtocolException;
import org.apache.kafka.common.errors.InvalidSessionTimeoutException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PollsTest {
    private static final TopicPartition BAD = new TopicPartition("video.requests", 1);
    private static final TopicPartition GOOD = new TopicPartition("video.requests", 11);
    private static final Duration WAIT = Duration.ofMillis(100);

    private final List<Duration> waits = new ArrayList<>();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest") {
        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration atMost) {
            waits.add(atMost);
            return super.poll(atMost);
        }
    };
    private long nanos = Long.MAX_VALUE - Duration.ofSeconds(20).toNanos();
    private final Polls polls = new Polls("kafka:9092", () -> nanos);

    @BeforeEach
    void assigned() {
        consumer.assign(List.of(BAD, GOOD));
        consumer.updateBeginningOffsets(Map.of(BAD, 0L, GOOD, 0L));
        polls.poll(consumer, WAIT);
    }

    @Test
    void aBatchThatCannotBeReadStopsItsPartitionAloneAndIsNotPassedOver() {
        fail(unreadable());
        assertThat(polls.poll(consumer, WAIT).isEmpty()).isTrue();
        add(BAD, 0);
        add(GOOD, 0);

        assertThat(polls.poll(consumer, WAIT).partitions()).containsExactly(GOOD);
        assertThat(consumer.position(BAD)).isZero();
        assertThat(polls.unreadable()).containsOnlyKeys(1);
        assertThat(polls.unreadable().get(1))
                .contains("offset 0 of video.requests-1", "UnsatisfiedLinkError", "-Djava.io.tmpdir");
        assertThat(polls.hindrance()).isEmpty();
    }

    /** As kafka-clients 4.1.1 does: an error as it is, and from the next poll on the partition without the error. */
    @Test
    void aLibraryThatDoesNotLoadStopsThePartitionThatItIsNeededFor() {
        consumer.schedulePollTask(() -> {
            fail(new KafkaException(
                    "Received exception when fetching the next record from video.requests-1. If needed, please"));
            throw new UnsatisfiedLinkError("no snappyjava in java.library.path");
        });

        assertThat(polls.poll(consumer, WAIT).isEmpty()).isTrue();
        assertThat(polls.unreadable().get(1)).contains("no snappyjava", "-Djava.io.tmpdir");
        assertThat(polls.hindrance()).isEmpty();
    }

    @Test
    void aPartitionWhoseNameBeginsAlikeIsNotTheOneThatIsStopped() {
        fail(new KafkaException("Record batch for partition video.requests-11 at offset 5 is invalid, cause: crc"));
        polls.poll(consumer, WAIT);

        assertThat(polls.unreadable()).containsOnlyKeys(11);
        assertThat(polls.unreadable().get(11)).contains("kafka-delete-records.sh");
    }

    @Test
    void whatTheChannelResumesStaysStopped() {
        fail(unreadable());
        polls.poll(consumer, WAIT);

        assertThat(polls.resumable(Set.of(BAD, GOOD))).containsExactly(GOOD);
    }

    @Test
    void whatCanBeReadAfterAWhileGoesOnByItselfFromItsPlace() {
        fail(unreadable());
        polls.poll(consumer, WAIT);
        add(BAD, 0);
        assertThat(polls.poll(consumer, WAIT).isEmpty()).isTrue();
        later(Polls.AGAIN);

        ConsumerRecords<byte[], byte[]> records = polls.poll(consumer, WAIT);

        assertThat(records.records(BAD)).extracting(ConsumerRecord::offset).containsExactly(0L);
        assertThat(polls.unreadable()).isEmpty();
        assertThat(consumer.paused()).isEmpty();
    }

    @Test
    void nothingIsTriedAgainWhileTheChannelWantsNothing() {
        fail(unreadable());
        polls.poll(consumer, WAIT);
        add(BAD, 0);
        polls.channelPaused(true);
        later(Polls.AGAIN);

        assertThat(polls.poll(consumer, WAIT).isEmpty()).isTrue();
        assertThat(polls.unreadable()).containsOnlyKeys(1);
    }

    @Test
    void aPartitionThatIsReadFromAnotherPlaceIsTriedAtOnce() {
        fail(unreadable());
        polls.poll(consumer, WAIT);
        add(BAD, 0);
        polls.sought(BAD);

        assertThat(polls.poll(consumer, WAIT).records(BAD)).hasSize(1);
    }

    @Test
    void aPartitionThatHasGoneIsNotTold() {
        fail(unreadable());
        polls.poll(consumer, WAIT);
        polls.forget(Set.of(BAD));

        assertThat(polls.unreadable()).isEmpty();
    }

    @Test
    void aGroupOfAnotherKindIsToldWithItsMendUntilItIsOver() {
        assertHindered(new InconsistentGroupProtocolException("protocols"), "(takeone.group, TAKEONE_GROUP)");
    }

    @Test
    void aSessionTimeoutThatTheBrokerDoesNotTakeNamesTheSetting() {
        assertHindered(
                new InvalidSessionTimeoutException("range"),
                "takeone.intake.session-timeout (TAKEONE_INTAKE_SESSION_TIMEOUT)");
    }

    @Test
    void aRightThatIsMissingAndWhatNobodyHasThoughtOfAreTold() {
        assertHindered(new GroupAuthorizationException("takeone"), "ACLs");
        assertHindered(new KafkaException("whatever it is"), "whatever it is");
    }

    /** The watch on the broker tells it, with its mend, and once. */
    @Test
    void aWrongPasswordIsNotToldTwice() {
        fail(new SaslAuthenticationException("no"));
        assertThatThrownBy(() -> polls.poll(consumer, WAIT)).isInstanceOf(SaslAuthenticationException.class);

        assertThat(polls.hindrance()).isEmpty();
    }

    @Test
    void aPollThatNobodyWaitsForIsNotOverAtOnce() {
        add(BAD, 0);

        assertThat(patience()).isEqualTo(Polls.AT_REST);
        assertThat(patience()).as("after a single request").isEqualTo(Polls.AT_REST);
    }

    @Test
    void whoeverWaitsForTheEndOfAPollDoesNotWaitLong() {
        polls.channelPaused(true);
        assertThat(patience()).as("the channel is to be resumed").isEqualTo(WAIT);
        polls.channelPaused(false);
        assertThat(patience()).isEqualTo(Polls.AT_REST);

        polls.sought(GOOD);
        assertThat(patience()).as("there may be more to seek").isEqualTo(WAIT);
        later(Polls.BUSY);
        assertThat(patience()).isEqualTo(Polls.AT_REST);

        for (int offset = 0; offset < 10; offset++) {
            add(BAD, offset);
        }
        polls.poll(consumer, WAIT);
        assertThat(patience()).as("after a backlog").isEqualTo(WAIT);
        later(Polls.BUSY);
        assertThat(patience()).isEqualTo(Polls.AT_REST);
    }

    @Test
    void whatCannotBeReadIsLookedAtAgainInTime() {
        fail(unreadable());
        polls.poll(consumer, WAIT);

        assertThat(patience()).isEqualTo(WAIT);
    }

    /** For how long the next poll waits. */
    private Duration patience() {
        polls.poll(consumer, WAIT);
        return waits.getLast();
    }

    private void assertHindered(KafkaException error, String mend) {
        fail(error);
        assertThatThrownBy(() -> polls.poll(consumer, WAIT)).isSameAs(error);
        polls.poll(consumer, WAIT);
        assertThat(polls.hindrance().orElseThrow()).contains(mend);
        later(Polls.OVER);
        polls.poll(consumer, WAIT);
        assertThat(polls.hindrance()).isEmpty();
    }

    private static KafkaException unreadable() {
        return new KafkaException(
                "Received exception when fetching the next record from video.requests-1. If needed, please seek past the"
                        + " record to continue consumption.",
                new KafkaException(new UnsatisfiedLinkError("no snappyjava")));
    }

    private void fail(KafkaException error) {
        consumer.setPollException(error);
    }

    private void later(Duration length) {
        nanos += length.toNanos();
    }

    private void add(TopicPartition partition, long offset) {
        consumer.addRecord(new ConsumerRecord<>(
                partition.topic(), partition.partition(), offset, new byte[0], new byte[] {'{', '}'}));
    }
}
