package dev.takeone.demo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads the worker's events from their beginning, committed ones alone. The topics have to be there. */
final class EventReader implements AutoCloseable {
    private static final Map<String, DemoEvent.Kind> KINDS =
            Arrays.stream(DemoEvent.Kind.values()).collect(Collectors.toMap(Topics::of, kind -> kind));

    private final KafkaConsumer<String, String> consumer;

    EventReader(String bootstrapServers) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new StringDeserializer());
        List<TopicPartition> partitions = KINDS.keySet().stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** The events that have come since the last call; waits at most so long for a first one. */
    List<DemoEvent> read(Duration atMost) {
        List<DemoEvent> events = new ArrayList<>();
        for (ConsumerRecord<String, String> each : consumer.poll(atMost)) {
            DemoEvent.Kind kind = KINDS.getOrDefault(each.topic(), DemoEvent.Kind.FAILED);
            events.add(DemoEvent.of(kind, eventId(each), each.value()));
        }
        return events;
    }

    private static String eventId(ConsumerRecord<String, String> event) {
        return Optional.ofNullable(event.headers().lastHeader("ce_id"))
                .map(Header::value)
                .map(value -> new String(value, StandardCharsets.UTF_8))
                .orElseThrow(() -> new IllegalArgumentException("an event without ce_id: " + event.value()));
    }

    @Override
    public void close() {
        consumer.close();
    }
}
