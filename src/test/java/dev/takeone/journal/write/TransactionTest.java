package dev.takeone.journal.write;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.takeone.journal.Entry;
import dev.takeone.journal.Row;
import dev.takeone.journal.Samples;
import dev.takeone.journal.Sequence;
import dev.takeone.journal.rows.Decoded;
import dev.takeone.journal.rows.Head;
import dev.takeone.journal.rows.JobCodec;
import dev.takeone.journal.rows.Marks;
import dev.takeone.journal.rows.Position;
import dev.takeone.journal.rows.TopicLife;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TransactionTest {
    private static final TopicLife LIFE = TopicLife.of("uP4Uzk5ZS6WN5ZPeQEAcHA");
    private static final Marks MARKS = new Marks("jobs-id", "receipts-id", 7, 0, new Marks.Floor(0, Samples.NOON));
    private final Map<Integer, Tenure> held = Map.of(0, hold(OptionalLong.of(5)), 1, hold(OptionalLong.empty()));

    @Test
    void aRowGoesToThePartitionOfItsRequestUnderItsJobId() {
        ProducerRecord<byte[], byte[]> row =
                of(Samples.entry("a1", 1, 7)).records().getFirst();

        assertThat(row.topic()).isEqualTo("jobs");
        assertThat(row.partition()).isEqualTo(1);
        assertThat(row.key()).asString(UTF_8).isEqualTo("a1");
        assertThat(JobCodec.decode("a1", row.value()))
                .isEqualTo(new Decoded.Live(new Row(new Sequence(1), Samples.accepted("a1", 1, 7))));
    }

    @Test
    void onlyTheLastRowOfAJobIsWritten() {
        Transaction transaction = of(
                Samples.entry("a1", 0, 7),
                Samples.later("b2", 0, 4),
                Samples.later("a1", 0, 2),
                Samples.later("a1", 0, 3));

        assertThat(rows(transaction)).containsExactly("a1/3", "b2/4");
    }

    @Test
    void everyEventIsWrittenInOrderWithItsHeadersAndPartitionedByItsKey() {
        Entry two = new Entry(
                0,
                Optional.empty(),
                List.of(Samples.event("submitted", "a1"), Samples.event("completed", "a1")),
                OptionalLong.empty());
        List<ProducerRecord<byte[], byte[]>> events = of(two).records().stream()
                .filter(record -> !record.topic().equals("jobs"))
                .toList();

        assertThat(events).extracting(ProducerRecord::topic).containsExactly("submitted", "completed");
        assertThat(events).extracting(ProducerRecord::partition).containsOnlyNulls();
        assertThat(events.getFirst().key()).asString(UTF_8).isEqualTo("a1");
        assertThat(events.getFirst().value()).asString(UTF_8).isEqualTo("{\"request_id\":\"a1\"}");
        assertThat(Arrays.stream(events.getFirst().headers().toArray())
                        .map(header -> header.key() + "=" + new String(header.value(), UTF_8)))
                .containsExactly("ce_id=a1-submitted", "ce_subject=ördér");
    }

    @Test
    void anOffsetIsSentForEveryPartitionMovedOrNot() {
        Transaction transaction = of(Samples.later("a1", 0, 2), Samples.entry("b2", 1, 7));

        assertThat(transaction.offsets())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        new TopicPartition("requests", 0), offset(5),
                        new TopicPartition("requests", 1), offset(8)));
    }

    @Test
    void aPartitionWhereNothingIsHandledStillSendsAnOffsetToBeFencedBy() {
        assertThat(of(Samples.later("a1", 1, 2)).offsets())
                .containsExactly(Map.entry(new TopicPartition("requests", 1), offset(0)));
    }

    @Test
    void aHeadIsWrittenForEveryPartitionWithTheNumberOfItsTransaction() {
        Transaction transaction = of(Samples.later("a1", 0, 2), Samples.entry("b2", 1, 7), Samples.entry("c3", 1, 8));

        assertThat(transaction.after()).containsOnlyKeys(0, 1);
        assertThat(heads(transaction)).containsExactly(head(5, 0), head(9, 2));
    }

    /** Whoever appends it wants to know that the broker takes what is written to the journal. */
    @Test
    void anEntryWithoutARowAndAnOffsetWritesTheHead() {
        Transaction transaction = of(new Entry(0, Optional.empty(), List.of(), OptionalLong.empty()));

        assertThat(transaction.isEmpty()).isFalse();
        assertThat(transaction.records()).hasSize(1);
        assertThat(heads(transaction)).containsExactly(head(5, 0));
    }

    @Test
    void aStaleHeadIsWrittenAgainThoughNothingMoved() {
        Transaction transaction = Transaction.of(List.of(), held, Set.of(0), Samples.setup());

        assertThat(heads(transaction)).containsExactly(head(5, 0));
        assertThat(transaction.offsets()).containsExactly(Map.entry(new TopicPartition("requests", 0), offset(5)));
    }

    @Test
    void theHeadCountsTheJobsThatHaveNotEnded() {
        Entry ended = new Entry(
                0,
                Optional.of(new Row(new Sequence(4), Samples.completed("a1", 0, 7, Samples.NOON))),
                List.of(),
                OptionalLong.empty());
        Entry endedAtOnce = new Entry(
                0,
                Optional.of(new Row(new Sequence(1), Samples.completed("b2", 0, 8, Samples.NOON))),
                List.of(),
                OptionalLong.of(9));
        Transaction both = of(Samples.entry("a1", 0, 7), Samples.later("a1", 0, 2), endedAtOnce);
        Transaction after = Transaction.of(List.of(ended), both.after(), Set.of(), Samples.setup());

        assertThat(heads(both))
                .extracting(head -> head.marks().orElseThrow().live())
                .containsExactly(1);
        assertThat(heads(after))
                .extracting(head -> head.marks().orElseThrow().live())
                .containsExactly(0);
    }

    @Test
    void aRecordThatMakesNoJobMovesTheOffsetAlone() {
        Transaction transaction = of(new Entry(0, Optional.empty(), List.of(), OptionalLong.of(6)));

        assertThat(transaction.records()).hasSize(1);
        assertThat(transaction.after().get(0)).extracting(Tenure::position).isEqualTo(Position.at(OptionalLong.of(6)));
    }

    @Test
    void aHoleKeepsOffsetAndHeadBack() {
        Tenure holed =
                hold(OptionalLong.of(5)).at(Position.at(OptionalLong.of(5)).missing(6));
        Transaction transaction =
                Transaction.of(List.of(Samples.entry("a1", 0, 6)), Map.of(0, holed), Set.of(), Samples.setup());

        assertThat(heads(transaction)).containsExactly(head(5, 1));
        assertThat(transaction.offsets().values()).containsExactly(offset(5));
    }

    @Test
    void nothingToWriteIsNoTransaction() {
        assertThat(of().isEmpty()).isTrue();
        assertThat(of(Samples.later("a1", 0, 2)).isEmpty()).isFalse();
    }

    @Test
    void anEntryOfAPartitionThatIsNotHeldIsABug() {
        assertThatThrownBy(() -> of(Samples.later("a1", 9, 2))).hasMessage("partition 9 is not held");
    }

    private Transaction of(Entry... entries) {
        return Transaction.of(List.of(entries), held, Set.of(), Samples.setup());
    }

    private static Tenure hold(OptionalLong nextOffset) {
        return new Tenure(new Tenure.Beginning(), LIFE, Position.at(nextOffset), Instant.EPOCH, MARKS);
    }

    private static Head head(long nextOffset, int live) {
        return new Head("takeone", "requests", LIFE, nextOffset, OptionalInt.empty(), Optional.of(marks(live)));
    }

    private static Marks marks(int live) {
        return new Marks("jobs-id", "receipts-id", 8, live, MARKS.floor());
    }

    private static OffsetAndMetadata offset(long next) {
        return new OffsetAndMetadata(next, "takeone 1 " + LIFE + " 8");
    }

    private static List<String> rows(Transaction transaction) {
        return transaction.records().stream()
                .map(TransactionTest::decoded)
                .flatMap(decoded -> decoded instanceof Decoded.Live found
                        ? Stream.of(found.row().state().job().id() + "/"
                                + found.row().sequence().number())
                        : Stream.empty())
                .toList();
    }

    private static List<Head> heads(Transaction transaction) {
        return transaction.records().stream()
                .map(TransactionTest::decoded)
                .flatMap(decoded -> decoded instanceof Decoded.HeadRow found ? Stream.of(found.head()) : Stream.empty())
                .toList();
    }

    private static Decoded decoded(ProducerRecord<byte[], byte[]> each) {
        return JobCodec.decode(new String(each.key(), UTF_8), each.value());
    }
}
