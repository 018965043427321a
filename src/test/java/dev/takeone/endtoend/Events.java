package dev.takeone.endtoend;

import dev.takeone.broker.TopicReader;
import dev.takeone.deployment.Contract;
import dev.takeone.endtoend.Event.Kind;
import dev.takeone.simulator.VirtualClock;
import dev.takeone.waiting.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * All committed events of a scene, from their beginning, each judged by the contract that machines read; none where the topics are not
 * there yet. For one thread.
 */
final class Events implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Map<String, Kind> kinds;
    private final TopicReader reader;
    private final List<Event> all = new ArrayList<>();

    Events(String bootstrapServers, String prefix) {
        kinds = Arrays.stream(Kind.values()).collect(Collectors.toMap(kind -> prefix + kind.word(), kind -> kind));
        reader = TopicReader.ofCommitted(bootstrapServers);
    }

    /** Whether all topics are there to be read. */
    private boolean isOpen() {
        return reader.isOpen() || reader.open(kinds.keySet());
    }

    /** Reads what has come; waits a moment for it where there is nothing. */
    void read() {
        if (!isOpen()) {
            Waiting.pass(POLL);
            return;
        }
        reader.read(POLL).forEach(this::take);
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        Kind kind = kinds.get(record.topic());
        if (kind == null) {
            throw new IllegalStateException("not a topic of events: " + record.topic());
        }
        Event event = Event.of(kind, record);
        List<String> faults = Contract.faults(kind.word(), event.headers(), event.json());
        if (!faults.isEmpty()) {
            throw new AssertionError("not as the contract says: " + faults + " " + event);
        }
        all.add(event);
    }

    /** Reads until {@code enough} says so; gives up where no event comes any more. */
    void await(String what, BooleanSupplier enough) {
        Waiting waiting = Waiting.begin();
        while (!enough.getAsBoolean()) {
            waiting.goOn(() -> what + "; the endings are\n"
                    + endings().stream()
                            .map(event -> event.requestId() + " " + event.kind() + " " + event.text("reason"))
                            .collect(Collectors.joining("\n")));
            int before = all.size();
            read();
            waiting = all.size() > before ? Waiting.begin() : waiting;
        }
    }

    /** Reads until so many requests have ended. */
    void awaitEndings(int count) {
        await(count + " endings", () -> endings().size() >= count);
    }

    /** Reads until each of these requests has ended. */
    void awaitEndings(List<String> requestIds) {
        await(
                "the endings of " + requestIds,
                () -> requestIds.stream().allMatch(id -> of(id).stream().anyMatch(Event::isEnding)));
    }

    /** Reads until so many requests have ended, and lets the provider's time pass meanwhile: before, it stood still. */
    void awaitEndings(int count, VirtualClock provider) {
        await(count + " endings", () -> {
            provider.advance(Duration.ofSeconds(1));
            return endings().size() >= count;
        });
    }

    /** Reads all that is committed now. */
    void readToEnd() {
        Waiting.until("the topics of events", this::isOpen);
        reader.readToEnd().forEach(this::take);
    }

    List<Event> all() {
        return List.copyOf(all);
    }

    List<Event> of(Kind kind) {
        return all.stream().filter(event -> event.kind() == kind).toList();
    }

    List<Event> of(String requestId) {
        return all.stream().filter(event -> event.requestId().equals(requestId)).toList();
    }

    List<Event> endings() {
        return all.stream().filter(Event::isEnding).toList();
    }

    /** The one ending of a request. */
    Event ending(String requestId) {
        return only(requestId, of(requestId).stream().filter(Event::isEnding).toList());
    }

    /** The one {@code submitted} of a request. */
    Event submitted(String requestId) {
        return only(
                requestId,
                of(requestId).stream().filter(event -> !event.isEnding()).toList());
    }

    private static Event only(String requestId, List<Event> events) {
        if (events.size() != 1) {
            throw new AssertionError(requestId + " has not one such event, but " + events);
        }
        return events.getFirst();
    }

    @Override
    public void close() {
        reader.close();
    }
}
