package dev.takeone.demo;

import dev.takeone.broker.TopicReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the worker's events from their beginning, committed ones alone. The topics have to be there. */
final class EventReader implements AutoCloseable {
    private static final Map<String, DemoEvent.Kind> KINDS =
            Arrays.stream(DemoEvent.Kind.values()).collect(Collectors.toMap(Topics::of, kind -> kind));

    private final TopicReader events;

    EventReader(String bootstrapServers) {
        events = TopicReader.ofCommitted(bootstrapServers);
        if (!events.open(KINDS.keySet())) {
            throw new IllegalStateException("the topics of events are not there yet");
        }
    }

    /** The events that have come since the last call; waits at most so long for a first one. */
    List<DemoEvent> read(Duration atMost) {
        List<DemoEvent> come = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> each : events.read(atMost)) {
            DemoEvent.Kind kind = KINDS.getOrDefault(each.topic(), DemoEvent.Kind.FAILED);
            come.add(DemoEvent.of(kind, TopicReader.header(each, "ce_id"), TopicReader.text(each)));
        }
        return come;
    }

    @Override
    public void close() {
        events.close();
    }
}
