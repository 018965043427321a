package dev.takeone.journal.write;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.journal.Entry;
import dev.takeone.journal.Fixture;
import dev.takeone.journal.Journal;
import dev.takeone.journal.Receipt;
import dev.takeone.journal.Row;
import dev.takeone.journal.Samples;
import dev.takeone.journal.ScriptedProducer;
import dev.takeone.journal.Sequence;
import dev.takeone.journal.Unwritten;
import dev.takeone.journal.clients.ClientSettings;
import dev.takeone.journal.rows.Committed;
import dev.takeone.journal.rows.Decoded;
import dev.takeone.journal.rows.Head;
import dev.takeone.journal.rows.JobCodec;
import dev.takeone.journal.threads.OwnThread;
import dev.takeone.journal.threads.Pulse;
import dev.takeone.journal.topics.HeadAge;
import dev.takeone.waiting.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every kind of error, from a producer that does as the test says. */
class WriterTest {

    private final AtomicLong nanos = new AtomicLong();
    private final WriteQueue queue = new WriteQueue(new Pulse(nanos::get));
    private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
    private final List<ScriptedProducer> producers = new ArrayList<>();
    private final Deque<ScriptedProducer> prepared = new ArrayDeque<>();
    private final AtomicReference<Instant> now = new AtomicReference<>(Samples.NOON);
    private final InstantSource clock = now::get;
    private Optional<Writer> writer = Optional.empty();
    private Optional<OwnThread> thread = Optional.empty();

    private record Committed(List<Entry> entries) {}

    private record Unwritable(Entry entry, String why) {}

    private record Lost(Set<Integer> partitions) {}

    private record Stopped(String why) {}

    @AfterEach
    void end() throws InterruptedException {
        queue.close();
        if (thread.isPresent()) {
            assertThat(thread.get().ends(Waiting.AT_MOST)).isTrue();
        }
    }

    @Test
    void writesRowsEventsHeadsAndOffsetsInOneTransaction() throws InterruptedException {
        hold(0);
        begin(new ScriptedProducer());
        Entry entry = Samples.entry("a1", 0, 5);
        queue.append(entry);

        assertThat(next()).isEqualTo(new Committed(List.of(entry)));
        assertThat(producer().history()).extracting(ProducerRecord::topic).containsExactly("jobs", "submitted", "jobs");
        assertThat(producer().commitCount()).isEqualTo(1);
        assertThat(producer().lastOffsets()).containsExactly(Map.entry(request(0), new OffsetAndMetadata(6)));
    }

    @Test
    void asksAgainForACommitWhoseOutcomeIsUnknown() throws InterruptedException {
        hold(0);
        begin(new ScriptedProducer().onCommit(new TimeoutException("no answer"), new TimeoutException("no answer")));
        queue.append(Samples.entry("a1", 0, 5));

        assertThat(next()).isInstanceOf(Committed.class);
        assertThat(producer().aborts).isZero();
        assertThat(producer().commitCount()).isEqualTo(1);
    }

    /** A broker that is away must not look like a thread that is stuck; a commit that never returns must. */
    @Test
    void movesWithEveryQuestionForACommit() throws InterruptedException {
        hold(0);
        List<Duration> quiet = new ArrayList<>();
        ScriptedProducer producer =
                new ScriptedProducer().onCommit(new TimeoutException("no answer"), new TimeoutException("no answer"));
        producer.onCommitAsked = () -> {
            quiet.add(queue.pulse().quiet());
            nanos.addAndGet(Duration.ofSeconds(10).toNanos());
            quiet.add(queue.pulse().quiet());
        };
        begin(producer);
        queue.append(Samples.entry("a1", 0, 5));

        assertThat(next()).isInstanceOf(Committed.class);
        Duration asked = Duration.ofSeconds(10);
        assertThat(quiet).containsExactly(Duration.ZERO, asked, Duration.ZERO, asked, Duration.ZERO, asked);
    }

