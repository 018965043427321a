package dev.takeone.bench.pipeline;

import dev.takeone.bench.Orders;
import dev.takeone.bench.Report;
import dev.takeone.bench.Tap;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The same work for each in turn, as often as there are rounds. */
final class Rounds {
    /** Those that count. */
    private static final int ROUNDS = 3;

    /** A round is over when nothing has ended for so long. */
    private static final Duration QUIET = Duration.ofSeconds(10);

    private final int jobs;
    private final String bootstrapServers;
    private final Contestants contestants;

    /** What a round of one contestant came to; {@code cpu} in microseconds a job; {@code lost} never ended. */
    record Round(double jobsPerSecond, double cpu, int lost) {}

    Rounds(int jobs, String bootstrapServers, Contestants contestants) {
        this.jobs = jobs;
        this.bootstrapServers = bootstrapServers;
        this.contestants = contestants;
    }

    /** One round to warm up, and those that count. */
    Measured measure(Report report) throws InterruptedException {
        Map<Kind, List<Round>> rounds = new EnumMap<>(Kind.class);
        try (Orders orders = new Orders(bootstrapServers);
                Tap tap = new Tap(bootstrapServers, contestants.endingTopics())) {
            for (int round = 0; round <= ROUNDS; round++) {
                for (Contestant each : contestants.all()) {
                    Round result = round(each, orders, tap, round);
                    report.progress(line(round, each, result));
                    if (round > 0) {
                        rounds.computeIfAbsent(each.kind(), kind -> new ArrayList<>())
                                .add(result);
                    }
                }
            }
        }
        return new Measured(rounds);
    }

    private static String line(int round, Contestant contestant, Round result) {
        return String.format(
                Locale.ROOT,
                "%-9s %-24s %6.0f jobs/s  %5.0f µs of CPU a job%s",
                round == 0 ? "warm-up" : "round " + round,
                contestant.kind().label(),
                result.jobsPerSecond(),
                result.cpu(),
                result.lost() == 0 ? "" : "  " + result.lost() + " never ended");
    }

    private Round round(Contestant contestant, Orders orders, Tap tap, int round) throws InterruptedException {
        Duration before = contestant.gauge().cpu();
        Instant begin = Instant.now();
        Instant end;
        int ended = jobs;
        if (contestant.kind().readsKafka()) {
            List<Tap.Event> events = endings(contestant, orders, tap, round);
            check(contestant, events);
            ended = events.size();
            end = events.getLast().at();
        } else {
            contestant
                    .run(contestant.kind().word(), round * jobs, jobs, Duration.ZERO)
                    .join();
            end = Instant.now();
        }
        double seconds = Duration.between(begin, end).toNanos() / 1e9;
        Duration spent = contestant.gauge().cpu().minus(before);
        return new Round(ended / seconds, spent.toNanos() / 1e3 / ended, jobs - ended);
    }

    private List<Tap.Event> endings(Contestant contestant, Orders orders, Tap tap, int round)
            throws InterruptedException {
        Set<String> ids = new LinkedHashSet<>();
        for (int number = round * jobs; number < (round + 1) * jobs; number++) {
            ids.add(contestant.topics().name() + "-" + number);
        }
        ids.forEach(id -> orders.publish(contestant.topics().requests(), id));
        orders.flush();
        return tap.read(ids, QUIET);
    }

    /** What the two others lose is a figure; what Takeone or its floor loses would make the comparison worthless. */
    private void check(Contestant contestant, List<Tap.Event> events) {
        boolean failed = events.stream()
                .anyMatch(event -> event.topic().equals(contestant.topics().failed()));
        boolean mayLose = contestant.kind() == Kind.PARALLEL_CONSUMER || contestant.kind() == Kind.NAIVE;
        if (failed || events.isEmpty() || (!mayLose && events.size() < jobs)) {
            throw new IllegalStateException(contestant.kind().label() + " told of " + events.size() + " of " + jobs
                    + " jobs" + (failed ? ", and that some failed" : ""));
        }
    }
}
