package dev.takeone.bench.pipeline;

import dev.takeone.bench.Bench;
import dev.takeone.bench.Gauge;
import dev.takeone.bench.Orders;
import dev.takeone.bench.Provider;
import dev.takeone.bench.Report;
import dev.takeone.bench.StartCache;
import dev.takeone.bench.Table;
import dev.takeone.bench.Tap;
import dev.takeone.bench.Threads;
import dev.takeone.bench.Topics;
import dev.takeone.broker.LocalBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/**
 * What a worker takes at the pace that an account allows: its first minute, some time at rest, and as long at 100 jobs a
 * minute; beside the bare calls at that pace and parallel-consumer-vertx, all in the image's own settings and side by side,
 * so that each meets the machine in the same state.
 */
public final class PaceBench implements Bench {
    /** How long each of the two windows is, where nobody says: the longest with which all takes under three minutes and a half. */
    public static final int SECONDS = 45;

    private static final List<Kind> KINDS = List.of(Kind.LIMIT, Kind.TAKEONE, Kind.PARALLEL_CONSUMER);
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration BETWEEN_JOBS = Duration.ofMillis(600);
    private static final Duration LAST_ENDINGS = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int MOST_THREADS = 14;

    private final int seconds;
    private final String options;

    /**
     * With windows of so many seconds.
     *
     * @param options further ones of all three JVMs, which win over the image's; empty for none
     */
    public PaceBench(int seconds, String options) {
        this.seconds = seconds;
        this.options = options;
    }

    /** One that is compared, and when it was started. */
    private record Running(Contestant contestant, long startedNanos, double readySeconds) {
        Mark mark() {
            Gauge gauge = contestant.gauge();
            return new Mark(gauge.cpu(), gauge.threads(), gauge.residentKib() / 1024.0, System.nanoTime());
        }
    }

    /** What a process had taken at one moment. */
    private record Mark(Duration cpu, Threads threads, double residentMib, long atNanos) {
        /** Percent of one core since then. */
        double since(Mark before) {
            return 100.0 * cpu.minus(before.cpu).toNanos() / (atNanos - before.atNanos);
        }

        /** The same by the names of its threads, of which so many are told. */
        Map<String, Double> threadsSince(Mark before, int most) {
            return threads.percentSince(before.threads, atNanos - before.atNanos, most);
        }
    }

    /** Of one process: what it had taken after its first minute, and after each window. */
    private record Course(Running of, Mark first, Mark rest, Mark paced) {
        double firstSeconds() {
            return first.cpu().toNanos() / 1e9;
        }

        double atRest() {
            return rest.since(first);
        }

        double atPace() {
            return paced.since(rest);
        }
    }

    @Override
    public String name() {
        return "pace";
    }

    @Override
    public void run(Report report) throws InterruptedException {
        String cache = StartCache.option(report);
        report.progress("starting broker and simulator");
        List<Running> all = new ArrayList<>();
        try (LocalBroker broker = LocalBroker.start();
                Provider provider = Provider.start()) {
            Topics.make(
                    broker.bootstrapServers(), KINDS.stream().map(Kind::topics).toList(), Contestants.PARTITIONS);
            for (Kind kind : KINDS) {
                Running started = start(kind, kind == Kind.TAKEONE ? cache : "", broker, provider);
                all.add(started);
                report.progress(
                        String.format(Locale.ROOT, "%s is ready after %.1f s", kind.label(), started.readySeconds()));
            }
            tell(report, courses(report, broker.bootstrapServers(), all));
        } finally {
            all.forEach(each -> each.contestant().close());
        }
        report.save();
    }

    private Running start(Kind kind, String cache, LocalBroker broker, Provider provider) {
        long begin = System.nanoTime();
        Role role = new Role(broker.bootstrapServers(), provider.url(), Provider.API_KEY, kind.word(), PAUSE);
        Contestant contestant = new Contestant(kind, role, Contestant.asInTheImage(cache + " " + options));
        contestant.awaitReady();
        return new Running(contestant, begin, (System.nanoTime() - begin) / 1e9);
    }

    private List<Course> courses(Report report, String bootstrapServers, List<Running> all)
            throws InterruptedException {
        report.progress("their first minute");
        List<Mark> first = new ArrayList<>();
        for (Running each : all) {
            LockSupport.parkNanos(each.startedNanos() + FIRST.toNanos() - System.nanoTime());
            first.add(each.mark());
        }
        report.progress(seconds + " s at rest");
        LockSupport.parkNanos(Duration.ofSeconds(seconds).toNanos());
        List<Mark> rest = all.stream().map(Running::mark).toList();
        report.progress(seconds + " s at 100 jobs a minute");
        List<Mark> paced = work(bootstrapServers, all);
        List<Course> courses = new ArrayList<>();
        for (int each = 0; each < all.size(); each++) {
            courses.add(new Course(all.get(each), first.get(each), rest.get(each), paced.get(each)));
        }
        return courses;
    }

