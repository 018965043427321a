package dev.takeone.bench.pipeline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.takeone.bench.Bench;
import dev.takeone.bench.Provider;
import dev.takeone.bench.Report;
import dev.takeone.bench.Spread;
import dev.takeone.bench.Table;
import dev.takeone.bench.Topics;
import dev.takeone.bench.pipeline.Rounds.Round;
import dev.takeone.broker.Broker;
import java.time.Duration;
import java.util.ArrayDeque;
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

    private static final int PARTITIONS = 6;
    private static final double GOAL = 1.6;

    /** Before each status check. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final int jobs;

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
        report.progress("starting broker, simulators, and every worker: one to be killed, one to be measured");
        Broker broker = opened(open, Broker.start());
        Provider provider = opened(open, Provider.start());
        Provider victims = opened(open, Provider.start());
        String servers = broker.bootstrapServers();
        Topics.make(
                servers,
                Stream.concat(Arrays.stream(Kind.values()).map(PipelineBench::topics), killed().map(Case::topics))
                        .toList(),
                PARTITIONS);
        Killing killing = opened(
                open,
                new Killing(
                        servers,
                        victims,
                        killed().map(each -> Contestant.victim(each.kind(), role(servers, victims, each)))
                                .toList()));
        Rounds rounds = opened(
                open,
                new Rounds(
                        jobs,
                        servers,
                        Arrays.stream(Kind.values())
                                .map(kind -> Contestant.start(kind, role(servers, provider, kind)))
                                .toList()));
        rounds.awaitReady();
        killing.run(report);
        Map<Kind, List<Round>> measured = rounds.measure(report);
        report.progress("waiting for what the kill still has to bring");
        tell(report, measured, killing.tolls());
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

    private static Role role(String servers, Provider provider, Kind kind) {
        return new Role(servers, provider.url(), Provider.API_KEY, topics(kind).name(), PAUSE, false);
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
            raw.put("never_ended", each.stream().mapToInt(Round::lost).sum());
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
