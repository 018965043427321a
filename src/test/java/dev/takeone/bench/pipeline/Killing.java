package dev.takeone.bench.pipeline;

import dev.takeone.bench.Orders;
import dev.takeone.bench.Provider;
import dev.takeone.bench.Report;
import dev.takeone.bench.Tap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * A {@code kill -9} for each, side by side, in the middle of a stream of requests, and a start right after it. What
 * follows needs next to no time of the processors, and goes on while they are measured.
 */
final class Killing {
    private static final Duration BETWEEN = Duration.ofMillis(20);

    /** So that some POSTs are always open: the provider accepts at once and answers so much later. */
    private static final Duration SLOWNESS = Duration.ofMillis(250);

    private static final int KILLED_AT = Victim.REQUESTS * 6 / 10;

    /** Whoever remembers anything has begun with it by then: a dead consumer's session is over, and records are read. */
    private static final Duration BEGINS_AGAIN = Duration.ofSeconds(25);

    /** A worker waits for a minute and more before it replays what is in doubt; a slow machine is given time. */
    private static final Duration SETTLES = Duration.ofSeconds(150);

    /** So many first requests, of which the last is awaited before the others are sent: by then everybody reads. */
    private static final int FIRST = 20;

    private static final Duration START = Duration.ofSeconds(60);

    private final String bootstrapServers;
    private final Provider provider;
    private final Contestants contestants;
    private final Map<Victim, Toll> tolls = new LinkedHashMap<>();
    private long killedNanos;

    Killing(String bootstrapServers, Provider provider, Contestants contestants) {
        this.bootstrapServers = bootstrapServers;
        this.provider = provider;
        this.contestants = contestants;
    }

    /** Publishes, kills, starts again, and returns when all are at work again. */
    void run(Report report) throws InterruptedException {
        report.progress("kill -9 for each, in the middle of " + Victim.REQUESTS + " requests");
        provider.slowBy(SLOWNESS);
        try (Orders orders = new Orders(bootstrapServers);
                Tap tap = new Tap(bootstrapServers, contestants.endingTopics())) {
            publish(orders, 0, FIRST);
            await(tap, FIRST - 1);
            bareCalls(0, FIRST).orTimeout(START.toSeconds(), TimeUnit.SECONDS).join();
            CompletableFuture<Void> cut = bareCalls(FIRST, Victim.REQUESTS).exceptionally(killed -> null);
            publish(orders, FIRST, KILLED_AT);
            contestants.all().forEach(Contestant::kill);
            killedNanos = System.nanoTime();
            contestants.all().forEach(Contestant::startAgain);
            publish(orders, KILLED_AT, Victim.REQUESTS);
            cut.join();
            contestants.awaitReady();
            await(tap, Victim.REQUESTS - 1);
        }
        provider.slowBy(Duration.ZERO);
        tolls.put(new Victim(Kind.LIMIT, false), tollOfBareCalls());
    }

    private void publish(Orders orders, int from, int to) throws InterruptedException {
        for (int number = from; number < to; number++) {
            for (Victim victim : readers()) {
                orders.publish(victim.kind().topics().requests(), victim.id(number));
            }
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
        orders.flush();
    }

    private static List<Victim> readers() {
        return Victim.ALL.stream().filter(victim -> victim.kind().readsKafka()).toList();
    }

    private static void await(Tap tap, int number) {
        Set<String> ids = readers().stream().map(victim -> victim.id(number)).collect(Collectors.toSet());
        List<Tap.Event> events = tap.read(ids, START);
        if (events.size() < ids.size()) {
            throw new IllegalStateException("of " + ids + " only these have ended: "
                    + events.stream().map(Tap.Event::key).toList());
        }
    }

    /** Has those work, too, who have no topics. */
    private CompletableFuture<Void> bareCalls(int from, int to) {
        return CompletableFuture.allOf(contestants.all().stream()
                .filter(each -> !each.kind().readsKafka())
                .map(each -> each.run(new Victim(each.kind(), false).name(), from, to - from, BETWEEN))
                .toArray(CompletableFuture<?>[]::new));
    }

    /** What it cost each of them. Waits until all that can still come has come. */
    Map<Victim, Toll> tolls() throws InterruptedException {
        List<String> told = told();
        Set<String> chargedTwice = provider.chargedTwice();
        for (Victim victim : readers()) {
            tolls.put(victim, Toll.of(victim.ids(), told, chargedTwice));
        }
        return tolls;
    }

    /** The id of every ending of these requests. */
    private List<String> told() {
        Set<String> asked =
                readers().stream().flatMap(victim -> victim.ids().stream()).collect(Collectors.toSet());
        List<String> takeones = new Victim(Kind.TAKEONE, false).ids();
        List<String> told = new ArrayList<>();
        try (Tap tap = new Tap(bootstrapServers, contestants.endingTopics())) {
            while (millisSinceKill() < BEGINS_AGAIN.toMillis()
                    || (millisSinceKill() < SETTLES.toMillis() && !new HashSet<>(told).containsAll(takeones))) {
                note(tap.read(), asked, told);
            }
            note(tap.readAll(), asked, told);
        }
        return told;
    }

    private static void note(List<Tap.Event> events, Set<String> asked, List<String> told) {
        events.stream().map(Tap.Event::key).filter(asked::contains).forEach(told::add);
    }

    /** They tell nobody: whose task was asked for until it was done counts as ended. Nothing of it comes later. */
    private Toll tollOfBareCalls() {
        Set<String> done = provider.checks().entrySet().stream()
                .filter(task -> task.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        List<String> told = provider.charges().stream()
                .filter(charge -> done.containsAll(charge.taskIds()))
                .map(Provider.Charge::subject)
                .toList();
        return Toll.of(new Victim(Kind.LIMIT, false).ids(), told, provider.chargedTwice());
    }

    private long millisSinceKill() {
        return (System.nanoTime() - killedNanos) / 1_000_000;
    }
}
