package dev.takeone.bench;

import dev.takeone.bench.account.AccountBench;
import dev.takeone.bench.console.ConsoleBench;
import dev.takeone.bench.footprint.FootprintBench;
import dev.takeone.bench.hold.HoldBench;
import dev.takeone.bench.hooks.HooksBench;
import dev.takeone.bench.latency.LatencyBench;
import dev.takeone.bench.pipeline.FloorBench;
import dev.takeone.bench.pipeline.PaceBench;
import dev.takeone.bench.pipeline.PipelineBench;
import dev.takeone.bench.polling.PollingBench;
import dev.takeone.bench.restore.RestoreBench;
import dev.takeone.bench.tls.TlsBench;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** {@code ./takeone bench}, after the build. */
public final class BenchMain {
    private static final Path FOLDER = Path.of("target", "bench");
    private static final String ALL = "all";

    private BenchMain() {}

    /** Takes what the launcher has checked: nothing, or a benchmark's name and its options. */
    public static void main(String[] arguments) throws InterruptedException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (Bench bench : chosen(List.of(arguments))) {
            bench.run(new Report(bench.name(), Machine.here(), out, FOLDER));
        }
        // The clients' threads are no reason to stay.
        System.exit(0);
    }

    /**
     * The benchmarks that a command line asks for.
     *
     * @throws IllegalArgumentException where there is none of that name
     */
    static List<Bench> chosen(List<String> arguments) {
        String name = arguments.isEmpty() ? ALL : arguments.getFirst();
        List<Bench> all = List.of(
                new PipelineBench(option(arguments, "--jobs", PipelineBench.JOBS)),
                new FloorBench(option(arguments, "--jobs", PipelineBench.JOBS)),
                new PaceBench(option(arguments, "--seconds", PaceBench.SECONDS), text(arguments, "--options")),
                new LatencyBench(),
                new HooksBench(),
                new TlsBench(),
                new RestoreBench(),
                new FootprintBench(),
                new AccountBench(),
                new HoldBench(),
                new ConsoleBench(),
                new PollingBench(option(arguments, "--seed", 1L)));
        List<Bench> chosen = all.stream()
                .filter(bench -> name.equals(ALL) || bench.name().equals(name))
                .toList();
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("no such benchmark: " + name);
        }
        return chosen;
    }

    /** What was given; else empty. */
    private static String text(List<String> arguments, String name) {
        int at = arguments.indexOf(name);
        return at < 0 ? "" : arguments.get(at + 1);
    }

    private static int option(List<String> arguments, String name, int otherwise) {
        return Math.toIntExact(option(arguments, name, (long) otherwise));
    }

    private static long option(List<String> arguments, String name, long otherwise) {
        String given = text(arguments, name);
        return given.isEmpty() ? otherwise : Long.parseLong(given);
    }
}