    @Test
    void abortsAndWritesAgainWhatCouldNotBeSent() throws InterruptedException {
        hold(0);
        begin(new ScriptedProducer().onSend(new TimeoutException("expired")));
        Entry entry = Samples.entry("a1", 0, 5);
        queue.append(entry);

        assertThat(next()).isEqualTo(new Committed(List.of(entry)));
        assertThat(producer().aborts).isEqualTo(1);
    }

    /** Nobody knows how much a broker takes in ten seconds, but it is less than this was. */
    @Test
    void writesHalfAsMuchAtOnceAfterATimeOutAndKeepsTheOrder() throws InterruptedException {
        hold(0);
        List<Entry> all = new ArrayList<>();
        for (int offset = 5; offset < 45; offset++) {
            all.add(Samples.entry("j" + offset, 0, offset));
        }
        all.forEach(queue::append);
        ScriptedProducer producer = new ScriptedProducer();
        producer.mostRows = 20;
        begin(producer);

        List<Entry> committed = new ArrayList<>();
        while (committed.size() < all.size()) {
            committed.addAll(((Committed) next()).entries());
        }
        assertThat(committed).isEqualTo(all);
        assertThat(producer().closed()).isFalse();
    }

    /** One partition without a leader must not hold up the others. */
    @Test
    void leavesOutAPartitionThatIsNotTakenAndGoesOnWithTheOthers() throws InterruptedException {
        hold(0, 1);
        queue.append(Samples.entry("b2", 0, 5));
        queue.append(Samples.entry("a1", 1, 5));
        ScriptedProducer producer = new ScriptedProducer();
        producer.silentPartition = 1;
        begin(producer);

        assertThat(next()).isEqualTo(new Committed(List.of(Samples.entry("b2", 0, 5))));
        queue.append(Samples.entry("c3", 0, 6));
        assertThat(next()).isEqualTo(new Committed(List.of(Samples.entry("c3", 0, 6))));
        assertThat(writer.orElseThrow().unwritten())
                .hasValueSatisfying(trouble -> assertThat(trouble.why()).contains("[1]"));

        producer.silentPartition = -1;
        assertThat(next()).as("in its turn").isEqualTo(new Committed(List.of(Samples.entry("a1", 1, 5))));
        assertThat(producers).hasSize(1);
    }

    @Test
    void aPartitionThatIsNotTakenMakesWayForOthersThoughItComesAlone() throws InterruptedException {
        hold(0, 1);
        queue.halve(2);
        queue.append(Samples.entry("a1", 1, 5));
        queue.append(Samples.entry("b2", 0, 5));
        ScriptedProducer producer = new ScriptedProducer();
        producer.silentPartition = 1;
        begin(producer);

        assertThat(next()).isEqualTo(new Committed(List.of(Samples.entry("b2", 0, 5))));
    }

    /**
     * An aborted transaction is over only when every partition in it knows. Until then nothing is committed, and nothing is
     * given up for it: only a producer of the same id ends what its last one left open.
     */
    @Test
    void keepsItsTransactionalIdAndItsPartitionsWhereTheLastTransactionIsNotOver() throws InterruptedException {
        hold(0, 1);
        queue.append(Samples.entry("b2", 0, 5));
        queue.append(Samples.entry("a1", 1, 5));
        ScriptedProducer producer = new ScriptedProducer();
        producer.silentPartition = 1;
        producer.silentOnceAborted = true;
        begin(producer);
        for (int abort = 0; abort < 3; abort++) {
            assertThat(Waiting.next("an abort", producer.aborted)).isTrue();
        }
        assertThat(writer.orElseThrow().unwritten()).isPresent();
        producer.silentPartition = -1;
        producer.silentOnceAborted = false;

        assertThat(List.of(next(), next()))
                .containsExactlyInAnyOrder(
                        new Committed(List.of(Samples.entry("b2", 0, 5))),
                        new Committed(List.of(Samples.entry("a1", 1, 5))));
        assertThat(producers).hasSize(1);
    }

