package dev.takeone.journal.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.broker.LocalBroker;
import dev.takeone.broker.TcpProxy;
import dev.takeone.journal.Entry;
import dev.takeone.journal.Fixture;
import dev.takeone.journal.Fixture.Heard;
import dev.takeone.journal.Member;
import dev.takeone.journal.Restored;
import dev.takeone.journal.Samples;
import dev.takeone.journal.clients.JournalSetup;
import dev.takeone.journal.read.JournalReader;
import dev.takeone.journal.read.Restorer;
import dev.takeone.journal.rows.Committed;
import dev.takeone.journal.rows.JobCodec;
import dev.takeone.journal.rows.Restoration;
import dev.takeone.journal.topics.HeadAge;
import dev.takeone.journal.topics.Topics;
import dev.takeone.journal.topics.Troubles;
import dev.takeone.journal.write.Session;
import dev.takeone.journal.write.WriteQueue;
import dev.takeone.journal.write.Writer;
import dev.takeone.waiting.Waiting;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes wrong in the middle of a transaction, on a real broker: the journal's writer with a hand on its producer. */
class JournalFaultsIT {
    private static final TcpProxy PROXY = TcpProxy.open();
    private static final LocalBroker BROKER = LocalBroker.startBehind(PROXY);

    private final Fixture fixture = new Fixture(BROKER.bootstrapServers());
    private final JournalSetup direct = fixture.setup("w1", true);
    private final JournalSetup proxied = new JournalSetup(
            Map.of("bootstrap.servers", "127.0.0.1:" + PROXY.port()), direct.names(), direct.settings());
    private final Heard heard = new Heard();
    private final WriteQueue queue = new WriteQueue();
    private final Queue<Runnable> beforeOffsets = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> beforeCommit = new ConcurrentLinkedQueue<>();
    private final Restorer restorer = new Restorer(
            direct,
            new Topics(direct),
            new HeadAge(InstantSource.fixed(Samples.NOON), Optional.empty()),
            Fixture.UNSEEN,
            new Troubles(InstantSource.fixed(Samples.NOON), Fixture.UNSEEN));
    private final Thread writer = new Thread(new Writer(
            queue,
            proxied,
            new HeadAge(InstantSource.fixed(Samples.NOON), Optional.empty()),
            () -> new Session(
                    new Troubled(Fixture.unhurried(proxied)), proxied.names().jobs(), queue.pulse(), Fixture.UNSEEN),
            heard));

    /** A producer to which something happens at a moment that the test chooses. */
    private final class Troubled extends KafkaProducer<byte[], byte[]> {
        Troubled(Map<String, Object> settings) {
            super(settings);
        }

        @Override
        public void sendOffsetsToTransaction(
                Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata generation) {
            Optional.ofNullable(beforeOffsets.poll()).ifPresent(Runnable::run);
            super.sendOffsetsToTransaction(offsets, generation);
        }

        @Override
        public void commitTransaction() {
            flush();
            Optional.ofNullable(beforeCommit.poll()).ifPresent(Runnable::run);
            super.commitTransaction();
        }
    }

    /** Before a member joins: the topics' coming would be another generation. */
    @BeforeEach
    void begin() throws InterruptedException {
        new Topics(direct).prepare(Duration.ofSeconds(1));
    }

    @AfterEach
    void end() throws InterruptedException {
        PROXY.restore();
        queue.close();
        Waiting.ended(writer);
        restorer.close();
        fixture.close();
    }

    @AfterAll
    static void endAll() {
        BROKER.close();
        PROXY.close();
    }

    @Test
    void connectionsThatAreCutBeforeTheCommitCostNothing() throws Exception {
        try (Member member = new Member(fixture)) {
            start(0);
            beforeOffsets.add(PROXY::cut);
            beforeCommit.add(PROXY::cut);
            List<Entry> entries = append(0, 0, 5);
            member.tells(queue::generation);

            heardCommitted(entries);
            assertWrittenOnce(0, 5);
        }
    }

    /** The broker has committed, and nobody has said so: to ask again is all that is legal. */
    @Test
    void aCommitWhoseAnswerIsLostIsToldOnceAndWrittenOnce() throws Exception {
        try (Member member = new Member(fixture)) {
            start(0);
            beforeCommit.add(() -> {
                PROXY.swallowAnswers();
                Thread.ofVirtual().start(this::restoreOnceCommitted);
            });
            List<Entry> entries = append(0, 0, 5);
            member.tells(queue::generation);

            heardCommitted(entries);
            assertWrittenOnce(0, 5);
        }
    }

    private void restoreOnceCommitted() {
        Waiting.until("a commit", () -> groupOffset(0).isPresent());
        PROXY.restore();
    }

    /** The broker fences by generation, not by partition: all is refused, and only what is still ours is written again. */
    @Test
    void aGenerationThatChangesUnderAMixedTransactionLosesAndDoublesNothing() throws Exception {
        try (Member member = new Member(fixture)) {
            start(0, 1);
            ConsumerGroupMetadata old = member.next();
            List<Member> joined = new ArrayList<>();
            beforeOffsets.add(() -> joined.add(joins(member, old)));
            List<Entry> entries = new ArrayList<>(append(0, 0, 3));
            entries.addAll(append(1, 0, 3));
            queue.generation(old);

            heardCommitted(
                    entries.stream().filter(entry -> entry.partition() == 0).toList());
            assertWrittenOnce(0, 3);
            assertThat(rows(1)).as("lost partition").isEmpty();
            Restored.Ready next = (Restored.Ready) restored(1).restored();
            assertThat(next.nextOffset()).as("what the next owner begins with").hasValue(0);
            joined.forEach(Member::close);
        }
    }

