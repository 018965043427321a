package dev.takeone.worker.times;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

/** What it takes to know when to ask: so much at most, and so often at most, however much is learned. */
class LearnedPlansTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Duration LEAST_PAUSE = Duration.ofSeconds(5);
    private static final Duration ALMOST = LearnedPlans.SOONEST.minusMillis(1);

    /** A plan looks at each pair of 128 times once at most, and a price is found by ten plans. */
    private static final int LOOKS = 128 * 129 / 2;

    private static final int PLANS = 11;

    private int learned;
    private final LearnedPlans plans = new LearnedPlans(LEAST_PAUSE, Duration.ofSeconds(10));

    @Property(tries = 100)
    void whateverIsLearnedAScheduleIsTheWorkOfElevenPlansAtMost(
            @ForAll("samples") double[] sample, @ForAll @DoubleRange(min = 0.05, max = 1) double silent) {
        Counted durations = new Counted(sample);

        double price = CheckPlan.priceFor(durations, 5, 10, silent);
        CheckPlan plan = new CheckPlan(durations, 5, price, silent);

        assertThat(plan.delay()).isNotNegative();
        assertThat(durations.looks).isBetween(1, PLANS * (LOOKS + 128));
    }

    @Test
    void howeverManyTasksEndAScheduleIsMadeAnewOnceInSomeSecondsAtMost() {
        learn(256, 100);
        CheckPlan first = plan(NOW);
        for (Duration since = Duration.ZERO; since.compareTo(ALMOST) < 0; since = since.plusMillis(10)) {
            learn(256, 300);
            assertThat(plan(NOW.plus(since))).isSameAs(first);
        }

        CheckPlan second = plan(NOW.plus(LearnedPlans.SOONEST));
        learn(256, 500);

        assertThat(second.after(Duration.ZERO))
                .hasValueSatisfying(at -> assertThat(at).isGreaterThan(Duration.ofSeconds(290)));
        assertThat(plan(NOW.plus(LearnedPlans.SOONEST).plus(ALMOST))).isSameAs(second);
        assertThat(plan(NOW.plus(LearnedPlans.SOONEST.multipliedBy(2)))).isNotSameAs(second);
    }

    @Test
    void whereFewTasksEndAScheduleStaysHoweverLong() {
        learn(256, 100);
        CheckPlan first = plan(NOW);

        learn(16, 300);

        assertThat(plan(NOW.plus(Duration.ofDays(1)))).isSameAs(first);
    }

    @Test
    void whoAsksWhetherATaskHasEndedMakesNoMoreSchedules() {
        learn(256, 100);
        CheckPlan first = plan(NOW);
        learn(256, 300);

        assertThat(plans.ended(Duration.ZERO, Duration.ofSeconds(200), NOW.plus(ALMOST)))
                .isGreaterThan(0.9);
        assertThat(plan(NOW.plus(ALMOST))).isSameAs(first);
    }

    @Test
    void whateverTheUseAndWhoeverCallsSchedulesAreAFewEach() {
        learn(256, 100);
        Set<CheckPlan> asking = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<CheckPlan> called = Collections.newSetFromMap(new IdentityHashMap<>());

        for (int each = 0; each <= 1_000; each++) {
            asking.add(plans.plan(each / 1_000.0, 1, NOW).orElseThrow());
            called.add(plans.plan(1, each / 1_000.0, NOW).orElseThrow());
        }

        assertThat(asking).hasSizeLessThanOrEqualTo(11);
        assertThat(called).hasSizeLessThanOrEqualTo(20);
    }

    @Provide
    Arbitrary<double[]> samples() {
        return Arbitraries.integers()
                .between(1, 86_400_000)
                .map(millis -> millis / 1_000.0)
                .array(double[].class)
                .ofMinSize(1)
                .ofMaxSize(256);
    }

    private void learn(int tasks, int seconds) {
        IntStream.range(0, tasks).forEach(each -> plans.learn(Duration.ofSeconds(seconds), NOW.plusSeconds(learned++)));
    }

    private CheckPlan plan(Instant now) {
        return plans.plan(1, 1, now).orElseThrow();
    }

    private static final class Counted extends Durations {
        int looks;

        Counted(double[] sample) {
            super(sample);
        }

        @Override
        double delay(int first, int last) {
            looks++;
            return super.delay(first, last);
        }
    }
}
