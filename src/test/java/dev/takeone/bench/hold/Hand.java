package dev.takeone.bench.hold;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** The operator's: gives orders as {@code kcat} does. */
final class Hand implements AutoCloseable {
    private static final String HOLD = "{\"command\":\"hold\",\"reason\":\"a round\"}";

    private final KafkaProducer<String, @Nullable String> producer;
    private final String topic;

    Hand(String bootstrapServers, String topic) {
        this.topic = topic;
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "linger.ms", "0"),
                new StringSerializer(),
                new StringSerializer());
    }

    /** Holds all; when the broker had taken it. */
    Instant hold(String order) throws InterruptedException {
        return write(new ProducerRecord<>(topic, order, HOLD));
    }

    /** Ends the order; when the broker had taken that. */
    Instant end(String order) throws InterruptedException {
        return write(new ProducerRecord<>(topic, order, null));
    }

    private Instant write(ProducerRecord<String, @Nullable String> record) throws InterruptedException {
        try {
            producer.send(record).get();
            return Instant.now();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the order could not be given", e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
