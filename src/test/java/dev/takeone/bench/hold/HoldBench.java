package dev.takeone.bench.hold;

import dev.takeone.bench.Bench;
import dev.takeone.bench.Orders;
import dev.takeone.bench.Percentile;
import dev.takeone.bench.Provider;
import dev.takeone.bench.Report;
import dev.takeone.bench.Table;
import dev.takeone.bench.Topics;
import dev.takeone.bench.Workers;
import dev.takeone.broker.LocalBroker;
import dev.takeone.process.WorkerProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Three workers that buy all the time, and an operator who holds them and lets them go on, again and again. */
public final class HoldBench implements Bench {
    private static final int WORKERS = 3;
    private static final int PARTITIONS = 6;
    private static final int WARM_UPS = 2;
    private static final int ROUNDS = 20;

    /** What is ordered is to be obeyed within it. */
    private static final Duration BOUND = Duration.ofSeconds(2);

    /** Longer than the bound, so that a POST after it would be seen. */
    private static final Duration HELD = Duration.ofMillis(2_200);

    /** The backlog of a hold is bought by then, and the next one begins amid purchases. */
    private static final Duration BUYING = Duration.ofMillis(2_300);

    private static final Duration BETWEEN_REQUESTS = Duration.ofMillis(20);

    /** A round as this process saw it: when the broker had taken the order, when its end was sent, and had been taken. */
    private record Round(String order, Instant held, Instant resuming, Instant resumed) {}

    /**
     * How long it took, in milliseconds.
     *
     * @param holdSaid to the word of each worker in each round
     * @param lastPost in each round that was begun amid purchases
     * @param resumeSaid as {@code holdSaid}
     * @param firstPost in each round after which anything was bought
     */
    private record Times(
            List<Double> holdSaid, List<Double> lastPost, List<Double> resumeSaid, List<Double> firstPost) {}

    @Override
    public String name() {
        return "hold";
    }

    @Override
    public void run(Report report) throws InterruptedException {
        report.progress("starting broker, simulator and " + WORKERS + " workers");
        Topics topics = new Topics("hold");
        List<Ears> ears = Stream.generate(Ears::new).limit(WORKERS).toList();
        List<WorkerProcess> workers = new ArrayList<>();
        try (LocalBroker broker = LocalBroker.start();
                Provider provider = Provider.start(List.of("--task-seconds", "4"))) {
            Topics.make(broker.bootstrapServers(), List.of(topics), PARTITIONS);
            try {
                ears.forEach(each -> workers.add(worker(broker.bootstrapServers(), provider, topics, each)));
                workers.forEach(WorkerProcess::awaitReady);
                List<Round> rounds = rounds(report, broker.bootstrapServers(), topics);
                tell(report, times(rounds.subList(WARM_UPS, rounds.size()), ears, provider.posts()));
            } finally {
                workers.forEach(WorkerProcess::close);
            }
        }
        report.save();
    }

    private static WorkerProcess worker(String servers, Provider provider, Topics topics, Ears ears) {
        Map<String, String> environment = Workers.environment(servers, provider.url(), topics);
        environment.remove("TAKEONE_WORKER_ID");
        environment.put("TAKEONE_STATUS_FIRST_CHECK", "5s");
        return WorkerProcess.start(environment, ears::line);
    }

    private static List<Round> rounds(Report report, String servers, Topics topics) throws InterruptedException {
        List<Round> rounds = new ArrayList<>();
        try (Orders orders = new Orders(servers);
                Hand hand = new Hand(servers, topics.commands())) {
            report.progress("buying, at " + Duration.ofSeconds(1).dividedBy(BETWEEN_REQUESTS) + " requests/s");
            Upstream upstream = new Upstream(orders, topics.requests());
            upstream.publish(BUYING.multipliedBy(4));
            for (int number = 1; number <= WARM_UPS + ROUNDS; number++) {
                String order = "hold-" + number;
                Instant held = hand.hold(order);
                upstream.publish(HELD);
                Instant resuming = Instant.now();
                Instant resumed = hand.end(order);
                upstream.publish(BUYING);
                rounds.add(new Round(order, held, resuming, resumed));
                if (number % 5 == WARM_UPS) {
                    report.progress("held and let go on " + number + " times");
                }
            }
        }
        return rounds;
    }

