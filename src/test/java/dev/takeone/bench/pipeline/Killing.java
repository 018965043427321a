package dev.takeone.bench.pipeline;

import dev.takeone.bench.Orders;
import dev.takeone.bench.Provider;
import dev.takeone.bench.Report;
import dev.takeone.bench.Tap;
import dev.takeone.bench.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A {@code kill -9} for each, side by side, in the middle of a stream of requests, and a start right after it. What
 * follows needs next to no time of the processors, and goes on while others are measured.
 */
final class Killing implements AutoCloseable {
    private static final int REQUESTS = 500;
    private static final Duration BETWEEN = Duration.ofMillis(20);

    /** So that some POSTs are always open: the provider accepts at once and answers so much later. */
    private static final Duration SLOWNESS = Duration.ofMillis(250);

    private static final int KILLED_AT = REQUESTS * 6 / 10;

    /** Whoever remembers anything has begun with it by then: a dead consumer's session is over, and records are read. */
    private static final Duration BEGINS_AGAIN = Duration.ofSeconds(25);

    /** A worker waits for a minute before it replays what is in doubt; a slow machine is given time. */
    private static final Duration SETTLES = Duration.ofSeconds(150);

    /** The first requests, whose endings are awaited before the others: by then everybody reads. */
    private static final int FIRST = 20;

    private static final Duration START = Duration.ofSeconds(60);

    private final String bootstrapServers;
    private final Provider provider;
    private final List<Contestant> contestants;
    private final List<CompletableFuture<Void>> cut = new ArrayList<>();
    private long killedNanos;

    Killing(String bootstrapServers, Provider provider, List<Contestant> contestants) {
        this.bootstrapServers = bootstrapServers;
        this.provider = provider;
        this.contestants = List.copyOf(contestants);
    }

    /** Publishes, kills and starts again. */
    void run(Report report) throws InterruptedException {
        provider.slowBy(SLOWNESS);
        contestants.forEach(Contestant::awaitReady);
        report.progress("kill -9 for each, in the middle of " + REQUESTS + " requests");
        try (Orders orders = new Orders(bootstrapServers)) {
            awaitFirst(orders);
            for (int number = FIRST; number < REQUESTS; number++) {
                publish(orders, number);
                if (number == KILLED_AT) {
                    contestants.forEach(Contestant::kill);
                    killedNanos = System.nanoTime();
                    contestants.forEach(Contestant::startAgain);
                }
                LockSupport.parkNanos(BETWEEN.toNanos());
            }
            orders.flush();
        }
    }

    private void awaitFirst(Orders orders) throws InterruptedException {
        for (int number = 0; number < FIRST; number++) {
            publish(orders, number);
        }
        orders.flush();
        long readers =
                contestants.stream().filter(each -> each.kind().readsKafka()).count();
        try (Tap tap = new Tap(bootstrapServers, endingTopics())) {
            tap.read((int) readers * FIRST, START);
        }
        for (Contestant each : contestants) {
            if (!each.kind().readsKafka()) {
                each.run(0, FIRST, BETWEEN).join();
                cut.add(each.run(FIRST, REQUESTS - FIRST, BETWEEN).exceptionally(killed -> null));
            }
        }
    }

    private void publish(Orders orders, int number) {
        for (Contestant each : contestants) {
            if (each.kind().readsKafka()) {
                orders.publish(each.topics().requests(), id(each, number));
            }
        }
    }

    private static String id(Contestant contestant, int number) {
        return contestant.topics().name() + "-" + number;
    }

    /** What it cost each of them. Waits until all that can still come has come. */
    Map<String, Toll> tolls() throws InterruptedException {
        Map<String, List<String>> endings = new TreeMap<>();
        try (Tap tap = new Tap(bootstrapServers, endingTopics())) {
            while (millisSinceKill() < BEGINS_AGAIN.toMillis()
                    || (millisSinceKill() < SETTLES.toMillis() && !allOfTakeoneEnded(endings))) {
                note(tap.read(), endings);
            }
            note(tap.readAll(), endings);
        }
        cut.forEach(CompletableFuture::join);
        Set<String> done = done();
        List<Provider.Charge> charges = provider.charges();
        Map<String, Toll> tolls = new TreeMap<>();
        for (Contestant each : contestants) {
            String name = each.topics().name();
            List<String> ids = IntStream.range(0, REQUESTS)
                    .mapToObj(number -> id(each, number))
                    .toList();
            List<Provider.Charge> own = charges.stream()
                    .filter(charge -> ids.contains(charge.subject()))
                    .toList();
            List<String> told = each.kind().readsKafka()
                    ? endings.getOrDefault(name, List.of())
                    : own.stream()
                            .filter(charge -> done.containsAll(charge.taskIds()))
                            .map(Provider.Charge::subject)
                            .toList();
            tolls.put(
                    name,
                    Toll.of(
                            ids,
                            told,
                            own.stream().map(Provider.Charge::subject).toList()));
        }
        return tolls;
    }

    /** The tasks that somebody has asked for often enough to be told that they are done. */
    private Set<String> done() {
        return provider.checks().entrySet().stream()
                .filter(task -> task.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private List<String> endingTopics() {
        List<String> topics = new ArrayList<>();
        for (Contestant each : contestants) {
            topics.add(each.topics().completed());
            topics.add(each.topics().failed());
        }
        return topics;
    }

    private static void note(List<Tap.Event> events, Map<String, List<String>> endings) {
        for (Tap.Event event : events) {
            String name = event.topic().substring(0, event.topic().lastIndexOf('.'));
            endings.computeIfAbsent(name, each -> new ArrayList<>()).add(event.key());
        }
    }

    private boolean allOfTakeoneEnded(Map<String, List<String>> endings) {
        return contestants.stream()
                .filter(each -> each.kind() == Kind.TAKEONE)
                .map(Contestant::topics)
                .map(Topics::name)
                .allMatch(name -> endings.getOrDefault(name, List.of()).stream()
                                .distinct()
                                .count()
                        == REQUESTS);
    }

    private long millisSinceKill() {
        return (System.nanoTime() - killedNanos) / 1_000_000;
    }

    @Override
    public void close() {
        contestants.forEach(Contestant::close);
    }
}
