package dev.takeone.journal;

import dev.takeone.broker.TopicReader;
import dev.takeone.journal.clients.ClientSettings;
import dev.takeone.journal.clients.JournalSettings;
import dev.takeone.journal.clients.JournalSetup;
import dev.takeone.journal.clients.TopicNames;
import dev.takeone.journal.kafka.KafkaJournal;
import dev.takeone.journal.rows.Committed;
import dev.takeone.journal.topics.TopicFacts;
import dev.takeone.journal.topics.Topics;
import dev.takeone.waiting.Waiting;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Topics and a group of their own on a shared broker, and journals over them that are closed at the end. */
public final class Fixture implements AutoCloseable {
    /** Without metrics. */
    public static final JournalObserver UNSEEN = new JournalObserver() {
        @Override
        public void producer(Role role, Producer<?, ?> producer) {}

        @Override
        public void consumer(Role role, Consumer<?, ?> consumer) {}

        @Override
        public void committed(int records, Duration took) {}

        @Override
        public void aborted() {}

        @Override
        public void restored(long records, Duration took) {}
    };

    public final String servers;
    public final TopicNames names;
    public final String group;
    public final Admin admin;
    private JournalSettings.OnMismatch onMismatch = JournalSettings.OnMismatch.STOP;
    private final List<KafkaJournal> journals = new ArrayList<>();

    public Fixture(String servers) {
        String unique = UUID.randomUUID().toString().substring(0, 8);
        this.servers = servers;
        this.group = "takeone-" + unique;
        this.names = new TopicNames(
                "requests-" + unique,
                "submitted-" + unique,
                "completed-" + unique,
                "failed-" + unique,
                "jobs-" + unique,
                "receipts-" + unique,
                "commands-" + unique,
                "account-" + unique);
        this.admin = Admin.create(Map.of("bootstrap.servers", servers, "default.api.timeout.ms", Waiting.AT_MOST_MS));
    }

    /** Its journals take over what does not fit, such as receipts that are there before any row. */
    public Fixture adopting() {
        onMismatch = JournalSettings.OnMismatch.ADOPT;
        return this;
    }

    public JournalSetup setup(String workerId, boolean create) {
        return setup(workerId, create, Map.of());
    }

    /** With further settings of Kafka's clients. */
    public JournalSetup setup(String workerId, boolean create, Map<String, Object> more) {
        Map<String, Object> kafka = new HashMap<>(more);
        kafka.put("bootstrap.servers", servers);
        return new JournalSetup(
                kafka, names, new JournalSettings(group, workerId, Duration.ofHours(24), 2, create, onMismatch));
    }

    public Topics topics(boolean create) {
        return new Topics(setup("w1", create));
    }

    /** A started journal on topics that are there by then. */
    public KafkaJournal journal(String workerId, Heard heard) throws InterruptedException {
        return journal(workerId, true, heard);
    }

    /** The same of a worker that may create and grow topics, or not. */
    public KafkaJournal journal(String workerId, boolean create, Heard heard) throws InterruptedException {
        JournalSetup setup = setup(workerId, create);
        Topics topics = new Topics(setup);
        TopicFacts facts = topics.prepare(Duration.ofSeconds(1));
        KafkaJournal journal = new KafkaJournal(setup, topics, facts, InstantSource.fixed(Samples.NOON), UNSEEN);
        journal.start(heard);
        journals.add(journal);
        return journal;
    }

    /** Sees to it that the requests partition has this offset, of whatever record: a journal says nothing of one that is not there. */
    public void publishUpTo(int partition, long offset) throws Exception {
        TopicPartition requests = new TopicPartition(names.requests(), partition);
        publish(names.requests(), partition, Math.max(0, offset + 1 - end(requests)));
    }

    /** So many records of no meaning. */
    public void publish(String topic, int partition, long records) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (long each = 0; each < records; each++) {
                // Closing waits for it.
                Future<RecordMetadata> unused =
                        producer.send(new ProducerRecord<>(topic, partition, new byte[0], new byte[0]));
            }
        }
    }

    public long end(TopicPartition partition) throws Exception {
        return Waiting.done(admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                        .partitionResult(partition))
                .offset();
    }

    /**
     * Everything that is committed in a topic. A commit is answered before its markers are written, so this reads up to
     * the end that counts what is not decided yet.
     */
    public List<ConsumerRecord<byte[], byte[]>> committed(String topic) throws Exception {
        try (TopicReader reader = TopicReader.ofCommitted(servers)) {
            if (!reader.open(List.of(topic))) {
                return List.of();
            }
            Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
            reader.partitions().forEach(partition -> latest.put(partition, OffsetSpec.latest()));
            Map<TopicPartition, Long> ends = new HashMap<>();
            admin.listOffsets(latest).all().get().forEach((partition, end) -> ends.put(partition, end.offset()));
            return reader.readTo(ends);
        }
    }

    /** Tries again while the broker is too slow to be read, as the worker does. */
    public static Restored restored(KafkaJournal journal, int partition) throws Exception {
        Waiting waiting = Waiting.begin();
        Restored restored = Waiting.done(journal.restore(partition).toCompletableFuture());
        while (restored instanceof Restored.Unavailable unavailable) {
            waiting.goOn(unavailable::toString);
            restored = Waiting.done(journal.restore(partition).toCompletableFuture());
        }
        return restored;
    }

    /** The product's own, but that no transaction ends only because the machine is slow: that would be another fault. */
    public static Map<String, Object> unhurried(JournalSetup setup) {
        Map<String, Object> settings = new HashMap<>(ClientSettings.producer(setup));
        settings.put("transaction.timeout.ms", Waiting.AT_MOST_MS);
        return settings;
    }

    /** A producer of the test's own, with the product's name and the patience of tests. */
    public static Producer<byte[], byte[]> producer(JournalSetup setup) {
        Map<String, Object> settings = unhurried(setup);
        settings.put("max.block.ms", Waiting.AT_MOST_MS);
        settings.put("delivery.timeout.ms", Waiting.AT_MOST_MS);
        return new KafkaProducer<>(settings);
    }

    @Override
    public void close() {
        for (KafkaJournal journal : journals) {
            journal.close(Duration.ofSeconds(1));
        }
        admin.close(Duration.ofSeconds(1));
    }

    /** What a journal's listener heard. */
    public static final class Heard implements Journal.Listener {
        private final BlockingQueue<Object> all = new LinkedBlockingQueue<>();

        public record Committed(List<Entry> entries) {}

        public record Unwritable(Entry entry) {}

        public record Told(int partition, Receipt receipt, boolean fresh) {}

        public record Lost(Set<Integer> partitions) {}

        public record Stopped(String why) {}

        public Object next() throws InterruptedException {
            return Waiting.next("word of the journal", all);
        }

        public boolean nothing() {
            return all.isEmpty();
        }

        @Override
        public void committed(List<Entry> entries, long startedNanos) {
            all.add(new Committed(entries));
        }

        @Override
        public void unwritable(Entry entry, String why) {
            all.add(new Unwritable(entry));
        }

        @Override
        public void receipt(int partition, Receipt receipt, boolean fresh) {
            all.add(new Told(partition, receipt, fresh));
        }

        @Override
        public void lost(Set<Integer> partitions) {
            all.add(new Lost(partitions));
        }

        @Override
        public void rewriteAfter(Duration age) {
            all.add(age);
        }

        @Override
        public void stopped(String why) {
            all.add(new Stopped(why));
        }
    }
}