    /** Nor is it begun: its abort would hold up all others until that partition has a leader. */
    @Test
    void beginsNoTransactionWithAnEventForAPartitionWithoutALeader() throws InterruptedException {
        hold(0, 1);
        queue.append(Samples.entry("a1", 1, 5));
        Entry quiet = new Entry(0, Optional.empty(), List.of(), OptionalLong.of(6));
        queue.append(quiet);
        ScriptedProducer producer = new ScriptedProducer();
        producer.partitions = 2;
        producer.leaderless.addAll(Set.of(new TopicPartition("submitted", 0), new TopicPartition("submitted", 1)));
        begin(producer);

        assertThat(next()).isEqualTo(new Committed(List.of(quiet)));
        assertThat(writer.orElseThrow().unwritten())
                .hasValueSatisfying(trouble -> assertThat(trouble.why()).contains("[1]", "no leader"));
        producer.leaderless.clear();

        assertThat(next()).isEqualTo(new Committed(List.of(Samples.entry("a1", 1, 5))));
        assertThat(producer.aborts).isZero();
    }

    @Test
    void aTransactionThatDoesNotEndIsToldWithItsMend() throws InterruptedException {
        hold(0);
        ScriptedProducer producer = new ScriptedProducer().onCommit(new TimeoutException("no answer"));
        List<Optional<Unwritten>> told = new ArrayList<>();
        producer.onCommitAsked = () -> {
            told.add(writer.orElseThrow().unwritten());
            now.updateAndGet(at -> at.plus(ClientSettings.TRANSACTION_TIMEOUT));
        };
        begin(producer);
        queue.append(Samples.entry("a1", 0, 5));

        assertThat(next()).isInstanceOf(Committed.class);
        assertThat(told.getFirst()).isEmpty();
        assertThat(told.getLast())
                .hasValueSatisfying(trouble ->
                        assertThat(trouble.why()).contains("has not come to its end", "Bring its brokers back"));
        assertThat(writer.orElseThrow().unwritten()).isEmpty();
    }

    @Test
    void aTimeThatTheBrokerDoesNotTakeIsTriedAgainAndToldWithItsMend() throws InterruptedException {
        hold(0);
        ScriptedProducer producer = new ScriptedProducer().onSend(new InvalidTimestampException("out of range"));
        List<Optional<Unwritten>> told = new ArrayList<>();
        producer.onCommitAsked = () -> told.add(writer.orElseThrow().unwritten());
        begin(producer);
        queue.append(Samples.entry("a1", 0, 5));

        assertThat(next()).isInstanceOf(Committed.class);
        assertThat(told)
                .singleElement()
                .satisfies(trouble -> assertThat(trouble.orElseThrow())
                        .satisfies(each -> assertThat(each.why()).contains("LogAppendTime"))
                        .extracting(Unwritten::since)
                        .isEqualTo(Samples.NOON));
        assertThat(producers).as("the producer is as good as before").hasSize(1);
    }

    /** As where a later leader's first record comes after the group has moved on, and before its generation is told. */
    @Test
    void noEndingIsToldTwiceAndNoHeadMovesBackWhereAPartitionIsReadBackBetweenTwoGenerations() throws Exception {
        hold(0, 1);
        ScriptedProducer producer = new ScriptedProducer().onOffsets(new CommitFailedException());
        Entry ending = ending("a1", 5);
        queue.append(ending);
        queue.append(Samples.entry("c3", 0, 6));
        begin(producer);
        assertThat(Waiting.next("an abort", producer.aborted)).isTrue();

        Waiting.done(queue.releaseToRead(0));
        // Its reader has taken the journal's end now, and finds nothing of the ending before that.
        Entry other = Samples.entry("b2", 1, 5);
        queue.append(other);
        queue.generation(generation(2));
        Object meanwhile = next();
        hold(0);
        queue.append(ending);

        assertThat(next()).isEqualTo(new Committed(List.of(ending)));
        assertThat(producer.history())
                .extracting(ProducerRecord::topic)
                .filteredOn("completed"::equals)
                .hasSize(1);
        assertThat(offsetsOfHeads(producer, 0)).containsExactly(6L);
        assertThat(meanwhile).isEqualTo(new Committed(List.of(other)));
    }

