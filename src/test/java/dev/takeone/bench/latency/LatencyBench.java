package dev.takeone.bench.latency;

import dev.takeone.bench.Bench;
import dev.takeone.bench.Orders;
import dev.takeone.bench.Percentile;
import dev.takeone.bench.Provider;
import dev.takeone.bench.Report;
import dev.takeone.bench.Spread;
import dev.takeone.bench.Table;
import dev.takeone.bench.Tap;
import dev.takeone.bench.Topics;
import dev.takeone.bench.Workers;
import dev.takeone.broker.LocalBroker;
import dev.takeone.process.WorkerProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** From a request to its POST, and from a task that is seen done to its event, at 20 jobs a second. */
public final class LatencyBench implements Bench {
    private static final int ROUNDS = 3;
    private static final int PARTITIONS = 6;
    private static final int JOBS = 700;
    private static final Duration BETWEEN = Duration.ofMillis(50);
    private static final int WARM_UP_JOBS = 3_000;
    private static final Duration WARM_UP_BETWEEN = Duration.ofMillis(5);
    private static final Duration LATEST = Duration.ofSeconds(60);
    private static final double GOAL_P50 = 25;
    private static final double GOAL_P99 = 100;

    /** The times of one round's jobs, in milliseconds. */
    private record Round(List<Double> toPost, List<Double> toEvent) {}

    /** What this process saw of one round, by request id. */
    private record Seen(Map<String, Instant> published, Map<String, Instant> read) {}

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public void run(Report report) throws InterruptedException {
        report.progress("starting broker, simulator and worker");
        Topics topics = new Topics("latency");
        try (LocalBroker broker = LocalBroker.start();
                Provider provider = Provider.start()) {
            Topics.make(broker.bootstrapServers(), List.of(topics), PARTITIONS);
            Map<String, String> environment = Workers.environment(broker.bootstrapServers(), provider.url(), topics);
            environment.put("TAKEONE_STATUS_FIRST_CHECK", "1S");
            environment.put("TAKEONE_STATUS_INTERVAL", "1S");
            try (WorkerProcess worker = WorkerProcess.start(environment, line -> {})) {
                worker.awaitReady();
                tell(report, measure(report, broker.bootstrapServers(), provider, topics));
            }
        }
        report.save();
    }

    private static List<Round> measure(Report report, String servers, Provider provider, Topics topics)
            throws InterruptedException {
        List<Seen> seen = new ArrayList<>();
        try (Orders orders = new Orders(servers);
                Tap tap = new Tap(servers, List.of(topics.completed(), topics.failed()))) {
            report.progress("warm-up: " + WARM_UP_JOBS + " jobs at 200/s");
            see(orders, tap, topics, "warm-up", WARM_UP_JOBS, WARM_UP_BETWEEN);
            for (int round = 1; round <= ROUNDS; round++) {
                report.progress("round " + round + ": " + JOBS + " jobs at 20/s");
                seen.add(see(orders, tap, topics, "round-" + round, JOBS, BETWEEN));
            }
        }
        Map<String, Provider.Charge> charges =
                provider.charges().stream().collect(Collectors.toMap(Provider.Charge::subject, charge -> charge));
        Map<String, List<Instant>> checks = provider.checks();
        return seen.stream().map(each -> round(each, charges, checks)).toList();
    }

    private static Seen see(Orders orders, Tap tap, Topics topics, String name, int jobs, Duration between)
            throws InterruptedException {
        CompletableFuture<List<Tap.Event>> events = CompletableFuture.supplyAsync(
                () -> tap.read(jobs, between.multipliedBy(jobs).plus(LATEST)));
        Map<String, Instant> published = new HashMap<>();
        long begin = System.nanoTime();
        for (int number = 0; number < jobs; number++) {
            LockSupport.parkNanos(begin + number * between.toNanos() - System.nanoTime());
            published.put(name + "-" + number, Instant.now());
            orders.publish(topics.requests(), name + "-" + number);
        }
        orders.flush();
        Map<String, Instant> read = events.join().stream().collect(Collectors.toMap(Tap.Event::key, Tap.Event::at));
        return new Seen(published, read);
    }

    private static Round round(Seen seen, Map<String, Provider.Charge> charges, Map<String, List<Instant>> checks) {
        List<Double> toPost = new ArrayList<>();
        List<Double> toEvent = new ArrayList<>();
        seen.published().forEach((id, published) -> {
            Provider.Charge charge = charges.get(id);
            Instant read = seen.read().get(id);
            if (charge == null || read == null) {
                throw new IllegalStateException("no charge or no event of " + id);
            }
            toPost.add(millis(published, charge.at()));
            List<Instant> asked = checks.getOrDefault(charge.taskIds().getFirst(), List.of());
            toEvent.add(millis(asked.getLast(), read));
        });
        return new Round(toPost, toEvent);
    }

    private static double millis(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e6;
    }

    private static void tell(Report report, List<Round> rounds) {
        Table table = new Table("milliseconds", "p50", "p99", "longest");
        List<List<Double>> posts = rounds.stream().map(Round::toPost).toList();
        List<List<Double>> events = rounds.stream().map(Round::toEvent).toList();
        row(table, report, "request on its way to POST", "to_post", posts);
        row(table, report, "seen done to event read", "to_event", events);
        report.table(table);
        goal(report, "request to POST", posts);
        goal(report, "seen done to event", events);
    }

    private static void row(Table table, Report report, String label, String name, List<List<Double>> rounds) {
        table.row(
                label,
                at(rounds, 50).text(1),
                at(rounds, 99).text(1),
                at(rounds, 100).text(1));
        report.raw().putObject(name).set("p50_millis", at(rounds, 50).raw());
        report.raw().withObject("/" + name).set("p99_millis", at(rounds, 99).raw());
        report.raw()
                .withObject("/" + name)
                .set("longest_millis", at(rounds, 100).raw());
    }

    private static void goal(Report report, String what, List<List<Double>> rounds) {
        Spread half = at(rounds, 50);
        Spread most = at(rounds, 99);
        report.goal(what + ", p50 at most 25 ms", half.median() <= GOAL_P50, half.text(1) + " ms");
        report.goal(what + ", p99 at most 100 ms", most.median() <= GOAL_P99, most.text(1) + " ms");
    }

    private static Spread at(List<List<Double>> rounds, int percent) {
        return new Spread(
                rounds.stream().map(values -> Percentile.of(values, percent)).toList());
    }
}
