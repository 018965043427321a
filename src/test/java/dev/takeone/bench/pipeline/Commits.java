package dev.takeone.bench.pipeline;

import dev.takeone.bench.Topics;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Records, heads and offsets in transactions, one after the other on one thread, and nothing else: an error ends the
 * process. Compresses, lingers and gathers as Takeone's journal does while it is busy.
 */
final class Commits {
    private static final long GATHER_NANOS = Duration.ofMillis(5).toNanos();
    private static final int MOST = 500;

    private final Topics topics;
    private final KafkaProducer<String, String> producer;
    private final Executor committed;
    private final BlockingQueue<Entry> entries = new LinkedBlockingQueue<>();
    private volatile ConsumerGroupMetadata generation;

    /**
     * What one step of a job writes.
     *
     * @param from the request, with whose record the job's partition moves on
     * @param then what may be done once it is committed
     */
    private record Entry(List<ProducerRecord<String, String>> records, ConsumerRecord<?, ?> from, Runnable then) {}

    /** {@code committed} runs what waits for a commit. */
    Commits(Role role, Executor committed) {
        Map<String, Object> settings = new HashMap<>(role.producer());
        settings.putAll(Map.of(
                "transactional.id", role.name(),
                "transaction.timeout.ms", "15000",
                "compression.type", "lz4",
                "retry.backoff.ms", "10",
                "linger.ms", "5"));
        this.topics = new Topics(role.name());
        this.producer = new KafkaProducer<>(settings);
        this.committed = committed;
        this.generation = new ConsumerGroupMetadata(role.name());
    }

    void start() {
        Thread thread = new Thread(this::run, "commits");
        thread.setUncaughtExceptionHandler((failed, error) -> {
            error.printStackTrace();
            Runtime.getRuntime().halt(1);
        });
        thread.start();
    }

    /** Writes in the name of this generation of the group from now on. */
    void generation(ConsumerGroupMetadata now) {
        generation = now;
    }

    /** Commits the row and the event, then has {@code then} run. May be called on any thread. */
    void append(ConsumerRecord<?, ?> from, String row, Optional<ProducerRecord<String, String>> event, Runnable then) {
        List<ProducerRecord<String, String>> records = new ArrayList<>();
        records.add(new ProducerRecord<>(topics.jobs(), from.partition(), String.valueOf(from.key()), row));
        event.ifPresent(records::add);
        entries.add(new Entry(records, from, then));
    }

    private void run() {
        producer.initTransactions();
        Map<TopicPartition, Long> positions = new HashMap<>();
        while (true) {
            List<Entry> batch = new ArrayList<>();
            try {
                batch.add(entries.take());
            } catch (InterruptedException impossible) {
                throw new IllegalStateException(impossible);
            }
            LockSupport.parkNanos(GATHER_NANOS);
            entries.drainTo(batch, MOST);
            commit(batch, positions);
            committed.execute(() -> batch.forEach(entry -> entry.then().run()));
        }
    }

    private void commit(List<Entry> batch, Map<TopicPartition, Long> positions) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        producer.beginTransaction();
        for (Entry entry : batch) {
            entry.records().forEach(this::send);
            TopicPartition partition =
                    new TopicPartition(entry.from().topic(), entry.from().partition());
            long next = positions.merge(partition, entry.from().offset() + 1, Math::max);
            offsets.put(partition, new OffsetAndMetadata(next));
        }
        offsets.forEach((partition, offset) -> send(head(partition, offset.offset())));
        producer.sendOffsetsToTransaction(offsets, generation);
        producer.commitTransaction();
    }

    private ProducerRecord<String, String> head(TopicPartition requests, long nextOffset) {
        JsonObject head = new JsonObject()
                .put("v", 1)
                .put("group", topics.name())
                .put("topic", requests.topic())
                .put("next_offset", nextOffset);
        return new ProducerRecord<>(topics.jobs(), requests.partition(), "@head", head.encode());
    }

    private void send(ProducerRecord<String, String> record) {
        // The commit fails where this does.
        var unused = producer.send(record);
    }
}
