package dev.takeone.worker.times;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class CheckPlanTest {
    private static final double LEAST_PAUSE = 5;

    /** Of the tasks, those that do not call. */
    private static final double ALL = 1;

    @Property(tries = 200)
    void theTimesGrowTowardsTheLongestThatWasSeenAndEndThere(
            @ForAll("samples") double[] sample, @ForAll @DoubleRange(min = 0.01, max = 1_000) double price) {
        CheckPlan plan = new CheckPlan(new Durations(sample), LEAST_PAUSE, price, ALL);

        List<Duration> times = times(plan);

        assertThat(times).isNotEmpty().isSorted().doesNotHaveDuplicates();
        assertThat(seconds(times.getLast()))
                .isGreaterThanOrEqualTo(Arrays.stream(sample).max().orElseThrow() - 0.001);
        assertThat(plan.after(times.getLast())).isEmpty();
    }

    @Property(tries = 200)
    void twoChecksAreAtLeastThePauseApartButForTheLast(
            @ForAll("samples") double[] sample, @ForAll @DoubleRange(min = 0.01, max = 1_000) double price) {
        List<Duration> times = times(new CheckPlan(new Durations(sample), LEAST_PAUSE, price, ALL));

        for (int each = 1; each < times.size() - 1; each++) {
            assertThat(seconds(times.get(each).minus(times.get(each - 1)))).isGreaterThanOrEqualTo(LEAST_PAUSE - 0.001);
        }
    }

    @Property(tries = 200)
    void whateverTheAgeTheNextCheckIsLater(
            @ForAll("samples") double[] sample, @ForAll @DoubleRange(min = 0, max = 8_000) double age) {
        Duration now = Duration.ofMillis((long) (age * 1_000));

        Optional<Duration> next = new CheckPlan(new Durations(sample), LEAST_PAUSE, 5, ALL).after(now);

        assertThat(next.filter(at -> at.compareTo(now) < 0)).isEmpty();
    }

    @Property(tries = 100)
    void theOrderInWhichTasksAreSeenChangesNothing(@ForAll("samples") double[] sample, @ForAll Random chance) {
        double[] mixed = sample.clone();
        for (int each = mixed.length - 1; each > 0; each--) {
            int other = chance.nextInt(each + 1);
            double kept = mixed[each];
            mixed[each] = mixed[other];
            mixed[other] = kept;
        }

        assertThat(times(new CheckPlan(new Durations(mixed), LEAST_PAUSE, 3, ALL)))
                .isEqualTo(times(new CheckPlan(new Durations(sample), LEAST_PAUSE, 3, ALL)));
    }

    @Property(tries = 100)
    void noOtherTimesCostLess(
            @ForAll("samples") double[] sample,
            @ForAll @DoubleRange(min = 0.1, max = 100) double price,
            @ForAll Random chance) {
        Durations durations = new Durations(sample);
        CheckPlan plan = new CheckPlan(durations, 0, price, ALL);

        assertThat(price * checks(durations, plan) + plan.delay())
                .isLessThanOrEqualTo(costOfSomeTimes(durations, price, chance) + 1e-6);
    }

    private static double costOfSomeTimes(Durations durations, double price, Random chance) {
        double cost = 0;
        int longest = 1 + chance.nextInt(durations.cells());
        for (int from = 0; from < durations.cells(); ) {
            int at = Math.min(from + chance.nextInt(longest), durations.cells() - 1);
            cost += price * durations.running(from) + durations.delay(from, at);
            from = at + 1;
        }
        return cost;
    }

    @Property(tries = 100)
    void aCallThatIsWorthMoreIsMadeNoMoreOften(@ForAll("samples") double[] sample) {
        Durations durations = new Durations(sample);

        double before = Double.MAX_VALUE;
        for (double price : new double[] {0.01, 0.1, 1, 5, 25, 125}) {
            double checks = checks(durations, new CheckPlan(durations, 0, price, ALL));
            assertThat(checks).isLessThanOrEqualTo(before + 1e-9);
            before = checks;
        }
    }

    @Property(tries = 100)
    void theMeanDelayIsAsMeantOrWhatTheLeastPauseAllows(@ForAll("samples") double[] sample) {
        Durations durations = new Durations(sample);
        double price = CheckPlan.priceFor(durations, LEAST_PAUSE, 10, ALL);

        double least = new CheckPlan(durations, LEAST_PAUSE, 0.02, ALL).delay();
        assertThat(new CheckPlan(durations, LEAST_PAUSE, price, ALL).delay())
                .isLessThanOrEqualTo(Math.max(10, least) + 1e-6);
    }

    @Test
    void oneTaskOfHoursLeavesThoseOfMinutesTheirDetail() {
        double[] sample = sample(100, 3);
        sample[50] = 7_000;

        Durations durations = new Durations(sample);
        CheckPlan plan =
                new CheckPlan(durations, LEAST_PAUSE, CheckPlan.priceFor(durations, LEAST_PAUSE, 80, ALL), ALL);

        assertThat(plan.after(Duration.ZERO).map(CheckPlanTest::seconds).orElseThrow())
                .isCloseTo(108, within(12.0));
    }

    @Test
    void betweenTwoHumpsNobodyAsks() {
        double[] sample = new double[200];
        for (int each = 0; each < sample.length; each++) {
            sample[each] = (each % 2 == 0 ? 40 : 180) + each / 40.0;
        }
        CheckPlan plan = new CheckPlan(new Durations(sample), LEAST_PAUSE, 5, ALL);

        assertThat(times(plan).stream().map(CheckPlanTest::seconds)).noneMatch(at -> at > 60 && at < 170);
    }

    @Provide
    Arbitrary<double[]> samples() {
        return Arbitraries.integers()
                .between(1, 7_200_000)
                .map(millis -> millis / 1_000.0)
                .array(double[].class)
                .ofMinSize(1)
                .ofMaxSize(256);
    }

    private static double[] sample(int size, long seed) {
        Random chance = new Random(seed);
        double[] sample = new double[size];
        for (int each = 0; each < size; each++) {
            sample[each] = 100 + 3 * chance.nextGaussian();
        }
        return sample;
    }

    /** Of the checks of a task that is never done. */
    private static List<Duration> times(CheckPlan plan) {
        List<Duration> times = new ArrayList<>();
        for (Optional<Duration> next = plan.after(Duration.ZERO);
                next.isPresent() && times.size() < 1_000;
                next = plan.after(times.getLast())) {
            times.add(next.get());
        }
        return times;
    }

    /** The mean number of checks of a task. */
    private static double checks(Durations durations, CheckPlan plan) {
        double checks = durations.running(0);
        for (Duration asked : times(plan)) {
            int next = durations.cellAfter(seconds(asked));
            checks += next < durations.cells() ? durations.running(next) : 0;
        }
        return checks;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1_000.0;
    }
}