    /** Marks when the last job has been published, and returns when all have ended, since otherwise no figure counts. */
    private List<Mark> work(String bootstrapServers, List<Running> all) throws InterruptedException {
        int jobs = Math.toIntExact(Duration.ofSeconds(seconds).dividedBy(BETWEEN_JOBS));
        List<Contestant> readers = all.stream()
                .map(Running::contestant)
                .filter(each -> each.kind().readsKafka())
                .toList();
        CompletableFuture<?>[] bare = all.stream()
                .map(Running::contestant)
                .filter(each -> !each.kind().readsKafka())
                .map(each -> each.run(each.kind().word(), 0, jobs, BETWEEN_JOBS))
                .toArray(CompletableFuture<?>[]::new);
        try (Orders orders = new Orders(bootstrapServers);
                Tap tap = new Tap(bootstrapServers, endings(readers))) {
            long begin = System.nanoTime();
            for (int job = 0; job < jobs; job++) {
                LockSupport.parkNanos(begin + job * BETWEEN_JOBS.toNanos() - System.nanoTime());
                for (Contestant each : readers) {
                    orders.publish(each.topics().requests(), each.kind().word() + "-" + job);
                }
            }
            orders.flush();
            LockSupport.parkNanos(begin + jobs * BETWEEN_JOBS.toNanos() - System.nanoTime());
            List<Mark> paced = all.stream().map(Running::mark).toList();
            List<Tap.Event> ended = tap.read(jobs * readers.size(), LAST_ENDINGS);
            CompletableFuture.allOf(bare).join();
            if (ended.stream().anyMatch(event -> event.topic().endsWith(".failed"))) {
                throw new IllegalStateException("some jobs failed");
            }
            return paced;
        }
    }

    private static List<String> endings(List<Contestant> readers) {
        return readers.stream()
                .flatMap(
                        each -> List.of(each.topics().completed(), each.topics().failed()).stream())
                .toList();
    }

    private void tell(Report report, List<Course> courses) {
        Table table = new Table(
                "", "s to ready", "CPU s, first minute", "CPU at rest, %", "RSS, MiB", "CPU at 100/min, %", "RSS, MiB");
        report.raw().put("window_seconds", seconds);
        for (Course each : courses) {
            Kind kind = each.of().contestant().kind();
            table.row(
                    kind.label(),
                    number(each.of().readySeconds(), 1),
                    number(each.firstSeconds(), 1),
                    number(each.atRest(), 2),
                    number(each.rest().residentMib(), 0),
                    number(each.atPace(), 2),
                    number(each.paced().residentMib(), 0));
            report.raw()
                    .putObject(kind.word())
                    .put("seconds_to_ready", each.of().readySeconds())
                    .put("first_minute_cpu_seconds", each.firstSeconds())
                    .put("rest_cpu_percent", each.atRest())
                    .put("rest_rss_mib", each.rest().residentMib())
                    .put("pace_cpu_percent", each.atPace())
                    .put("pace_rss_mib", each.paced().residentMib());
        }
        report.table(table);
        if (!options.isEmpty()) {
            report.note("All three with the JVM's further options " + options);
        }
        report.note("At rest is from the end of the first minute on: what is compiled later is in it.");
        threads(report, of(Kind.TAKEONE, courses));
        goals(report, of(Kind.TAKEONE, courses), of(Kind.LIMIT, courses));
    }

    /** Nothing where the system does not tell it. */
    private static void threads(Report report, Course ours) {
        Map<String, Double> atRest = ours.rest().threadsSince(ours.first(), MOST_THREADS);
        Map<String, Double> atPace = ours.paced().threadsSince(ours.rest(), Integer.MAX_VALUE);
        if (!atRest.isEmpty()) {
            Table table = new Table("Takeone's threads", "CPU at rest, %", "CPU at 100/min, %");
            atRest.forEach(
                    (name, percent) -> table.row(name, number(percent, 2), number(atPace.getOrDefault(name, 0.0), 2)));
            report.table(table);
        }
    }

    private static void goals(Report report, Course ours, Course bare) {
        goal(report, "CPU seconds in the first minute", 5, ours.firstSeconds());
        goal(report, "% of a core at rest", 1, ours.atRest());
        goal(report, "% of a core at 100 jobs a minute", 3, ours.atPace());
        goal(report, "MiB RSS at rest", 150, ours.rest().residentMib());
        goal(report, "MiB RSS at 100 jobs a minute", 220, ours.paced().residentMib());
        goal(report, "x the bare calls' CPU at that pace", 1.5, ours.atPace() / bare.atPace());
    }

    private static void goal(Report report, String what, double most, double measured) {
        report.goal("at most " + number(most, 1) + " " + what, measured <= most, number(measured, 2));
    }

    private static Course of(Kind kind, List<Course> courses) {
        return courses.stream()
                .filter(each -> each.of().contestant().kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    private static String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
