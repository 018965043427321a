package dev.takeone.bench.polling;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.takeone.bench.Bench;
import dev.takeone.bench.Report;
import dev.takeone.bench.Table;
import java.time.Duration;
import java.util.Locale;

/**
 * Prints the comparison: every way to choose, at half load and with more to do than the quota carries. The same seed
 * prints the same figures, on any machine.
 */
public final class PollingBench implements Bench {
    private static final int CALLS_PER_MINUTE = 500;
    private static final int HALF_LOAD = 45;

    /** Before that, the quota grows and durations are learned. */
    private static final int FROM = 10;

    private static final int TO = 60;

    private final long seed;

    /** With chances that follow from {@code seed}. */
    public PollingBench(long seed) {
        this.seed = seed;
    }

    @Override
    public String name() {
        return "polling";
    }

    @Override
    public void run(Report report) {
        report.note(String.format(
                Locale.ROOT,
                "Status checks over a virtual hour: %d calls a minute for 3 workers, one leaves, one crashes, two join.%n"
                        + "Tasks take as published Veo ones: log-normal, median 105 s, sigma 0.35, within 83 to 253 s."
                        + " Seed %d; minutes %d to %d.",
                CALLS_PER_MINUTE,
                seed,
                FROM,
                TO));
        report.raw().put("seed", seed);
        compare(report, "half_load", "Half load, " + HALF_LOAD + " requests a minute", false);
        compare(report, "saturated", "Saturated, more requests than the quota carries", true);
        report.save();
    }

    private void compare(Report report, String name, String title, boolean saturated) {
        Table table = new Table(
                title, "tasks/minute", "checks/task", "delay mean", "p50", "p99", "peak/minute", "quota used");
        ArrayNode raw = report.raw().putArray(name);
        for (Policy policy : Policy.values()) {
            Hour hour = new Hour(policy, CALLS_PER_MINUTE, GenerationTimes.PUBLISHED, seed).rebalanced();
            Figures figures = (saturated ? hour.saturated() : hour.requestsPerMinute(HALF_LOAD, Duration.ofHours(1)))
                    .run()
                    .figures(FROM, TO);
            table.row(
                    policy.label(),
                    number("%.1f", figures.perMinute()),
                    number("%.1f", figures.checksPerTask()),
                    seconds(figures.meanDelay()),
                    seconds(figures.medianDelay()),
                    seconds(figures.longDelay()),
                    Integer.toString(figures.peak()),
                    number("%.0f %%", 100 * figures.use()));
            raw.addObject()
                    .put("policy", policy.label())
                    .put("tasks_per_minute", figures.perMinute())
                    .put("checks_per_task", figures.checksPerTask())
                    .put("mean_delay_millis", figures.meanDelay().toMillis())
                    .put("p50_delay_millis", figures.medianDelay().toMillis())
                    .put("p99_delay_millis", figures.longDelay().toMillis())
                    .put("peak_per_minute", figures.peak())
                    .put("quota_used", figures.use());
        }
        report.table(table);
    }

    private static String seconds(Duration delay) {
        return number("%.1f s", delay.toMillis() / 1000.0);
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