    /** Another member joins while a transaction is open; partition 1 goes to it, and nobody waits for the transaction. */
    private Member joins(Member member, ConsumerGroupMetadata old) {
        try {
            Member joining = new Member(fixture);
            ConsumerGroupMetadata newer = member.after(old);
            queue.release(Set.of(1));
            Thread.ofVirtual().start(() -> {
                queue.generation(newer);
                member.tells(queue::generation);
            });
            return joining;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whatever happens to producers, the offset covers rows that are there, and the head says the same. */
    @Test
    void offsetsNeverRunAheadOfTheJournalWhenTheProducerIsMadeAnew() throws Exception {
        try (Member member = new Member(fixture)) {
            start(0);
            List<Entry> first = append(0, 0, 4);
            member.tells(queue::generation);
            heardCommitted(first);
            beforeCommit.add(this::fence);
            append(0, 4, 8);

            assertThat(heard.next()).isEqualTo(new Heard.Lost(Set.of(0)));
            Restored.Ready again = (Restored.Ready) hold(0);
            assertThat(again.nextOffset()).hasValue(4);
            assertThat(groupOffset(0)).hasValue(4);
            assertThat(rows(0)).hasSize(4);

            List<Entry> second = append(0, 4, 8);
            heardCommitted(second);
            assertWrittenOnce(0, 8);
        }
    }

    private void fence() {
        try (Producer<byte[], byte[]> other = Fixture.producer(direct)) {
            other.initTransactions();
        }
    }

    /** Nothing is written before the first generation is told, so that what is appended until then is one transaction. */
    private void start(int... partitions) throws Exception {
        restorer.start(why -> {});
        for (int partition : partitions) {
            hold(partition);
        }
        writer.start();
    }

    private Restored hold(int partition) throws Exception {
        Restoration restoration = restored(partition);
        Restored.Ready ready = (Restored.Ready) restoration.restored();
        queue.hold(partition, restoration.held().orElseThrow());
        return ready;
    }

    private Restoration restored(int partition) throws Exception {
        Waiting waiting = Waiting.begin();
        Restoration restoration = Waiting.done(restorer.restore(partition));
        while (restoration.restored() instanceof Restored.Unavailable unavailable) {
            waiting.goOn(unavailable::toString);
            restoration = Waiting.done(restorer.restore(partition));
        }
        return restoration;
    }

    private List<Entry> append(int partition, int from, int to) throws Exception {
        fixture.publishUpTo(partition, to - 1);
        List<Entry> entries = IntStream.range(from, to)
                .mapToObj(offset -> entry(partition, offset))
                .toList();
        entries.forEach(queue::append);
        return entries;
    }

    private Entry entry(int partition, long offset) {
        String id = "job-" + partition + "-" + offset;
        Entry sample = Samples.entry(id, partition, offset);
        return new Entry(
                partition, sample.row(), List.of(Samples.event(fixture.names.submitted(), id)), sample.nextOffset());
    }

    private void heardCommitted(List<Entry> entries) throws InterruptedException {
        List<Entry> told = new ArrayList<>();
        while (told.size() < entries.size()) {
            Object one = heard.next();
            assertThat(one).isInstanceOf(Heard.Committed.class);
            told.addAll(((Heard.Committed) one).entries());
        }
        assertThat(told).containsExactlyElementsOf(entries);
    }

    private void assertWrittenOnce(int partition, int count) throws Exception {
        String[] ids = IntStream.range(0, count)
                .mapToObj(offset -> "job-" + partition + "-" + offset)
                .toArray(String[]::new);
        assertThat(rows(partition)).containsExactly(ids);
        assertThat(events(partition)).containsExactlyInAnyOrder(ids);
        assertThat(groupOffset(partition)).hasValue(count);
        assertThat(((Restored.Ready) restored(partition).restored()).nextOffset())
                .hasValue(count);
        assertThat(heard.nothing()).isTrue();
    }

    private List<String> rows(int partition) throws Exception {
        return fixture.committed(fixture.names.jobs()).stream()
                .filter(row -> row.partition() == partition)
                .map(JournalFaultsIT::key)
                .filter(key -> !key.equals(JobCodec.HEAD_KEY))
                .toList();
    }

    private List<String> events(int partition) throws Exception {
        return fixture.committed(fixture.names.submitted()).stream()
                .map(JournalFaultsIT::key)
                .filter(key -> key.startsWith("job-" + partition + "-"))
                .toList();
    }

    private static String key(ConsumerRecord<byte[], byte[]> row) {
        return new String(row.key(), UTF_8);
    }

    private OptionalLong groupOffset(int partition) {
        try (JournalReader reader = JournalReader.open(direct)) {
            return reader.committed(fixture.names.requests(), List.of(partition)).committed().values().stream()
                    .mapToLong(Committed::offset)
                    .findAny();
        }
    }
}
