package dev.takeone.bench.pipeline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.takeone.bench.Bench;
import dev.takeone.bench.Orders;
import dev.takeone.bench.Provider;
import dev.takeone.bench.Report;
import dev.takeone.bench.Spread;
import dev.takeone.bench.Table;
import dev.takeone.bench.Tap;
import dev.takeone.bench.Topics;
import dev.takeone.broker.Broker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Jobs a second and CPU a job, each job one POST and two status checks; and the toll of a {@code kill -9}. */
public final class PipelineBench implements Bench {
    /** Jobs a round, unless somebody wants fewer. */
    public static final int JOBS = 20_000;

    private static final int ROUNDS = 3;
    private static final int PARTITIONS = 6;
    private static final double GOAL = 1.6;

    /** Before each status check. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    private static final Duration ROUND = Duration.ofSeconds(60);

    private final int jobs;

    /** What a round of one contestant came to; {@code cpu} in microseconds a job. */
    private record Round(double jobsPerSecond, double cpu) {}

    /** Of so many jobs a round. */
    public PipelineBench(int jobs) {
        this.jobs = jobs;
    }

    @Override
    public String name() {
        return "pipeline";
    }

    @Override
    public void run(Report report) throws InterruptedException {
        Deque<AutoCloseable> open = new ArrayDeque<>();
        try {
            run(report, open);
        } finally {
            open.forEach(PipelineBench::close);
        }
        report.save();
    }

    private void run(Report report, Deque<AutoCloseable> open) throws InterruptedException {
        report.progress("starting broker and simulators");
        Broker broker = opened(open, Broker.start());
        Provider provider = opened(open, Provider.start());
        String servers = broker.bootstrapServers();
        Topics.make(
                servers,
                Stream.concat(Arrays.stream(Kind.values()).map(PipelineBench::topics), killed().map(Case::topics))
                        .toList(),
                PARTITIONS);
        report.progress("kill -9 for each, in the middle of 500 requests");
        Provider victims = opened(open, Provider.start());
        Killing killing = opened(
                open,
                new Killing(
                        servers,
                        victims,
                        killed().map(each -> Contestant.start(each.kind(), role(servers, victims, each)))
                                .toList()));
        killing.run();
        Map<Kind, List<Round>> rounds = measure(report, servers, provider, open);
        report.progress("waiting for what the kill still has to bring");
        tell(report, rounds, killing.tolls());
    }

    /** Who is killed, and whether its POSTs carry an idempotency key; Takeone's and the bare calls always do. */
    private record Case(Kind kind, boolean keyed) {
        Topics topics() {
            return new Topics("kill-" + word(kind) + (keyed ? "-keyed" : ""));
        }
    }

    private static Stream<Case> killed() {
        return Stream.of(
                new Case(Kind.LIMIT, true),
                new Case(Kind.TAKEONE, true),
                new Case(Kind.PARALLEL_CONSUMER, false),
                new Case(Kind.PARALLEL_CONSUMER, true),
                new Case(Kind.NAIVE, false),
                new Case(Kind.NAIVE, true));
    }

    private static Role role(String servers, Provider provider, Case each) {
        return new Role(servers, provider.url(), Provider.API_KEY, each.topics().name(), PAUSE, each.keyed());
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Topics topics(Kind kind) {
        return new Topics(word(kind));
    }

    private Map<Kind, List<Round>> measure(Report report, String servers, Provider provider, Deque<AutoCloseable> open)
            throws InterruptedException {
        report.progress("starting " + Kind.values().length + " workers");
        Map<Kind, Contestant> contestants = new EnumMap<>(Kind.class);
        Map<Kind, Tap> taps = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            Role role = new Role(
                    servers, provider.url(), Provider.API_KEY, topics(kind).name(), PAUSE, false);
            contestants.put(kind, opened(open, Contestant.start(kind, role)));
            taps.put(
                    kind,
                    opened(
                            open,
                            new Tap(
                                    servers,
                                    List.of(
                                            topics(kind).completed(),
                                            topics(kind).failed()))));
        }
        contestants.values().forEach(Contestant::awaitReady);
        Map<Kind, List<Round>> rounds = new EnumMap<>(Kind.class);
        Orders orders = opened(open, new Orders(servers));
        for (int round = 0; round <= ROUNDS; round++) {
            for (Contestant each : contestants.values()) {
                Round result = round(each, present(taps, each.kind()), orders, round);
                report.progress(String.format(
                        Locale.ROOT,
                        "%-9s %-24s %6.0f jobs/s  %5.0f µs of CPU a job",
                        round == 0 ? "warm-up" : "round " + round,
                        each.kind().label(),
                        result.jobsPerSecond(),
                        result.cpu()));
                if (round > 0) {
                    rounds.computeIfAbsent(each.kind(), kind -> new ArrayList<>())
                            .add(result);
                }
            }
        }
        return rounds;
    }

