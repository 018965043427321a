package dev.takeone.bench;

import dev.takeone.broker.TopicReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads what is committed in topics, from their beginning, for as long as it is asked to. For one thread. */
public final class Tap implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final TopicReader reader;

    /**
     * An event as it was read.
     *
     * @param key the request's
     * @param at when it was read, by this machine's clock
     */
    public record Event(String topic, String key, Instant at) {}

    /** On topics that are there. */
    public Tap(String bootstrapServers, Collection<String> topics) {
        reader = TopicReader.ofCommitted(bootstrapServers);
        if (!reader.open(topics)) {
            throw new IllegalArgumentException("not all of these topics are there: " + topics);
        }
    }

    /** What has come since the last call; waits a little for a first event. */
    public List<Event> read() {
        List<Event> events = new ArrayList<>();
        reader.read(POLL).forEach(each -> events.add(event(each)));
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
        return reader.readToEnd().stream().map(Tap::event).toList();
    }

    private static Event event(ConsumerRecord<byte[], byte[]> record) {
        return new Event(record.topic(), new String(record.key(), StandardCharsets.UTF_8), Instant.now());
    }

    @Override
    public void close() {
        reader.close();
    }
}
