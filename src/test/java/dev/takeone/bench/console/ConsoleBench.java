package dev.takeone.bench.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.takeone.bench.Bench;
import dev.takeone.bench.Percentile;
import dev.takeone.bench.Report;
import dev.takeone.bench.StartCache;
import dev.takeone.bench.Table;
import dev.takeone.bench.Topics;
import dev.takeone.broker.LocalBroker;
import dev.takeone.journal.PreparedJournal;
import dev.takeone.waiting.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The packaged console beside 100,000 live jobs and 500,000 ended ones: until it is ready, what it takes, what filters cost,
 * how soon 50 open streams tell of an order, and what they take. Beside each time stands the CPU of the whole process, which another load changes less.
 */
public final class ConsoleBench implements Bench {
    private static final int LIVE = 100_000;
    private static final int ENDED = 500_000;
    private static final int WARM_UP = 10;
    private static final int ROUNDS = 40;
    private static final int STREAMS = 50;
    private static final Duration FOLLOWED = Duration.ofSeconds(10);
    private static final Duration BETWEEN_CHANGES = Duration.ofMillis(500);
    private static final int TOLD = 40;

    /** Until each stream has told of what was ordered before. */
    private static final Duration SETTLED = Duration.ofSeconds(3);

    /** Longer than a count of all jobs is kept: another page makes no change of its own then. */
    private static final Duration BETWEEN_TOLD = Duration.ofMillis(600);

    private static final double READY_SECONDS = 10;
    private static final double HEAP_MIB = 512;
    private static final double FILTER_MS = 200;
    private static final double TOLD_MS = 2_000;
    private static final List<String> FILTERS = List.of(
            "",
            "state:running",
            "state:completed since:1h",
            "key:customer-7",
            "model:veo3.1-fast-official",
            "order-4711",
            "task_01M82HSG00MTVZT2V3V9004711");

    /** What asking so many times has cost. */
    private record Cost(List<Double> wallMs, double cpuMs) {
        String text(double percent) {
            return one(Percentile.of(wallMs, percent));
        }
    }

    private interface Question {
        void ask() throws InterruptedException;
    }

    @Override
    public String name() {
        return "console";
    }

    @Override
    public void run(Report report) throws InterruptedException {
        Topics topics = new Topics("console");
        String cache = StartCache.option(report);
        try (LocalBroker broker = LocalBroker.start()) {
            report.progress("writing " + LIVE + " rows of live jobs, and " + ENDED + " of ended ones");
            PreparedJournal journal =
                    new PreparedJournal(broker.bootstrapServers(), topics.name(), topics.names(), Instant.now());
            journal.write(LIVE, ENDED);
            report.progress("writing their events");
            journal.tell(LIVE, ENDED);
            report.progress("starting the console");
            try (AskedConsole console = new AskedConsole(broker.bootstrapServers(), topics, cache)) {
                start(report, console);
                filters(report, console);
                streams(report, console, broker.bootstrapServers(), topics);
            }
        }
        report.save();
    }

    private static void start(Report report, AskedConsole console) throws InterruptedException {
        double cpu = console.gauge().cpu().toMillis() / 1e3;
        List<Double> askedMs = new ArrayList<>();
        double whole = console.wholeSeconds(askedMs);
        double wholeCpu = console.gauge().cpu().toMillis() / 1e3;
        double heap = console.gauge().livingBytes() / 1024.0 / 1024.0;
        double resident = console.gauge().residentKib() / 1024.0;
        report.note(String.format(
                Locale.ROOT,
                "ready after %.1f s, with %.1f s of CPU; all that ended read after %.1f s, with %.1f s, and meanwhile a"
                        + " filter in %.1f ms at p95; living heap %.0f MiB, RSS %.0f MiB, with -Xmx512m",
                console.readySeconds(),
                cpu,
                whole,
                wholeCpu,
                Percentile.of(askedMs, 95),
                heap,
                resident));
        report.goal("ready within 10 s", console.readySeconds() <= READY_SECONDS, one(console.readySeconds()) + " s");
        report.goal("at most 512 MiB of heap", heap <= HEAP_MIB, one(heap) + " MiB");
        report.raw()
                .put("ready_seconds", console.readySeconds())
                .put("ready_cpu_seconds", cpu)
                .put("whole_seconds", whole)
                .put("whole_cpu_seconds", wholeCpu)
                .put("filter_p95_ms_until_whole", Percentile.of(askedMs, 95))
                .put("living_heap_mib", heap)
                .put("rss_mib", resident);
    }