    @Test
    void anErrorIsNotSwallowed() throws InterruptedException {
        hold(0);
        ScriptedProducer producer = new ScriptedProducer();
        producer.onCommitAsked = () -> {
            throw new NoClassDefFoundError("io/example/Codec");
        };
        begin(producer);
        queue.append(Samples.entry("a1", 0, 5));

        assertThat(next())
                .isInstanceOfSatisfying(
                        Stopped.class, stopped -> assertThat(stopped.why()).contains("NoClassDefFoundError"));
        assertThat(queue.isOver()).isTrue();
        assertThat(producer().committed).isEmpty();
    }

    @Test
    void leavesOutTheEntryThatIsTooLargeAndNothingElse() throws InterruptedException {
        ScriptedProducer producer = new ScriptedProducer();
        producer.tooLargeKey = "c3";
        Entry culprit = Samples.entry("c3", 0, 7);
        List<Entry> others = List.of(
                Samples.entry("a1", 0, 5),
                Samples.entry("b2", 0, 6),
                Samples.entry("d4", 0, 8),
                Samples.entry("e5", 0, 9));
        hold(0);
        others.subList(0, 2).forEach(queue::append);
        queue.append(culprit);
        others.subList(2, 4).forEach(queue::append);
        begin(producer);

        List<Entry> committed = new ArrayList<>();
        Optional<Unwritable> unwritable = Optional.empty();
        while (committed.size() < 4 || unwritable.isEmpty()) {
            Object one = next();
            if (one instanceof Committed these) {
                committed.addAll(these.entries());
            } else {
                unwritable = Optional.of((Unwritable) one);
            }
        }

        assertThat(committed).isEqualTo(others);
        assertThat(unwritable.orElseThrow().entry()).isEqualTo(culprit);
        assertThat(producer().lastOffsets()).containsExactly(Map.entry(request(0), new OffsetAndMetadata(7)));
    }

    @Test
    void movesPastTheHoleOnceItsStandInIsWritten() throws InterruptedException {
        ScriptedProducer producer = new ScriptedProducer();
        producer.tooLargeKey = "c3";
        hold(0);
        begin(producer);
        queue.append(Samples.entry("c3", 0, 5));
        assertThat(next()).isInstanceOf(Unwritable.class);
        queue.append(Samples.entry("d4", 0, 6));
        assertThat(next()).isInstanceOf(Committed.class);
        assertThat(producer.lastOffsets()).containsValue(new OffsetAndMetadata(5));

        queue.append(new Entry(0, Optional.empty(), List.of(), OptionalLong.of(6)));

        assertThat(next()).isInstanceOf(Committed.class);
        assertThat(producer.lastOffsets()).containsValue(new OffsetAndMetadata(7));
    }

    @Test
    void waitsForTheNextGenerationAndDropsWhatIsNoLongerOurs() throws Exception {
        Entry kept = Samples.entry("a1", 0, 5);
        hold(0, 1);
        queue.append(kept);
        queue.append(Samples.entry("b2", 1, 9));
        ScriptedProducer producer = new ScriptedProducer().onOffsets(new CommitFailedException("stale"));
        begin(producer);
        assertThat(Waiting.next("an abort", producer.aborted)).isTrue();
        Waiting.done(queue.flush(Set.of(0)));
        assertThat(heard).isEmpty();

        queue.release(Set.of(1));
        queue.generation(generation(2));

        assertThat(next()).isEqualTo(new Committed(List.of(kept)));
        assertThat(producer().lastGeneration()).isEqualTo(generation(2));
    }

    /** Whoever let it go knows what it did not do about it, and others find it in the journal. */
    @Test
    void whatIsLetGoWhileItIsCommittedIsToldOfNevertheless() throws InterruptedException {
        hold(0, 1);
        Entry gone = Samples.entry("a1", 0, 5);
        Entry kept = Samples.entry("b2", 1, 5);
        queue.append(gone);
        queue.append(kept);
        ScriptedProducer producer = new ScriptedProducer();
        producer.onCommitAsked = () -> queue.release(Set.of(0));
        begin(producer);

        assertThat(next()).isEqualTo(new Committed(List.of(gone, kept)));
    }

