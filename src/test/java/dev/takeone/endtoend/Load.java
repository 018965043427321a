package dev.takeone.endtoend;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.simulator.Ledger.Charge;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Requests for every partition in turn, at a steady pace, from a thread of its own until it is closed. */
final class Load implements AutoCloseable {
    private final Scene scene;
    private final int partitions;
    private final String directives;
    private final Queue<Sent> sent = new ConcurrentLinkedQueue<>();
    private final ScheduledExecutorService pacing = Executors.newSingleThreadScheduledExecutor();
    private Optional<Future<?>> sending = Optional.empty();
    private int count;

    /** One request; {@code at} is when it was sent. */
    record Sent(String id, int partition, Instant at) {}

    /** How long a request waited in its partition for its POST. */
    record Wait(Sent sent, Duration length) {}

    private Load(Scene scene, int partitions, String directives) {
        this.scene = scene;
        this.partitions = partitions;
        this.directives = directives;
    }

    /** Begins; {@code every} is the pause between two requests of one partition. */
    static Load begin(Scene scene, int partitions, Duration every, String directives) {
        Load load = new Load(scene, partitions, directives);
        load.sending = Optional.of(
                load.pacing.scheduleAtFixedRate(load::send, 0, every.toMillis() / partitions, TimeUnit.MILLISECONDS));
        return load;
    }

    private void send() {
        int number = count++;
        String id = "r" + number;
        int partition = number % partitions;
        Instant at = scene.publishTo(
                partition,
                Message.prompt("#" + id + " a kite over the sea " + directives).id(id));
        sent.add(new Sent(id, partition, at));
    }

    /** Sends no more; the ids of all that was sent. */
    List<String> end() {
        assertThat(sending.map(Future::state)).as("what goes on sending").contains(Future.State.RUNNING);
        pacing.close();
        return sent.stream().map(Sent::id).toList();
    }

    /** The longest wait of each partition so far, by its number, of those whose POSTs have come. */
    Map<Integer, Wait> longestWaits() {
        Map<String, Instant> posted = scene.simulator().ledger().charges().stream()
                .collect(toMap(Charge::subject, Charge::at, (first, second) -> first));
        return sent.stream()
                .filter(each -> posted.containsKey("#" + each.id()))
                .map(each ->
                        new Wait(each, Duration.between(each.at(), posted.getOrDefault("#" + each.id(), each.at()))))
                .collect(toMap(
                        wait -> wait.sent().partition(),
                        wait -> wait,
                        (one, other) -> one.length().compareTo(other.length()) >= 0 ? one : other));
    }

    @Override
    public void close() {
        pacing.close();
    }
}