    private Round round(Contestant contestant, Tap tap, Orders orders, int round) throws InterruptedException {
        Duration before = contestant.gauge().cpu();
        long begin = System.nanoTime();
        if (contestant.kind().readsKafka()) {
            for (int number = round * jobs; number < (round + 1) * jobs; number++) {
                orders.publish(
                        contestant.topics().requests(), contestant.topics().name() + "-" + number);
            }
            orders.flush();
            if (tap.read(jobs, ROUND).stream()
                    .anyMatch(event -> event.topic().equals(contestant.topics().failed()))) {
                throw new IllegalStateException(contestant.kind().label() + " told of a job that failed");
            }
        } else {
            contestant.run(round * jobs, jobs, Duration.ZERO).join();
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        Duration spent = contestant.gauge().cpu().minus(before);
        return new Round(jobs / seconds, spent.toNanos() / 1e3 / jobs);
    }

    private void tell(Report report, Map<Kind, List<Round>> rounds, Map<String, Toll> tolls) {
        Map<Kind, Spread> cpu = new EnumMap<>(Kind.class);
        rounds.forEach((kind, each) ->
                cpu.put(kind, new Spread(each.stream().map(Round::cpu).toList())));
        Table table = new Table("", "jobs/s", "CPU a job, µs", "x limit", "after kill -9, of 500");
        report.raw().put("jobs_a_round", jobs);
        rounds.forEach((kind, each) -> {
            Spread speed = new Spread(each.stream().map(Round::jobsPerSecond).toList());
            Spread ratio = present(cpu, kind).over(present(cpu, Kind.LIMIT));
            table.row(kind.label(), speed.text(0), present(cpu, kind).text(0), ratio.text(2), toll(kind, tolls));
            killed().filter(again -> again.kind() == kind)
                    .skip(1)
                    .forEach(keyed -> table.row(
                            "  with an idempotency key",
                            "",
                            "",
                            "",
                            present(tolls, keyed.topics().name()).text()));
            ObjectNode raw = report.raw().putObject(word(kind));
            raw.set("jobs_per_second", speed.raw());
            raw.set("cpu_micros_per_job", present(cpu, kind).raw());
            raw.set("cpu_over_limit", ratio.raw());
        });
        tolls.forEach((name, toll) -> report.raw().withObject("/kill").set(name, toll.raw()));
        report.table(table);
        Spread ours = present(cpu, Kind.TAKEONE).over(present(cpu, Kind.LIMIT));
        Spread theirs = present(cpu, Kind.TAKEONE).over(present(cpu, Kind.PARALLEL_CONSUMER));
        report.goal("CPU a job at most 1.6 x the limit", ours.median() <= GOAL, ours.text(2));
        report.goal("CPU a job not above parallel-consumer-vertx", theirs.median() <= 1, theirs.text(2) + " x");
    }

    private static <K, V> V present(Map<K, V> all, K key) {
        V value = all.get(key);
        if (value == null) {
            throw new IllegalArgumentException("not measured: " + key);
        }
        return value;
    }

    private static String toll(Kind kind, Map<String, Toll> tolls) {
        return killed().filter(each -> each.kind() == kind)
                .findFirst()
                .map(each -> present(tolls, each.topics().name()).text())
                .orElseThrow();
    }

    private static <C extends AutoCloseable> C opened(Deque<AutoCloseable> open, C one) {
        open.push(one);
        return one;
    }

    private static void close(AutoCloseable one) {
        try {
            one.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
