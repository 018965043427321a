package dev.takeone.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.takeone.journal.rows.JobCodec;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Kafka's own mock, failing as often as it is told and then no more. */
public final class ScriptedProducer extends MockProducer<byte[], byte[]> {
    /** A record of this key is always too large. */
    public String tooLargeKey = "";

    /** Rows of this partition are not taken in time; {@link #silentOnceAborted}: nor any others, after that. */
    public volatile int silentPartition = -1;

    public volatile boolean silentOnceAborted;

    /** How many partitions each topic has, and which have no leader. */
    public int partitions;

    public final Set<TopicPartition> leaderless = ConcurrentHashMap.newKeySet();

    /** More rows than so many in one transaction are not taken in time. */
    public int mostRows = Integer.MAX_VALUE;

    private int rows;

    public Runnable onCommitAsked = () -> {};
    public int aborts;
    public final BlockingQueue<Boolean> aborted = new LinkedBlockingQueue<>();
    public final BlockingQueue<Boolean> committed = new LinkedBlockingQueue<>();

    private final Deque<RuntimeException> initErrors = new ArrayDeque<>();
    private final Deque<RuntimeException> sendErrors = new ArrayDeque<>();
    private final Deque<RuntimeException> offsetErrors = new ArrayDeque<>();
    private final Deque<RuntimeException> commitErrors = new ArrayDeque<>();
    private Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    private Optional<ConsumerGroupMetadata> generation = Optional.empty();

    public ScriptedProducer() {
        super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    public ScriptedProducer onInit(RuntimeException... errors) {
        initErrors.addAll(List.of(errors));
        return this;
    }

    public ScriptedProducer onSend(RuntimeException... errors) {
        sendErrors.addAll(List.of(errors));
        return this;
    }

    public ScriptedProducer onOffsets(RuntimeException... errors) {
        offsetErrors.addAll(List.of(errors));
        return this;
    }

    public ScriptedProducer onCommit(RuntimeException... errors) {
        commitErrors.addAll(List.of(errors));
        return this;
    }

    /** The offsets sent last, committed or not. */
    public Map<TopicPartition, OffsetAndMetadata> lastOffsets() {
        Map<TopicPartition, OffsetAndMetadata> bare = new HashMap<>();
        offsets.forEach((partition, offset) -> bare.put(partition, new OffsetAndMetadata(offset.offset())));
        return bare;
    }

    /** In whose name they were sent. */
    public ConsumerGroupMetadata lastGeneration() {
        return generation.orElseThrow();
    }

    @Override
    public void initTransactions() {
        throwNext(initErrors);
        super.initTransactions();
    }

    @Override
    public synchronized Future<RecordMetadata> send(
            ProducerRecord<byte[], byte[]> record, @Nullable Callback callback) {
        RuntimeException error = error(record);
        if (error == null || callback == null) {
            return super.send(record, callback);
        }
        callback.onCompletion(null, error);
        return CompletableFuture.failedFuture(error);
    }

    private @Nullable RuntimeException error(ProducerRecord<byte[], byte[]> record) {
        boolean row = record.partition() != null && !new String(record.key(), UTF_8).equals(JobCodec.HEAD_KEY);
        if (row) {
            rows++;
        }
        boolean silent =
                Integer.valueOf(silentPartition).equals(record.partition()) || (silentOnceAborted && aborts > 0);
        if (silent || rows > mostRows) {
            return new TimeoutException("Expiring 1 record(s)");
        }
        return new String(record.key(), UTF_8).equals(tooLargeKey)
                ? new RecordTooLargeException("too large")
                : sendErrors.poll();
    }

    @Override
    public List<PartitionInfo> partitionsFor(String topic) {
        Node[] none = {};
        return IntStream.range(0, partitions)
                .mapToObj(partition -> new PartitionInfo(
                        topic,
                        partition,
                        leaderless.contains(new TopicPartition(topic, partition))
                                ? Node.noNode()
                                : new Node(1, "127.0.0.1", 9092),
                        none,
                        none))
                .toList();
    }

    @Override
    public void beginTransaction() {
        rows = 0;
        super.beginTransaction();
    }

    @Override
    public void sendOffsetsToTransaction(
            Map<TopicPartition, OffsetAndMetadata> sent, ConsumerGroupMetadata groupMetadata) {
        throwNext(offsetErrors);
        super.sendOffsetsToTransaction(sent, groupMetadata);
        offsets = Map.copyOf(sent);
        generation = Optional.of(groupMetadata);
    }

    @Override
    public void commitTransaction() {
        onCommitAsked.run();
        throwNext(commitErrors);
        super.commitTransaction();
        committed.add(true);
    }

    @Override
    public void abortTransaction() {
        aborts++;
        aborted.add(true);
        super.abortTransaction();
    }

    private static void throwNext(Deque<RuntimeException> errors) {
        RuntimeException error = errors.poll();
        if (error != null) {
            throw error;
        }
    }
}
