package dev.takeone.bench.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.takeone.bench.Bench;
import dev.takeone.bench.Percentile;
import dev.takeone.bench.Report;
import dev.takeone.bench.Table;
import dev.takeone.bench.Topics;
import dev.takeone.broker.Broker;
import dev.takeone.journal.PreparedJournal;
import dev.takeone.waiting.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The packaged console beside 100,000 live jobs and 500,000 ended ones: until it is ready, what it takes, what filters cost,
 * how soon 50 open streams tell of a change, and what they take. Beside each time stands the CPU of the whole process, which another load changes less.
 */
public final class ConsoleBench implements Bench {
    private static final int LIVE = 100_000;
    private static final int ENDED = 500_000;
    private static final int WARM_UP = 10;
    private static final int ROUNDS = 40;
    private static final int STREAMS = 50;
    private static final int ALONE = 10;
    private static final int CHANGES = 100;
    private static final Duration BEAT = Duration.ofSeconds(1);

    /** Of a beat's hundredths, so that all of them are met. */
    private static final int STEP = 37;

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
        try (Broker broker = Broker.start()) {
            report.progress("writing " + LIVE + " rows of live jobs, and " + ENDED + " of ended ones");
            PreparedJournal journal =
                    new PreparedJournal(broker.bootstrapServers(), topics.name(), topics.names(), Instant.now());
            journal.write(LIVE, ENDED);
            report.progress("writing their events");
            journal.tell(LIVE, ENDED);
            report.progress("starting the console");
            try (AskedConsole console = new AskedConsole(broker.bootstrapServers(), topics)) {
                start(report, console);
                filters(report, console);
                streams(report, console, broker.bootstrapServers(), topics);
            }
        }
        report.save();
    }

    private static void start(Report report, AskedConsole console) {
        double cpu = console.gauge().cpu().toMillis() / 1e3;
        double heap = console.gauge().livingBytes() / 1024.0 / 1024.0;
        double resident = console.gauge().residentKib() / 1024.0;
        report.note(String.format(
                Locale.ROOT,
                "ready after %.1f s, with %.1f s of CPU; living heap %.0f MiB, RSS %.0f MiB, with -Xmx512m",
                console.readySeconds(),
                cpu,
                heap,
                resident));
        report.goal("ready within 10 s", console.readySeconds() <= READY_SECONDS, one(console.readySeconds()) + " s");
        report.goal("at most 512 MiB of heap", heap <= HEAP_MIB, one(heap) + " MiB");
        report.raw()
                .put("ready_seconds", console.readySeconds())
                .put("ready_cpu_seconds", cpu)
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

    /** Each change waits for the one before it, so that it is known which is told of. */
    private static void streams(Report report, AskedConsole console, String bootstrapServers, Topics topics)
            throws InterruptedException {
        try (KafkaProducer<byte[], byte[]> orders = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer())) {
            double alone =
                    changes(console, orders, topics, console.follow(0), ALONE).cpuPerSecond();
            long before = console.gauge().residentKib();
            Told told = changes(console, orders, topics, console.follow(STREAMS), CHANGES);
            double mib = (console.gauge().residentKib() - before) / 1024.0;
            report.note(String.format(
                    Locale.ROOT,
                    "%d streams, each told of a change about every second: CPU %.1f ms a second, without them %.1f; RSS"
                            + " %+.1f MiB",
                    STREAMS,
                    told.cpuPerSecond(),
                    alone,
                    mib));
            Table table = new Table("from the broker's commit to each stream's reader", "p50 ms", "p99 ms", "most ms");
            table.row(CHANGES + " changes", told.text(50), told.text(99), told.text(100));
            report.table(table);
            double most = Percentile.of(told.millis(), 100);
            report.goal("a change is told within 2 s", most <= TOLD_MS, one(most) + " ms");
            report.raw()
                    .put("cpu_ms_a_second_with_streams", told.cpuPerSecond())
                    .put("cpu_ms_a_second_without", alone)
                    .put("streams_rss_mib", mib)
                    .put("told_p50_ms", Percentile.of(told.millis(), 50))
                    .put("told_p99_ms", Percentile.of(told.millis(), 99))
                    .put("told_most_ms", most);
        }
    }

    /** How soon changes were told, and what that took. */
    private record Told(List<Double> millis, double cpuPerSecond) {
        String text(double percent) {
            return one(Percentile.of(millis, percent));
        }
    }

    /** So many changes, each at another point of the console's beat. */
    private static Told changes(
            AskedConsole console, KafkaProducer<byte[], byte[]> orders, Topics topics, Streams streams, int count)
            throws InterruptedException {
        List<Double> millis = new ArrayList<>();
        long begun = System.nanoTime();
        Duration before = console.gauge().cpu();
        for (int number = 0; number < count; number++) {
            String order = "{\"command\":\"hold\",\"model\":\"none\",\"reason\":\"" + number + "\"}";
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(topics.names().commands(), "bench".getBytes(UTF_8), order.getBytes(UTF_8));
            millis.addAll(streams.told(() -> orders.send(record)));
            // About one a second also where nobody has to be waited for.
            Duration beat = millis.isEmpty()
                    ? BEAT
                    : BEAT.multipliedBy(number * STEP % 100).dividedBy(100);
            Waiting.pass(beat);
        }
        Duration spent = console.gauge().cpu().minus(before);
        return new Told(millis, spent.toMillis() * 1e9 / (System.nanoTime() - begun));
    }

    private static String one(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
