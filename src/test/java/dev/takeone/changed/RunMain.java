package dev.takeone.changed;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs test classes in their order, those known to be slow last, and begins no further one when the time is up. */
public final class RunMain {
    /** With what one class takes, less than a minute. */
    private static final Duration ENOUGH = Duration.ofSeconds(40);

    private static final double SLOW_SECONDS = 5;
    private static final int FAILURES_AT_MOST = 5;

    /** How long each class took when it was last run here. */
    private static final Path TIMES = Path.of("target", "changed", "seconds");

    /** The same of the last run of all tests, where there was one. */
    private static final Path REPORTS = Path.of("target", "surefire-reports");

    private static final Pattern ELAPSED = Pattern.compile("Time elapsed: ([0-9.]+) s");

    private final PrintStream out;
    private final Launcher launcher = LauncherFactory.create();
    private final Properties seconds = new Properties();
    private final List<String> left = new ArrayList<>();
    private long tests;
    private long failures;

    private RunMain(PrintStream out) {
        this.out = out;
    }

    /** Takes a file with a class and why it is run in each line, and when the command was begun, epoch milliseconds. */
    public static void main(String[] arguments) throws IOException, ClassNotFoundException {
        long end = Long.parseLong(arguments[1]) + ENOUGH.toMillis();
        RunMain run = new RunMain(System.out);
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        run.remember();
        List<String> chosen = Files.readAllLines(Path.of(arguments[0])).stream()
                .sorted(Comparator.comparing(run::isSlow))
                .toList();
        for (String line : chosen) {
            String[] words = line.split(" ", 2);
            if (System.currentTimeMillis() < end) {
                run.one(Class.forName(words[0]), words[1]);
            } else {
                run.left.add(words[0]);
            }
        }
        System.exit(run.close() ? 0 : 1);
    }

    private void remember() throws IOException {
        if (Files.exists(TIMES)) {
            try (Reader reader = Files.newBufferedReader(TIMES)) {
                seconds.load(reader);
            }
        }
    }

    private boolean isSlow(String line) {
        String test = line.split(" ", 2)[0];
        return Double.parseDouble(Optional.ofNullable(seconds.getProperty(test)).orElseGet(() -> reported(test)))
                > SLOW_SECONDS;
    }

    private static String reported(String test) {
        Path report = REPORTS.resolve(test + ".txt");
        try {
            return Files.exists(report)
                    ? ELAPSED.matcher(Files.readString(report))
                            .results()
                            .map(found -> found.group(1))
                            .findFirst()
                            .orElse("0")
                    : "0";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void one(Class<?> test, String why) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        launcher.execute(
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectClass(test))
                        .build(),
                listener);
        TestExecutionSummary summary = listener.getSummary();
        double took = (summary.getTimeFinished() - summary.getTimeStarted()) / 1e3;
        seconds.setProperty(test.getName(), Double.toString(took));
        out.printf(
                "  %s  %s  %d tests, %.1f s  (%s)%n",
                summary.getTotalFailureCount() == 0 ? "ok    " : "FAILED",
                test.getName(),
                summary.getTestsFoundCount(),
                took,
                why);
        if (summary.getTotalFailureCount() > 0) {
            summary.printFailuresTo(new PrintWriter(out, true, StandardCharsets.UTF_8), FAILURES_AT_MOST);
        }
        tests += summary.getTestsFoundCount();
        failures += summary.getTotalFailureCount();
    }

    /** Whether all is well. */
    private boolean close() throws IOException {
        try (Writer writer = Files.newBufferedWriter(TIMES)) {
            seconds.store(writer, "of test classes");
        }
        if (!left.isEmpty()) {
            out.println("Left for ./takeone test, since the time is up:");
            left.forEach(test -> out.println("  " + test));
        }
        out.printf("%nTests run: %d, Failures: %d. Gates and integration tests: ./takeone test%n", tests, failures);
        return failures == 0;
    }
}