    private static void filters(Report report, AskedConsole console) throws InterruptedException {
        Table table = new Table("filter", "found", "p50 ms", "p95 ms", "CPU ms");
        double worst = 0;
        for (String filter : FILTERS) {
            Cost cost = cost(console, () -> console.found(filter));
            worst = Math.max(worst, Percentile.of(cost.wallMs(), 95));
            String name = filter.isEmpty() ? "(all)" : filter;
            table.row(
                    name,
                    String.format(Locale.ROOT, "%,d", console.found(filter)),
                    cost.text(50),
                    cost.text(95),
                    one(cost.cpuMs()));
            report.raw()
                    .withObject("/filters")
                    .putObject(name)
                    .put("p50_ms", Percentile.of(cost.wallMs(), 50))
                    .put("p95_ms", Percentile.of(cost.wallMs(), 95))
                    .put("cpu_ms", cost.cpuMs());
        }
        Cost now = cost(console, console::now);
        table.row("the page Now", "", now.text(50), now.text(95), one(now.cpuMs()));
        report.table(table);
        report.goal("a filter in under 200 ms at p95", worst < FILTER_MS, one(worst) + " ms");
    }

    private static Cost cost(AskedConsole console, Question question) throws InterruptedException {
        for (int round = 0; round < WARM_UP; round++) {
            question.ask();
        }
        List<Double> wall = new ArrayList<>();
        Duration before = console.gauge().cpu();
        for (int round = 0; round < ROUNDS; round++) {
            long begun = System.nanoTime();
            question.ask();
            wall.add((System.nanoTime() - begun) / 1e6);
        }
        return new Cost(wall, (double) console.gauge().cpu().minus(before).toMillis() / ROUNDS);
    }

    private static void streams(Report report, AskedConsole console, String bootstrapServers, Topics topics)
            throws InterruptedException {
        try (KafkaProducer<byte[], byte[]> orders = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer())) {
            double alone = cpuPerSecond(console, orders, topics);
            long before = console.gauge().residentKib();
            Streams streams = console.follow(STREAMS);
            told(report, console, streams, orders, topics);
            double followed = cpuPerSecond(console, orders, topics);
            double mib = (console.gauge().residentKib() - before) / 1024.0;
            report.note(String.format(
                    Locale.ROOT,
                    "%d streams, each told of a change every second: CPU %.1f ms a second, without them %.1f; RSS %+.1f MiB",
                    STREAMS,
                    followed,
                    alone,
                    mib));
            report.raw()
                    .put("cpu_ms_a_second_with_streams", followed)
                    .put("cpu_ms_a_second_without", alone)
                    .put("streams_rss_mib", mib);
        }
    }

    /** Each order waits for the one before it, so that it is known which is told of, and is shown by then. */
    private static void told(
            Report report, AskedConsole console, Streams streams, KafkaProducer<byte[], byte[]> orders, Topics topics)
            throws InterruptedException {
        List<Double> ms = new ArrayList<>();
        Waiting.pass(SETTLED);
        for (int number = 0; number < TOLD; number++) {
            // Each at another point of the console's beat of a second.
            Waiting.pass(BETWEEN_TOLD.plusMillis(number * 370 % 1_000));
            String reason = "told-" + number;
            ms.addAll(streams.told("the order " + reason, () -> order(orders, topics, reason)));
            if (!console.shows(reason)) {
                throw new IllegalStateException("the streams told of something else than the order " + reason);
            }
        }
        double longest = Percentile.of(ms, 100);
        report.goal(
                "told of an order within 2 s",
                longest <= TOLD_MS,
                String.format(
                        Locale.ROOT,
                        "%d orders, each by %d streams, after %.0f ms at p50, %.0f at p95, %.0f at the longest",
                        TOLD,
                        STREAMS,
                        Percentile.of(ms, 50),
                        Percentile.of(ms, 95),
                        longest));
        report.raw()
                .put("told_p50_ms", Percentile.of(ms, 50))
                .put("told_p95_ms", Percentile.of(ms, 95))
                .put("told_longest_ms", longest);
    }

    /** Something changes twice a second, so that each stream is told as often as it ever is. */
    private static double cpuPerSecond(AskedConsole console, KafkaProducer<byte[], byte[]> orders, Topics topics) {
        Instant begun = Instant.now();
        Duration before = console.gauge().cpu();
        for (int number = 0; Instant.now().isBefore(begun.plus(FOLLOWED)); number++) {
            order(orders, topics, Integer.toString(number));
            Waiting.pass(BETWEEN_CHANGES);
        }
        Duration spent = console.gauge().cpu().minus(before);
        return spent.toMillis() * 1e3 / Duration.between(begun, Instant.now()).toMillis();
    }

    private static void order(KafkaProducer<byte[], byte[]> orders, Topics topics, String reason) {
        String order = "{\"command\":\"hold\",\"model\":\"none\",\"reason\":\"" + reason + "\"}";
        // One that does not come is not told of either.
        Future<RecordMetadata> unused = orders.send(
                new ProducerRecord<>(topics.names().commands(), "bench".getBytes(UTF_8), order.getBytes(UTF_8)));
    }

    private static String one(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
