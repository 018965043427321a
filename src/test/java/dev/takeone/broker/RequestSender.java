package dev.takeone.broker;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/** Publishes requests as an upstream app does, one by one. */
public final class RequestSender implements AutoCloseable {
    private final KafkaProducer<String, String> producer;
    private final String topic;

    /** To that topic. */
    public RequestSender(String bootstrapServers, String topic) {
        this.topic = topic;
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new StringSerializer());
    }

    /** Returns when the broker has the record: where it lies. */
    public RecordMetadata publish(String id, String key, String body) throws InterruptedException {
        ProducerRecord<String, String> message = new ProducerRecord<>(topic, key, body);
        message.headers().add("request-id", id.getBytes(StandardCharsets.UTF_8));
        try {
            return producer.send(message).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(id + " could not be published", e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
