package dev.takeone.bench.polling;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * Prints the comparison: every way to choose, at half load and with more to do than the quota carries. The same seed
 * prints the same figures, on any machine.
 */
final class PollingBench {
    private static final int CALLS_PER_MINUTE = 500;
    private static final int HALF_LOAD = 45;

    /** Before that, the quota grows and durations are learned. */
    private static final int FROM = 10;

    private static final int TO = 60;

    private final PrintStream out;
    private final long seed;

    PollingBench(PrintStream out, long seed) {
        this.out = out;
        this.seed = seed;
    }

    void run() {
        out.printf(
                Locale.ROOT,
                "Status checks over a virtual hour: %d calls a minute for 3 workers, one leaves, one crashes, two join.%n"
                        + "Tasks take as published Veo ones: log-normal, median 105 s, sigma 0.35, within 83 to 253 s."
                        + " Seed %d; minutes %d to %d.%n",
                CALLS_PER_MINUTE,
                seed,
                FROM,
                TO);
        table("Half load: " + HALF_LOAD + " requests a minute", false);
        table("Saturated: always more requests than the quota carries", true);
    }

    private void table(String title, boolean saturated) {
        out.printf(
                Locale.ROOT,
                "%n%s%n%-32s %8s %8s %8s %8s %8s %8s %6s%n",
                title,
                "",
                "tasks/",
                "checks/",
                "delay",
                "",
                "",
                "peak",
                "quota");
        out.printf(
                Locale.ROOT,
                "%-32s %8s %8s %8s %8s %8s %8s %6s%n",
                "",
                "minute",
                "task",
                "mean",
                "p50",
                "p99",
                "/minute",
                "used");
        for (Policy policy : Policy.values()) {
            Hour hour = new Hour(policy, CALLS_PER_MINUTE, GenerationTimes.PUBLISHED, seed).rebalanced();
            row(
                    policy,
                    (saturated ? hour.saturated() : hour.requestsPerMinute(HALF_LOAD, Duration.ofHours(1)))
                            .run()
                            .figures(FROM, TO));
        }
    }

    private void row(Policy policy, Figures figures) {
        out.printf(
                Locale.ROOT,
                "%-32s %8.1f %8.1f %6.1f s %6.1f s %6.1f s %8d %4.0f %%%n",
                policy.label(),
                figures.perMinute(),
                figures.checksPerTask(),
                figures.meanDelay().toMillis() / 1000.0,
                figures.medianDelay().toMillis() / 1000.0,
                figures.longDelay().toMillis() / 1000.0,
                figures.peak(),
                100 * figures.use());
        out.flush();
    }

    /** Prints it; takes nothing, or {@code polling --seed S}, which the launcher has checked. */
    public static void main(String[] arguments) {
        new PollingBench(System.out, arguments.length > 2 ? Long.parseLong(arguments[2]) : 1).run();
    }
}