    @Test
    void writesNothingInTheNameOfNoMember() throws Exception {
        hold(0);
        queue.append(Samples.entry("a1", 0, 5));
        queue.generation(new ConsumerGroupMetadata("takeone"));
        start(new ScriptedProducer());

        Waiting.done(queue.flush(Set.of(0)));
        assertThat(producer().commitCount()).isZero();

        queue.generation(generation(1));
        assertThat(next()).isInstanceOf(Committed.class);
    }

    @Test
    void startsOverWithANewProducerWhenNothingIsKnownAnyMore() throws InterruptedException {
        prepared.add(new ScriptedProducer());
        hold(0, 1);
        begin(new ScriptedProducer().onCommit(new InvalidTxnStateException("state")));
        queue.append(Samples.entry("a1", 0, 5));

        assertThat(next()).isEqualTo(new Lost(Set.of(0, 1)));
        queue.append(Samples.entry("b2", 0, 6));
        hold(0);
        Entry after = Samples.entry("c3", 0, 5);
        queue.append(after);

        assertThat(next()).isEqualTo(new Committed(List.of(after)));
        assertThat(producers).hasSize(2);
        assertThat(producers.getFirst().closed()).isTrue();
    }

    @Test
    void startsOverWhenAnAbortFails() throws InterruptedException {
        prepared.add(new ScriptedProducer());
        ScriptedProducer first = new ScriptedProducer().onSend(new TimeoutException("expired"));
        first.abortTransactionException = new InvalidTxnStateException("state");
        hold(0);
        begin(first);
        queue.append(Samples.entry("a1", 0, 5));

        assertThat(next()).isEqualTo(new Lost(Set.of(0)));
    }

    @Test
    void stopsWhenFencedTwiceWithinAMinute() throws InterruptedException {
        prepared.add(new ScriptedProducer().onCommit(new ProducerFencedException("fenced")));
        hold(0);
        begin(new ScriptedProducer().onCommit(new ProducerFencedException("fenced")));
        queue.append(Samples.entry("a1", 0, 5));
        assertThat(next()).isEqualTo(new Lost(Set.of(0)));
        now.updateAndGet(at -> at.plusSeconds(59));

        hold(0);
        queue.append(Samples.entry("a1", 0, 5));

        assertThat(next())
                .isInstanceOfSatisfying(
                        Stopped.class,
                        stopped -> assertThat(stopped.why())
                                .contains("w1", "transactional id takeone-w1-7", "takeone.worker.id"));
        assertThat(queue.isOver()).isTrue();
    }

    @Test
    void goesOnWhenFencedAgainAfterAMinute() throws InterruptedException {
        prepared.add(new ScriptedProducer().onCommit(new ProducerFencedException("fenced")));
        prepared.add(new ScriptedProducer());
        hold(0);
        begin(new ScriptedProducer().onCommit(new ProducerFencedException("fenced")));
        queue.append(Samples.entry("a1", 0, 5));
        assertThat(next()).isEqualTo(new Lost(Set.of(0)));
        now.updateAndGet(at -> at.plusSeconds(61));

        hold(0);
        queue.append(Samples.entry("a1", 0, 5));

        assertThat(next()).isEqualTo(new Lost(Set.of(0)));
    }

    @Test
    void goesOnTryingWhileTheBrokerIsAway() throws InterruptedException {
        prepared.add(new ScriptedProducer());
        hold(0);
        begin(new ScriptedProducer()
                .onInit(new TimeoutException("away"), new TransactionalIdAuthorizationException("denied")));
        queue.append(Samples.entry("a1", 0, 5));

        assertThat(next()).isInstanceOf(Committed.class);
        assertThat(producers)
                .as("a timeout keeps its producer, a refusal does not")
                .hasSize(2);
    }

