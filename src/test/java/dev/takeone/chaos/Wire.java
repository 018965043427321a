package dev.takeone.chaos;

import dev.takeone.broker.RequestSender;
import dev.takeone.broker.TopicReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

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

    private final RequestSender requests;
    private final TopicReader events;

    Wire(String bootstrapServers) {
        requests = new RequestSender(bootstrapServers, REQUESTS);
        events = TopicReader.ofCommitted(bootstrapServers);
        if (!events.open(EVENTS.keySet())) {
            throw new IllegalStateException("the topics of events are not there yet");
        }
    }

    /** Returns when the broker has the record. */
    void publish(Order order) throws InterruptedException {
        var unused = requests.publish(order.id(), order.key(), order.body());
    }

    /** The events that have come since the last call; waits at most so long for a first one. */
    List<Sighting> read(Duration atMost) {
        List<Sighting> seen = new ArrayList<>();
        events.read(atMost).forEach(each -> seen.add(sighting(each)));
        return seen;
    }

    /** All events that are committed now and were not read yet. */
    List<Sighting> readToEnd() {
        return events.readToEnd().stream().map(Wire::sighting).toList();
    }

    private static Sighting sighting(ConsumerRecord<byte[], byte[]> event) {
        Sighting.Kind kind = Optional.ofNullable(EVENTS.get(event.topic()))
                .orElseThrow(() -> new IllegalStateException("not a topic of events: " + event.topic()));
        return Sighting.of(
                kind,
                TopicReader.header(event, "ce_id"),
                Instant.parse(TopicReader.header(event, "ce_time")),
                TopicReader.text(event));
    }

    @Override
    public void close() {
        requests.close();
        events.close();
    }
}
