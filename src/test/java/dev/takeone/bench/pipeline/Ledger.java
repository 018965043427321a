package dev.takeone.bench.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Records and offsets in transactions, one after the other on one thread, and nothing else: no error is dealt with.
 * Gathers as long as Takeone's journal, with its producer's settings.
 */
final class Ledger implements Runnable {
    private static final long GATHER_NANOS = Duration.ofMillis(5).toNanos();
    private static final int MOST = 500;

    private final KafkaProducer<String, String> producer;
    private final Executor committed;
    private final BlockingQueue<Entry> entries = new LinkedBlockingQueue<>();
    private final Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    private volatile ConsumerGroupMetadata generation;

    /**
     * What one step of a job writes.
     *
     * @param from the requests partition of the job
     * @param nextOffset of that partition, from this step on
     * @param then what may be done once it is committed
     */
    private record Entry(
            List<ProducerRecord<String, String>> records, TopicPartition from, long nextOffset, Runnable then) {}

    /** {@code committed} runs what waits for a commit. */
    Ledger(Role role, Executor committed) {
        Map<String, Object> settings = new HashMap<>(role.producer());
        settings.putAll(Map.of(
                "transactional.id", role.name(),
                "transaction.timeout.ms", "15000",
                "compression.type", "lz4",
                "retry.backoff.ms", "10",
                "linger.ms", "5"));
        this.producer = new KafkaProducer<>(settings);
        this.committed = committed;
        this.generation = new ConsumerGroupMetadata(role.name());
    }

    /** Writes in the name of this generation of the group from now on. */
    void generation(ConsumerGroupMetadata now) {
        generation = now;
    }

    /** Commits the records with the offset, then has {@code then} run. May be called on any thread. */
    void append(List<ProducerRecord<String, String>> records, TopicPartition from, long nextOffset, Runnable then) {
        entries.add(new Entry(records, from, nextOffset, then));
    }

    @Override
    public void run() {
        producer.initTransactions();
        try {
            while (true) {
                List<Entry> batch = new ArrayList<>(List.of(entries.take()));
                LockSupport.parkNanos(GATHER_NANOS);
                entries.drainTo(batch, MOST);
                commit(batch);
                committed.execute(() -> batch.forEach(entry -> entry.then().run()));
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private void commit(List<Entry> batch) {
        producer.beginTransaction();
        for (Entry entry : batch) {
            for (ProducerRecord<String, String> record : entry.records()) {
                // The commit fails where this does.
                var unused = producer.send(record);
            }
            offsets.merge(
                    entry.from(),
                    new OffsetAndMetadata(entry.nextOffset()),
                    (one, other) -> one.offset() > other.offset() ? one : other);
        }
        producer.sendOffsetsToTransaction(offsets, generation);
        producer.commitTransaction();
    }
}
