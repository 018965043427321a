package dev.takeone.demo;

import dev.takeone.broker.RequestSender;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Writes requests as an upstream app does. */
final class Publisher implements AutoCloseable {
    private final RequestSender requests;

    Publisher(String bootstrapServers) {
        requests = new RequestSender(bootstrapServers, Topics.REQUESTS);
    }

    /** Returns when the broker has the record. */
    Published publish(DemoRequest request) throws InterruptedException {
        RecordMetadata written = requests.publish(request.id(), request.id(), request.body());
        return new Published(request, written.topic() + "-" + written.partition() + "-" + written.offset());
    }

    @Override
    public void close() {
        requests.close();
    }
}
