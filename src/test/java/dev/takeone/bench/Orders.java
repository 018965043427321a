package dev.takeone.bench;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes requests as an upstream app does: the key, the header {@code request-id} and the prompt's {@code #word} agree. */
public final class Orders implements AutoCloseable {
    private final KafkaProducer<String, String> producer;
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();

    /** Writes to that broker. */
    public Orders(String bootstrapServers) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", "0"),
                new StringSerializer(),
                new StringSerializer());
    }

    /** A request whose task is found done at its second check. */
    public static String body(String id) {
        return "{\"model\":\"veo3.1-fast-official\",\"prompt\":\"a golden retriever running on the beach at sunset, cinematic #"
                + id + " [sim:done-at-check=2]\",\"duration\":8,\"aspect_ratio\":\"16:9\",\"resolution\":\"1080p\"}";
    }

    /** Sends a request on its way; {@link #flush} waits for it. */
    public void publish(String topic, String id) {
        ProducerRecord<String, String> record = new ProducerRecord<>(topic, id, body(id));
        record.headers().add("request-id", id.getBytes(StandardCharsets.UTF_8));
        sent.add(producer.send(record));
    }

    /** The same into that partition, for a task that takes as long as the simulator's tasks do. */
    public void publish(String topic, int partition, String id) {
        ProducerRecord<String, String> record = new ProducerRecord<>(
                topic,
                partition,
                id,
                "{\"model\":\"veo3.1-fast-official\",\"prompt\":\"#" + id + " a kite over the sea\"}");
        record.headers().add("request-id", id.getBytes(StandardCharsets.UTF_8));
        sent.add(producer.send(record));
    }

    /** Returns when the broker has all that was published. */
    public void flush() throws InterruptedException {
        producer.flush();
        for (Future<RecordMetadata> each : sent) {
            try {
                each.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("a request could not be published", e);
            }
        }
        sent.clear();
    }

    @Override
    public void close() {
        producer.close();
    }
}
