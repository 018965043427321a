package dev.takeone.chaos;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * What upstream and downstream apps do: publish requests, and read the events that are committed, from their beginning.
 * The topics have to be there. For one thread.
 */
final class Wire implements AutoCloseable {
    private static final String REQUESTS = "video.requests";
    private static final Map<String, Sighting.Kind> EVENTS = Map.of(
            "video.submitted", Sighting.Kind.SUBMITTED,
            "video.completed", Sighting.Kind.COMPLETED,
            "video.failed", Sighting.Kind.FAILED);

    private final KafkaProducer<String, String> producer;
    private final KafkaConsumer<String, String> consumer;

    Wire(String bootstrapServers) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new StringSerializer());
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new StringDeserializer());
        List<TopicPartition> partitions = EVENTS.keySet().stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Returns when the broker has the record. */
    void publish(Order order) throws InterruptedException {
        ProducerRecord<String, String> message = new ProducerRecord<>(REQUESTS, order.key(), order.body());
        message.headers().add("request-id", order.id().getBytes(StandardCharsets.UTF_8));
        try {
            producer.send(message).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(order.id() + " could not be published", e);
        }
    }

    /** The events that have come since the last call; waits at most so long for a first one. */
    List<Sighting> read(Duration atMost) {
        List<Sighting> events = new ArrayList<>();
        for (ConsumerRecord<String, String> each : consumer.poll(atMost)) {
            Sighting.Kind kind = Optional.ofNullable(EVENTS.get(each.topic()))
                    .orElseThrow(() -> new IllegalStateException("not a topic of events: " + each.topic()));
            events.add(Sighting.of(kind, header(each, "ce_id"), Instant.parse(header(each, "ce_time")), each.value()));
        }
        return events;
    }

    /** All events that are committed now and were not read yet. */
    List<Sighting> readToEnd() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        List<Sighting> events = new ArrayList<>();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            events.addAll(read(Duration.ofMillis(100)));
        }
        return events;
    }

    private static String header(ConsumerRecord<String, String> event, String name) {
        return Optional.ofNullable(event.headers().lastHeader(name))
                .map(Header::value)
                .map(value -> new String(value, StandardCharsets.UTF_8))
                .orElseThrow(() -> new IllegalArgumentException("an event without " + name + ": " + event.value()));
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