    @Test
    void writesAnOldHeadAgainThoughNothingElseIsWritten() throws InterruptedException {
        queue.hold(0, Samples.held(5, Samples.NOON.minus(Duration.ofDays(3))));
        ScriptedProducer producer = new ScriptedProducer();
        begin(producer);

        assertThat(Waiting.next("a commit", producer.committed)).isTrue();
        assertThat(producer.history()).hasSize(1);
        assertThat(producer.lastOffsets()).containsValue(new OffsetAndMetadata(5));
    }

    @Test
    void commitsWhatWaitsBeforeItCloses() throws InterruptedException {
        hold(0);
        begin(new ScriptedProducer());
        queue.append(Samples.entry("a0", 0, 5));
        assertThat(next()).isInstanceOf(Committed.class);
        for (int offset = 6; offset < 1_206; offset++) {
            queue.append(Samples.entry("j" + offset, 0, offset));
        }
        queue.close();

        assertThat(thread.orElseThrow().ends(Waiting.AT_MOST)).isTrue();
        assertThat(heard.stream()
                        .mapToInt(each -> ((Committed) each).entries().size())
                        .sum())
                .isEqualTo(1_200);
        assertThat(producer().lastOffsets()).containsValue(new OffsetAndMetadata(1_206));
        assertThat(producer().closed()).isTrue();
    }

    private void begin(ScriptedProducer first) {
        queue.generation(generation(1));
        start(first);
    }

    private void hold(int... partitions) {
        for (int partition : partitions) {
            queue.hold(partition, Samples.held(5, Samples.NOON));
        }
    }

    private Object next() throws InterruptedException {
        return Waiting.next("word of the writer", heard);
    }

    private static Entry ending(String id, long offset) {
        return new Entry(
                0,
                Optional.of(new Row(new Sequence(1), Samples.completed(id, 0, offset, Samples.NOON))),
                List.of(Samples.event("completed", id)),
                OptionalLong.of(offset + 1));
    }

    /** The next offsets that the partition's heads have told, in their order. */
    private static List<Long> offsetsOfHeads(ScriptedProducer producer, int partition) {
        return producer.history().stream()
                .filter(record -> Integer.valueOf(partition).equals(record.partition()))
                .map(record -> JobCodec.decode(new String(record.key(), UTF_8), record.value()))
                .flatMap(row -> row instanceof Decoded.HeadRow(Head head) ? Stream.of(head.nextOffset()) : Stream.of())
                .toList();
    }

    /** The newest. */
    private ScriptedProducer producer() {
        return producers.getLast();
    }

    private static ConsumerGroupMetadata generation(int id) {
        return new ConsumerGroupMetadata("takeone", id, "member-1", Optional.empty());
    }

    private static TopicPartition request(int partition) {
        return new TopicPartition("requests", partition);
    }

    private void start(ScriptedProducer first) {
        prepared.addFirst(first);
        Writer made = new Writer(
                queue, Samples.setup(), new HeadAge(clock, Optional.of(Duration.ofDays(2))), new Made(), listener());
        writer = Optional.of(made);
        OwnThread started = new OwnThread("writer-test", queue.pulse(), made::run, listener()::stopped);
        thread = Optional.of(started);
        started.start();
    }

    private final class Made implements Sessions {
        @Override
        public Session get() {
            ScriptedProducer made = prepared.remove();
            producers.add(made);
            return new Session(made, Samples.setup().names().jobs(), queue.pulse(), Fixture.UNSEEN);
        }
    }

    private Journal.Listener listener() {
        return new Journal.Listener() {
            @Override
            public void committed(List<Entry> entries, long startedNanos) {
                heard.add(new Committed(entries));
            }

            @Override
            public void unwritable(Entry entry, String why) {
                heard.add(new Unwritable(entry, why));
            }

            @Override
            public void receipt(int partition, Receipt receipt, boolean fresh) {
                throw new AssertionError("the writer knows no receipts");
            }

            @Override
            public void lost(Set<Integer> partitions) {
                heard.add(new Lost(partitions));
            }

            @Override
            public void rewriteAfter(Duration age) {
                throw new AssertionError("the writer looks at no settings");
            }

            @Override
            public void stopped(String why) {
                heard.add(new Stopped(why));
            }
        };
    }
}
