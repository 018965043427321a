package dev.takeone.demo;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes requests as an upstream app does. */
final class Publisher implements AutoCloseable {
    private final KafkaProducer<String, String> producer;

    Publisher(String bootstrapServers) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new StringSerializer());
    }

    /** Returns when the broker has the record. */
    Published publish(DemoRequest request) throws InterruptedException {
        ProducerRecord<String, String> message = new ProducerRecord<>(Topics.REQUESTS, request.id(), request.body());
        message.headers().add("request-id", request.id().getBytes(StandardCharsets.UTF_8));
        try {
            RecordMetadata written = producer.send(message).get();
            return new Published(request, written.topic() + "-" + written.partition() + "-" + written.offset());
        } catch (ExecutionException e) {
            throw new IllegalStateException(request.id() + " could not be published", e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
