package dev.takeone.bench.restore;

import dev.takeone.bench.Bench;
import dev.takeone.bench.Report;
import dev.takeone.bench.Sleeper;
import dev.takeone.bench.Spread;
import dev.takeone.bench.Table;
import dev.takeone.bench.Topics;
import dev.takeone.broker.LocalBroker;
import dev.takeone.journal.PreparedJournal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** One partition with 10,000 tasks in flight and ever more finished jobs, read back by a worker that has just started. */
public final class RestoreBench implements Bench {
    private static final int ROUNDS = 3;
    private static final int IN_FLIGHT = 10_000;
    private static final List<Integer> FINISHED = List.of(10_000, 100_000, 1_000_000);
    private static final double GOAL_SECONDS = 6;

    /** A time a row that grows less than this from one size to the next ten times as large counts as the same. */
    private static final double LINEAR = 1.5;

    private record Round(double seconds, double heapMib, double residentMib) {}

    @Override
    public String name() {
        return "restore";
    }

    @Override
    public void run(Report report) throws InterruptedException {
        Map<Integer, List<Round>> rounds = new TreeMap<>();
        try (LocalBroker broker = LocalBroker.start()) {
            for (int finished : FINISHED) {
                report.progress("writing " + IN_FLIGHT + " rows of live jobs and " + finished + " of finished ones");
                Topics topics = topics(finished);
                new PreparedJournal(broker.bootstrapServers(), topics.name(), topics.names(), Instant.now())
                        .write(IN_FLIGHT, finished);
            }
            for (int round = 0; round <= ROUNDS; round++) {
                for (int finished : FINISHED) {
                    Round result = round(broker, topics(finished));
                    report.progress(String.format(
                            Locale.ROOT,
                            "%-8s %9d finished  %6.2f s  heap %4.0f MiB",
                            round == 0 ? "warm-up" : "round " + round,
                            finished,
                            result.seconds(),
                            result.heapMib()));
                    if (round > 0) {
                        rounds.computeIfAbsent(finished, size -> new ArrayList<>())
                                .add(result);
                    }
                }
            }
        }
        tell(report, rounds);
        report.save();
    }

    private static Topics topics(int finished) {
        return new Topics("restore-" + finished);
    }

    private static Round round(LocalBroker broker, Topics topics) {
        try (Sleeper worker = new Sleeper(broker.bootstrapServers(), topics)) {
            double resident = worker.gauge().residentKib() / 1024.0;
            double heap = worker.gauge().livingBytes() / 1024.0 / 1024.0;
            return new Round(worker.restore().toNanos() / 1e9, heap, resident);
        }
    }

    private static void tell(Report report, Map<Integer, List<Round>> rounds) {
        Table table = new Table("finished rows", "s to serve", "µs a row", "living heap, MiB", "RSS, MiB");
        report.raw().put("in_flight", IN_FLIGHT);
        rounds.forEach((finished, each) -> {
            Spread seconds = spread(each, Round::seconds);
            double micros = seconds.median() * 1e6 / (finished + IN_FLIGHT);
            Spread heap = spread(each, Round::heapMib);
            Spread resident = spread(each, Round::residentMib);
            table.row(
                    String.format(Locale.ROOT, "%,d", finished),
                    seconds.text(2),
                    String.format(Locale.ROOT, "%.1f", micros),
                    heap.text(0),
                    resident.text(0));
            report.raw().putObject("finished_" + finished).set("seconds", seconds.raw());
            report.raw().withObject("/finished_" + finished).set("living_heap_mib", heap.raw());
            report.raw().withObject("/finished_" + finished).set("rss_mib", resident.raw());
        });
        report.table(table);
        double small = seconds(rounds, FINISHED.get(0));
        double middle = seconds(rounds, FINISHED.get(1));
        double large = seconds(rounds, FINISHED.get(2));
        double early = (middle - small) * 1e6 / (FINISHED.get(1) - FINISHED.get(0));
        double late = (large - middle) * 1e6 / (FINISHED.get(2) - FINISHED.get(1));
        report.goal(
                "linear",
                late <= LINEAR * early,
                String.format(Locale.ROOT, "%.1f µs for each row more up to 100,000, and %.1f beyond", early, late));
        report.goal(
                "1,000,000 rows in at most 6 s",
                large <= GOAL_SECONDS,
                spread(rounds.getOrDefault(FINISHED.get(2), List.of()), Round::seconds)
                                .text(2) + " s");
    }

    private static double seconds(Map<Integer, List<Round>> rounds, int finished) {
        return spread(rounds.getOrDefault(finished, List.of()), Round::seconds).median();
    }

    private static Spread spread(List<Round> rounds, ToDoubleFunction<Round> figure) {
        return new Spread(rounds.stream().mapToDouble(figure).boxed().toList());
    }
}
