package dev.takeone.broker;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topics from their beginning, without a group. For one thread. */
public final class TopicReader implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;

    private TopicReader(String bootstrapServers, String isolation) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", isolation, "max.poll.records", "5000"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** A reader of whatever was written, decided or not. */
    public static TopicReader ofAll(String bootstrapServers) {
        return new TopicReader(bootstrapServers, "read_uncommitted");
    }

    /** A reader of committed records alone. */
    public static TopicReader ofCommitted(String bootstrapServers) {
        return new TopicReader(bootstrapServers, "read_committed");
    }

    /** Whether all these topics are there; if so, they are what is read. */
    public boolean open(Collection<String> topics) {
        List<List<PartitionInfo>> found =
                topics.stream().map(consumer::partitionsFor).toList();
        if (found.stream().anyMatch(List::isEmpty)) {
            return false;
        }
        List<TopicPartition> partitions = found.stream()
                .flatMap(List::stream)
                .map(each -> new TopicPartition(each.topic(), each.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return true;
    }

    /** Whether it has topics to read. */
    public boolean isOpen() {
        return !consumer.assignment().isEmpty();
    }

    /** What is read. */
    public Set<TopicPartition> partitions() {
        return consumer.assignment();
    }

    /** What has come since the last call; waits at most so long for a first record. */
    public ConsumerRecords<byte[], byte[]> read(Duration atMost) {
        return consumer.poll(atMost);
    }

    /** What was not read yet up to the end now, which for committed records is the first that is not decided. */
    public List<ConsumerRecord<byte[], byte[]>> readToEnd() {
        return readTo(consumer.endOffsets(consumer.assignment()));
    }

    /** What was not read yet up to these ends, however long that takes. */
    public List<ConsumerRecord<byte[], byte[]>> readTo(Map<TopicPartition, Long> ends) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            read(LOOK).forEach(records::add);
        }
        return records;
    }

    /** A record's value, in UTF-8. */
    public static String text(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.value(), StandardCharsets.UTF_8);
    }

    /**
     * A record's header, in UTF-8.
     *
     * @throws IllegalArgumentException where it has none of that name
     */
    public static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return Optional.ofNullable(record.headers().lastHeader(name))
                .map(Header::value)
                .map(value -> new String(value, StandardCharsets.UTF_8))
                .orElseThrow(() -> new IllegalArgumentException("a record without " + name + ": " + text(record)));
    }

    @Override
    public void close() {
        consumer.close();
    }
}
