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
import java.util.Optional;
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
    private static final Minutes WHOLE = new Minutes(FROM, TO);
    private static final List<Policy> THOSE_THAT_LEARN = List.of(Policy.QUICKEST, Policy.TAKEONE);

    /** Tasks a minute, where every task calls. */
    private static final int ALL_CALL = 225;

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
        published(report);
        humps(report);
        growing(report);
        called(report);
        schedules(report, ScheduleTimes.measured(seed));
        report.save();
    }

    private void published(Report report) {
        List<Policy> all = List.of(Policy.values());
        Frontier best = new Frontier(GenerationTimes.PUBLISHED);
        Scene half = new Scene(GenerationTimes.PUBLISHED, HALF_LOAD, true);
        Scene saturated = new Scene(GenerationTimes.PUBLISHED, SATURATED, true);
        Found calm = compare(report, "half load", half.gone(all, seed), WHOLE, best);
        report.goal(
                "half load: a mean delay of at most 4.4 s",
                calm.isWithin(Duration.ofMillis(4_400)),
                seconds(calm.figures().meanDelay()));
        Found full = compare(report, "saturated", saturated.gone(all, seed), WHOLE, best);
        report.goal(
                "saturated: at least 125 tasks a minute at 10 s, or 112 at 8.3 s",
                (full.carries(125) && full.isWithin(Duration.ofSeconds(10)))
                        || (full.carries(112) && full.isWithin(Duration.ofMillis(8_300))),
                full.carried());
        few(report, "saturated", full, 5);
    }

    private void humps(Report report) {
        Frontier best = new Frontier(GenerationTimes.TWO_HUMPS);
        Scene high = new Scene(GenerationTimes.TWO_HUMPS, HIGH_LOAD, false);
        Scene full = new Scene(GenerationTimes.TWO_HUMPS, SATURATED, false);
        String calm = "two humps, 100 a minute";
        few(report, calm, compare(report, calm, high.gone(THOSE_THAT_LEARN, seed), WHOLE, best), 5);
        String saturated = "two humps, saturated";
        few(report, saturated, compare(report, saturated, full.gone(THOSE_THAT_LEARN, seed), WHOLE, best), 5);
    }

    private void growing(Report report) {
        Frontier grown = new Frontier(GenerationTimes.GROWING.grown());
        Map<Policy, Hour> hours = new Scene(GenerationTimes.GROWING, SATURATED, false).gone(THOSE_THAT_LEARN, seed);
        Frontier ungrown = new Frontier(GenerationTimes.PUBLISHED);
        compare(report, "before the growth", hours, new Minutes(FROM, GROWN), ungrown);
        compare(report, "ten minutes of growth", hours, new Minutes(GROWN, LEARNED), grown);
        Found after = compare(report, "after the growth", hours, new Minutes(LEARNED, TO), grown);
        few(report, "ten minutes after the growth, to the end", after, 10);
        few(report, "its last ten minutes", found(hours, new Minutes(TO - 10, TO), grown), 5);
    }

    private void called(Report report) {
        Frontier published = new Frontier(GenerationTimes.PUBLISHED);
        Found all = compare(report, "saturated, all call", called(Calling.ALWAYS), WHOLE, published);
        report.goal(
                "all call: at least 225 tasks a minute at 2 s",
                all.carries(ALL_CALL) && all.isWithin(Duration.ofSeconds(2)),
                all.carried());
        Found most = compare(report, "saturated, a fifth lost", called(Calling.FOUR_OF_FIVE), WHOLE, published);
        report.goal("a fifth lost: at least 170 tasks a minute", most.carries(170), most.carried());
        Map<Policy, Hour> gap = called(Calling.WITH_A_GAP);
        int back = Calling.WITH_A_GAP.goneTo();
        compare(report, "none comes", gap, new Minutes(Calling.WITH_A_GAP.goneFrom(), back), published);
        Found later = compare(report, "five minutes later", gap, new Minutes(back + 5, TO), published);
        report.goal(
                "five minutes after the gap: at least 90 % of 225 tasks a minute",
                later.carries(0.9 * ALL_CALL), later.carried());
    }

    private static void few(Report report, String scene, Found found, int percent) {
        report.goal(
                scene + ": at most " + percent + " % over the fewest checks for that delay",
                found.over() <= percent / 100.0,
                number("%.1f %%", 100 * found.over()));
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

    /**
     * What Takeone's way has come to.
     *
     * @param fewest checks a task, for that mean delay
     */
    private record Found(Figures figures, double fewest) {
        boolean carries(double perMinute) {
            return figures.perMinute() >= perMinute;
        }

        boolean isWithin(Duration delay) {
            return figures.meanDelay().compareTo(delay) <= 0;
        }

        /** The part of the fewest checks that is needed beside them. */
        double over() {
            return figures.checksPerTask() / fewest - 1;
        }

        String carried() {
            return number("%.1f", figures.perMinute()) + " at " + seconds(figures.meanDelay());
        }
    }

    private static Found found(Map<Policy, Hour> hours, Minutes minutes, Frontier frontier) {
        Hour own = Optional.ofNullable(hours.get(Policy.TAKEONE)).orElseThrow();
        Figures figures = own.figures(minutes.from(), minutes.to());
        return new Found(figures, fewest(Policy.TAKEONE, own, figures, frontier));
    }

    /** Tells how each way does in those minutes; returns what Takeone's comes to. */
    private static Found compare(
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
            double best = fewest(policy, hour, figures, frontier);
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
        return found(hours, minutes, frontier);
    }

    /** Who knows when a task ends needs one. */
    private static double fewest(Policy policy, Hour hour, Figures figures, Frontier frontier) {
        return policy == Policy.BEST || hour.isCalled() ? 1 : frontier.checks(figures.meanDelay());
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
