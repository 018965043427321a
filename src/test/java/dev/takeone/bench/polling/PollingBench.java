package dev.takeone.bench.polling;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.takeone.bench.Bench;
import dev.takeone.bench.Percentile;
import dev.takeone.bench.Report;
import dev.takeone.bench.Table;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Prints the comparison: every way to choose, at half load and with more to do than the quota carries; and those that learn,
 * with durations that are harder to learn. The same seed prints the same figures, on any machine, but for the milliseconds.
 */
public final class PollingBench implements Bench {
    private static final int CALLS_PER_MINUTE = 500;
    private static final OptionalInt HALF_LOAD = OptionalInt.of(45);
    private static final OptionalInt HIGH_LOAD = OptionalInt.of(100);
    private static final OptionalInt SATURATED = OptionalInt.empty();

    /** Before that, the quota grows and durations are learned. */
    private static final int FROM = 10;

    private static final int TO = 60;

    /** From when on tasks take longer, where they do. */
    private static final int GROWN = 30;

    private static final int LEARNED = 40;

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
                        + " Seed %d; minutes %d to %d.%n"
                        + "At best: the fewest checks a task that any choice of their times needs for that mean delay.",
                CALLS_PER_MINUTE,
                seed,
                FROM,
                TO));
        report.raw().put("seed", seed);
        List<Policy> all = List.of(Policy.values());
        List<Policy> learning = List.of(Policy.QUICKEST, Policy.TAKEONE);
        Minutes whole = new Minutes(FROM, TO);
        Frontier published = new Frontier(GenerationTimes.PUBLISHED);
        Frontier humps = new Frontier(GenerationTimes.TWO_HUMPS);
        Frontier grown = new Frontier(GenerationTimes.GROWING.grown());
        Scene half = new Scene(GenerationTimes.PUBLISHED, HALF_LOAD, true);
        Scene saturated = new Scene(GenerationTimes.PUBLISHED, SATURATED, true);
        compare(report, "half load", half.gone(all, seed), whole, published);
        compare(report, "saturated", saturated.gone(all, seed), whole, published);
        Scene high = new Scene(GenerationTimes.TWO_HUMPS, HIGH_LOAD, false);
        Scene full = new Scene(GenerationTimes.TWO_HUMPS, SATURATED, false);
        compare(report, "two humps, 100 a minute", high.gone(learning, seed), whole, humps);
        compare(report, "two humps, saturated", full.gone(learning, seed), whole, humps);
        Map<Policy, Hour> growing = new Scene(GenerationTimes.GROWING, SATURATED, false).gone(learning, seed);
        compare(report, "before the growth", growing, new Minutes(FROM, GROWN), published);
        compare(report, "ten minutes of growth", growing, new Minutes(GROWN, LEARNED), grown);
        compare(report, "after the growth", growing, new Minutes(LEARNED, TO), grown);
        compare(report, "saturated, all call", called(Calling.ALWAYS), whole, published);
        compare(report, "saturated, a fifth lost", called(Calling.FOUR_OF_FIVE), whole, published);
        Map<Policy, Hour> gap = called(Calling.WITH_A_GAP);
        compare(
                report,
                "none comes",
                gap,
                new Minutes(Calling.WITH_A_GAP.goneFrom(), Calling.WITH_A_GAP.goneTo()),
                published);
        compare(report, "five minutes later", gap, new Minutes(Calling.WITH_A_GAP.goneTo() + 5, TO), published);
        schedules(report, ScheduleTimes.measured(seed));
        report.save();
    }

    private static void schedules(Report report, List<Double> millis) {
        Table table = new Table("to work out when to ask", "p50", "p99");
        double half = Percentile.of(millis, 50);
        double nearlyAll = Percentile.of(millis, 99);
        table.row("one profile", number("%.2f ms", half), number("%.2f ms", nearlyAll));
        report.table(table);
        report.goal("when to ask is worked out in under 1 ms", half < 1, number("%.2f ms", half));
        report.raw().put("schedule_p50_millis", half).put("schedule_p99_millis", nearlyAll);
    }

    private Map<Policy, Hour> called(Calling how) {
        Hour hour = new Hour(Policy.TAKEONE, CALLS_PER_MINUTE, GenerationTimes.PUBLISHED, seed)
                .called(how)
                .saturated()
                .rebalanced();
        return Map.of(Policy.TAKEONE, hour.run());
    }

    private record Minutes(int from, int to) {}

    private static void compare(
            Report report, String name, Map<Policy, Hour> hours, Minutes minutes, Frontier frontier) {
        Table table = new Table(
                name,
                "tasks/minute",
                "checks/task",
                "at best",
                "delay mean",
                "p50",
                "p99",
                "peak/minute",
                "quota used");
        ArrayNode raw = report.raw().putArray(name.replace(",", "").replace(' ', '_'));
        hours.forEach((policy, hour) -> {
            Figures figures = hour.figures(minutes.from(), minutes.to());
            double best = policy == Policy.BEST || hour.isCalled() ? 1 : frontier.checks(figures.meanDelay());
            table.row(
                    policy.label(),
                    number("%.1f", figures.perMinute()),
                    number("%.2f", figures.checksPerTask()),
                    number("%.2f", best),
                    seconds(figures.meanDelay()),
                    seconds(figures.medianDelay()),
                    seconds(figures.longDelay()),
                    Integer.toString(figures.peak()),
                    number("%.0f %%", 100 * figures.use()));
            raw.addObject()
                    .put("policy", policy.label())
                    .put("tasks_per_minute", figures.perMinute())
                    .put("checks_per_task", figures.checksPerTask())
                    .put("fewest_checks_per_task", best)
                    .put("mean_delay_millis", figures.meanDelay().toMillis())
                    .put("p50_delay_millis", figures.medianDelay().toMillis())
                    .put("p99_delay_millis", figures.longDelay().toMillis())
                    .put("peak_per_minute", figures.peak())
                    .put("quota_used", figures.use());
        });
        report.table(table);
    }

    /**
     * An hour to be gone through.
     *
     * @param requests a minute; none where there are always more than can be submitted
     * @param rebalanced whether replicas leave, come and crash
     */
    private record Scene(GenerationTimes times, OptionalInt requests, boolean rebalanced) {
        /** Each way's hour, gone through. */
        Map<Policy, Hour> gone(List<Policy> policies, long seed) {
            Map<Policy, Hour> hours = new EnumMap<>(Policy.class);
            policies.forEach(policy -> hours.put(policy, hour(policy, seed).run()));
            return hours;
        }

        private Hour hour(Policy policy, long seed) {
            Hour hour = new Hour(policy, CALLS_PER_MINUTE, times, seed);
            Hour loaded =
                    requests.isPresent() ? hour.requestsPerMinute(requests.getAsInt(), Hour.LENGTH) : hour.saturated();
            return rebalanced ? loaded.rebalanced() : loaded;
        }
    }

    private static String seconds(Duration delay) {
        return number("%.1f s", delay.toMillis() / 1000.0);
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
