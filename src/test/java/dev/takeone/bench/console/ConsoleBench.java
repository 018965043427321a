package dev.takeone.bench.console;

import dev.takeone.bench.Bench;
import dev.takeone.bench.Percentile;
import dev.takeone.bench.Report;
import dev.takeone.bench.Table;
import dev.takeone.bench.Topics;
import dev.takeone.broker.Broker;
import dev.takeone.console.act.RunningConsole;
import dev.takeone.console.view.ConsoleState;
import dev.takeone.console.view.Filter;
import dev.takeone.console.view.FilterReader;
import dev.takeone.console.view.FilterReading;
import dev.takeone.console.view.PictureSettings;
import dev.takeone.journal.PreparedJournal;
import dev.takeone.journal.clients.JournalSettings;
import dev.takeone.journal.clients.JournalSetup;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A console that starts beside 100,000 live jobs and 500,000 ended ones, and is then asked for what filters find. */
public final class ConsoleBench implements Bench {
    private static final int LIVE = 100_000;
    private static final int ENDED = 500_000;
    private static final int ROUNDS = 50;
    private static final double READY_SECONDS = 10;
    private static final double HEAP_MIB = 512;
    private static final double FILTER_MS = 200;
    private static final List<String> FILTERS = List.of(
            "",
            "state:running",
            "state:completed since:1h",
            "key:customer-7",
            "model:veo3.1-fast-official",
            "order-4711");

    @Override
    public String name() {
        return "console";
    }

    @Override
    public void run(Report report) throws InterruptedException {
        Topics topics = new Topics("console");
        try (Broker broker = Broker.start()) {
            report.progress(
                    "writing " + LIVE + " rows of live jobs, and " + ENDED + " of ended ones with their events");
            PreparedJournal journal =
                    new PreparedJournal(broker.bootstrapServers(), topics.name(), topics.names(), Instant.now());
            journal.write(LIVE, ENDED);
            journal.tell(LIVE, ENDED);
            double before = livingMib();
            long begun = System.nanoTime();
            try (RunningConsole console = console(broker, topics)) {
                console.start();
                ready(console.state());
                double seconds = (System.nanoTime() - begun) / 1e9;
                tell(report, console.state(), seconds, livingMib() - before);
            }
        }
        report.save();
    }

    private static RunningConsole console(Broker broker, Topics topics) {
        return new RunningConsole(
                new JournalSetup(
                        Map.of("bootstrap.servers", broker.bootstrapServers()),
                        topics.names(),
                        new JournalSettings(
                                topics.name(),
                                "console",
                                Duration.ofHours(24),
                                1,
                                false,
                                JournalSettings.OnMismatch.STOP)),
                new PictureSettings(
                        topics.name(),
                        broker.bootstrapServers(),
                        Duration.ofHours(1),
                        Duration.ofHours(6),
                        Duration.ofHours(2),
                        false,
                        PictureSettings.MOST_ENDED),
                "request-id",
                InstantSource.system());
    }

    private static void ready(ConsoleState state) throws InterruptedException {
        CountDownLatch ready = new CountDownLatch(1);
        ConsoleState.Subscription heard = state.listen(() -> {
            if (state.reading().ready()) {
                ready.countDown();
            }
        });
        ready.await();
        heard.close();
    }

    private static double livingMib() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1024.0 / 1024.0;
    }

    private static void tell(Report report, ConsoleState state, double seconds, double heap) {
        Table table = new Table("filter", "found", "p50 ms", "p95 ms");
        double worst = 0;
        for (String text : FILTERS) {
            Filter filter = switch (FilterReader.read(text)) {
                case FilterReading.Good(Filter good) -> good;
                case FilterReading.Bad bad -> throw new IllegalStateException(bad.why());
            };
            List<Double> times = new ArrayList<>();
            int found = 0;
            for (int round = 0; round < ROUNDS; round++) {
                long begun = System.nanoTime();
                found = state.jobs(filter, Optional.empty(), 50, Instant.now()).found();
                times.add((System.nanoTime() - begun) / 1e6);
            }
            worst = Math.max(worst, Percentile.of(times, 95));
            table.row(
                    text.isEmpty() ? "(all)" : text,
                    String.format(Locale.ROOT, "%,d", found),
                    one(Percentile.of(times, 50)),
                    one(Percentile.of(times, 95)));
        }
        report.table(table);
        report.goal("ready within 10 s", seconds <= READY_SECONDS, one(seconds) + " s");
        report.goal("at most 512 MiB of living heap", heap <= HEAP_MIB, one(heap) + " MiB");
        report.goal("a filter in under 200 ms at p95", worst < FILTER_MS, one(worst) + " ms");
        report.raw().put("ready_seconds", seconds).put("living_heap_mib", heap).put("filter_p95_ms", worst);
    }

    private static String one(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
