package dev.takeone.bench;

import dev.takeone.bench.pipeline.PipelineBench;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** {@code ./takeone bench}, after the build. */
public final class BenchMain {
    private static final Path FOLDER = Path.of("target", "bench");
    private static final int JOBS = 20_000;

    private BenchMain() {}

    /** Takes what the launcher has checked: a benchmark's name, and {@code --jobs N} for one. */
    public static void main(String[] arguments) throws InterruptedException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        int jobs = arguments.length > 2 ? Integer.parseInt(arguments[2]) : JOBS;
        for (Bench bench : List.<Bench>of(new PipelineBench(jobs))) {
            bench.run(new Report(bench.name(), Machine.here(), out, FOLDER));
        }
    }
}