    /** Requests at an even pace, into each partition in turn. For one thread. */
    private static final class Upstream {
        private final Orders orders;
        private final String topic;
        private int number;

        Upstream(Orders orders, String topic) {
            this.orders = orders;
            this.topic = topic;
        }

        void publish(Duration length) throws InterruptedException {
            long begun = System.nanoTime();
            long count = length.dividedBy(BETWEEN_REQUESTS);
            for (long sent = 0; sent < count; sent++) {
                orders.publish(topic, number % PARTITIONS, "request-" + number);
                number++;
                long next = begun + (sent + 1) * BETWEEN_REQUESTS.toNanos();
                while (System.nanoTime() - next < 0) {
                    LockSupport.parkNanos(next - System.nanoTime());
                }
            }
            orders.flush();
        }
    }

    private static Times times(List<Round> rounds, List<Ears> ears, List<Instant> posts) {
        Times times = new Times(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Round round : rounds) {
            for (Ears each : ears) {
                times.holdSaid.add(millis(round.held, said(each.stood(round.order), round)));
                times.resumeSaid.add(millis(round.resumed, said(each.ended(round.order), round)));
            }
            if (posts.stream().anyMatch(at -> at.isAfter(round.held.minus(BUYING)) && at.isBefore(round.held))) {
                times.lastPost.add(millis(
                        round.held,
                        posts.stream()
                                .filter(at -> at.isAfter(round.held) && at.isBefore(round.resuming))
                                .max(Instant::compareTo)
                                .orElse(round.held)));
            }
            posts.stream()
                    .filter(at -> at.isAfter(round.resuming))
                    .min(Instant::compareTo)
                    .ifPresent(first -> times.firstPost.add(millis(round.resumed, first)));
        }
        if (times.lastPost.isEmpty() || times.firstPost.isEmpty()) {
            throw new IllegalStateException("nothing was bought between the holds, so that they show nothing");
        }
        return times;
    }

    private static Instant said(Optional<Instant> said, Round round) {
        return said.orElseThrow(() -> new IllegalStateException("a worker has said nothing of " + round));
    }

    /** None where the workers were quicker than the broker's word to whoever had ordered. */
    private static double millis(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toNanos() / 1e6);
    }

    private static void tell(Report report, Times times) {
        Table table = new Table("milliseconds from the broker's word", "p50", "p95", "longest");
        row(table, report, "hold to each worker's log", "hold_said", times.holdSaid);
        row(table, report, "hold to the last POST", "last_post", times.lastPost);
        row(table, report, "its end to each worker's log", "resume_said", times.resumeSaid);
        row(table, report, "its end to the first POST", "first_post", times.firstPost);
        report.table(table);
        report.note(times.lastPost.size() + " of " + ROUNDS + " holds began amid purchases");
        report.raw().put("amid_purchases", times.lastPost.size());
        goal(report, "every worker says so within 2 s", times.holdSaid);
        goal(report, "no POST after 2 s", times.lastPost);
    }

    private static void row(Table table, Report report, String label, String name, List<Double> times) {
        double half = Percentile.of(times, 50);
        double most = Percentile.of(times, 95);
        double longest = Percentile.of(times, 100);
        table.row(label, text(half), text(most), text(longest));
        report.raw()
                .putObject(name)
                .put("p50_millis", half)
                .put("p95_millis", most)
                .put("longest_millis", longest);
        times.forEach(report.raw().withObject("/" + name).putArray("rounds")::add);
    }

    private static void goal(Report report, String what, List<Double> times) {
        double longest = Percentile.of(times, 100);
        report.goal(what, longest <= BOUND.toMillis(), text(longest) + " ms");
    }

    private static String text(double millis) {
        return "%.1f".formatted(millis);
    }
}
