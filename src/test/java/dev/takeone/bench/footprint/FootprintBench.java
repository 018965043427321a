package dev.takeone.bench.footprint;

import dev.takeone.bench.Bench;
import dev.takeone.bench.Report;
import dev.takeone.bench.Sleeper;
import dev.takeone.bench.Spread;
import dev.takeone.bench.Table;
import dev.takeone.bench.Topics;
import dev.takeone.broker.LocalBroker;
import dev.takeone.journal.PreparedJournal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;

/** Workers at rest with 1,000, 10,000 and 100,000 tasks in flight, and one without, to compare with. */
public final class FootprintBench implements Bench {
    private static final int ROUNDS = 3;
    private static final List<Integer> IN_FLIGHT = List.of(0, 1_000, 10_000, 100_000);
    private static final double GOAL_BYTES = 1_024;

    /** After the start, in which the JVM compiles and collects. */
    private static final Duration CALM_DOWN = Duration.ofSeconds(2);

    private static final Duration AT_REST = Duration.ofSeconds(5);

    /** {@code cpu} in percent of one core. */
    private record Round(double startSeconds, double residentMib, double cpu, double livingBytes) {}

    @Override
    public String name() {
        return "footprint";
    }

    @Override
    public void run(Report report) throws InterruptedException {
        Map<Integer, List<Round>> rounds = new TreeMap<>();
        try (LocalBroker broker = LocalBroker.start()) {
            for (int inFlight : IN_FLIGHT) {
                report.progress("writing the rows of " + inFlight + " tasks in flight");
                Topics topics = topics(inFlight);
                new PreparedJournal(broker.bootstrapServers(), topics.name(), topics.names(), Instant.now())
                        .write(inFlight, 0);
            }
            report.progress("warm-up");
            round(broker, topics(IN_FLIGHT.getFirst()));
            for (int round = 1; round <= ROUNDS; round++) {
                for (int inFlight : IN_FLIGHT) {
                    Round result = round(broker, topics(inFlight));
                    report.progress(String.format(
                            Locale.ROOT,
                            "round %d  %6d tasks  ready after %4.1f s  RSS %4.0f MiB  CPU %4.1f %%",
                            round,
                            inFlight,
                            result.startSeconds(),
                            result.residentMib(),
                            result.cpu()));
                    rounds.computeIfAbsent(inFlight, size -> new ArrayList<>()).add(result);
                }
            }
        }
        tell(report, rounds);
        report.save();
    }

    private static Topics topics(int inFlight) {
        return new Topics("footprint-" + inFlight);
    }

    private static Round round(LocalBroker broker, Topics topics) {
        try (Sleeper worker = new Sleeper(broker.bootstrapServers(), topics)) {
            LockSupport.parkNanos(CALM_DOWN.toNanos());
            Duration before = worker.gauge().cpu();
            long begin = System.nanoTime();
            LockSupport.parkNanos(AT_REST.toNanos());
            double spent = worker.gauge().cpu().minus(before).toNanos();
            double cpu = 100 * spent / (System.nanoTime() - begin);
            double resident = worker.gauge().residentKib() / 1024.0;
            return new Round(
                    worker.startUp().toNanos() / 1e9,
                    resident,
                    cpu,
                    worker.gauge().livingBytes());
        }
    }

    private static void tell(Report report, Map<Integer, List<Round>> rounds) {
        List<Round> empty = rounds.getOrDefault(0, List.of());
        Table table = new Table(
                "in flight", "heap a task, bytes", "living heap, MiB", "RSS, MiB", "CPU at rest, %", "s to ready");
        rounds.forEach((inFlight, each) -> {
            Spread resident = spread(each, Round::residentMib);
            Spread cpu = spread(each, Round::cpu);
            Spread start = spread(each, Round::startSeconds);
            Spread heap = spread(each, round -> round.livingBytes() / 1024 / 1024);
            table.row(
                    String.format(Locale.ROOT, "%,d", inFlight),
                    inFlight == 0 ? "" : bytesATask(empty, each, inFlight).text(0),
                    heap.text(1),
                    resident.text(0),
                    cpu.text(1),
                    start.text(1));
            String name = "in_flight_" + inFlight;
            report.raw().putObject(name).set("living_heap_mib", heap.raw());
            report.raw().withObject("/" + name).set("rss_mib", resident.raw());
            report.raw().withObject("/" + name).set("cpu_percent", cpu.raw());
            report.raw().withObject("/" + name).set("seconds_to_ready", start.raw());
        });
        report.table(table);
        int most = IN_FLIGHT.getLast();
        Spread bytes = bytesATask(empty, rounds.getOrDefault(most, List.of()), most);
        report.goal(
                "heap a task at most 1 KiB, metadata aside", bytes.median() <= GOAL_BYTES, bytes.text(0) + " bytes");
    }

    private static Spread bytesATask(List<Round> empty, List<Round> full, int inFlight) {
        List<Double> bytes = new ArrayList<>();
        for (int round = 0; round < full.size(); round++) {
            bytes.add((full.get(round).livingBytes() - empty.get(round).livingBytes()) / inFlight);
        }
        return new Spread(bytes);
    }

    private static Spread spread(List<Round> rounds, ToDoubleFunction<Round> figure) {
        return new Spread(rounds.stream().mapToDouble(figure).boxed().toList());
    }
}
