package dev.takeone.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads what is committed in topics, from their beginning, for as long as it is asked to. For one thread. */
public final class Tap implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<TopicPartition> partitions;

    /**
     * An event as it was read.
     *
     * @param key the request's
     * @param at when it was read, by this machine's clock
     */
    public record Event(String topic, String key, Instant at) {}

    /** On topics that are there. */
    public Tap(String bootstrapServers, Collection<String> topics) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "isolation.level",
                        "read_committed",
                        "max.poll.records",
                        "5000"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        partitions = topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** What has come since the last call; waits a little for a first event. */
    public List<Event> read() {
        List<Event> events = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> each : consumer.poll(POLL)) {
            events.add(new Event(each.topic(), each.key(), Instant.now()));
        }
        return events;
    }

    /**
     * Reads so many events.
     *
     * @throws IllegalStateException where they have not come in time
     */
    public List<Event> read(int count, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        List<Event> events = new ArrayList<>();
        while (events.size() < count) {
            events.addAll(read());
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(events.size() + " of " + count + " events came within " + atMost);
            }
        }
        return events;
    }

    /** Reads events of these keys, one of each, until all have come or none has for so long. */
    public List<Event> read(Set<String> keys, Duration quiet) {
        Map<String, Event> events = new LinkedHashMap<>();
        long deadline = System.nanoTime() + quiet.toNanos();
        while (events.size() < keys.size() && System.nanoTime() - deadline < 0) {
            int before = events.size();
            for (Event event : read()) {
                if (keys.contains(event.key())) {
                    events.putIfAbsent(event.key(), event);
                }
            }
            if (events.size() > before) {
                deadline = System.nanoTime() + quiet.toNanos();
            }
        }
        return List.copyOf(events.values());
    }

    /** Reads up to what is committed now. */
    public List<Event> readAll() {
        Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
        List<Event> events = new ArrayList<>();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            events.addAll(read());
        }
        return events;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
