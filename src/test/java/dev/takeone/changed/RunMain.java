package dev.takeone.changed;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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

/**
 * Runs test classes: those close to the change first, of the others those that are known to be slow last; and no further
 * one when the time is up.
 */
public final class RunMain {
    /** Then no test class is begun any more. */
    private static final Duration ENOUGH = Duration.ofSeconds(45);

    /** And none that would last beyond this, as far as is known. */
    private static final Duration AT_MOST = Duration.ofSeconds(55);

    private static final double SLOW_SECONDS = 5;
    private static final int FAILURES_AT_MOST = 5;

    /** How long each class took when it was last run here. */
    private static final Path TIMES = Path.of("target", "changed", "seconds");

    /** What the tests print. */
    private static final Path PRINTED = Path.of("target", "changed", "printed.log");

    /** How long each took in the last run of all tests, where there was one. */
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

    /** A choice as {@link #main} reads it. */
    static String line(Touched.Choice choice) {
        return (choice.close() ? "close " : "beside ") + choice.test() + " " + choice.why();
    }

    /** Takes a file with a choice in each line, and when the command was begun, epoch milliseconds. */
    public static void main(String[] arguments) throws IOException, ClassNotFoundException {
        Instant begun = Instant.ofEpochMilli(Long.parseLong(arguments[1]));
        RunMain run = new RunMain(System.out);
        PrintStream printed = new PrintStream(Files.newOutputStream(PRINTED), true, StandardCharsets.UTF_8);
        System.setOut(printed);
        System.setErr(printed);
        run.remember();
        for (String[] words : run.inOrder(Files.readAllLines(Path.of(arguments[0])))) {
            Duration passed = Duration.between(begun, Instant.now());
            Duration expected = Duration.ofMillis((long) (run.seconds(words[1]) * 1e3));
            if (passed.compareTo(ENOUGH) < 0 && passed.plus(expected).compareTo(AT_MOST) < 0) {
                run.one(Class.forName(words[1]), words[2]);
            } else {
                run.left.add(words[1]);
            }
        }
        System.exit(run.close() ? 0 : 1);
    }

    private List<String[]> inOrder(List<String> lines) {
        return lines.stream()
                .map(line -> line.split(" ", 3))
                .sorted(Comparator.comparing(words -> !words[0].equals("close") && seconds(words[1]) > SLOW_SECONDS))
                .toList();
    }

    private void remember() throws IOException {
        if (Files.exists(TIMES)) {
            try (Reader reader = Files.newBufferedReader(TIMES)) {
                seconds.load(reader);
            }
        }
    }

    /** How long it takes, as far as is known. */
    private double seconds(String test) {
        return Double.parseDouble(Optional.ofNullable(seconds.getProperty(test)).orElseGet(() -> reported(test)));
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
            out.println("Left for ./takeone test, since the time is up (or they would need too much of it):");
            left.forEach(test -> out.println("  " + test));
        }
        out.printf(
                "%nTests run: %d, Failures: %d. What they printed is in %s. Gates and integration tests: ./takeone test%n",
                tests, failures, PRINTED);
        return failures == 0;
    }
}
