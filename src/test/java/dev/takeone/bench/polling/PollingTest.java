package dev.takeone.bench.polling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the choice of the times must reach, in virtual time: the same on every machine. */
class PollingTest {
    private static final int CAP = 500;
    private static final Duration AN_HOUR = Duration.ofHours(1);
    private static final Figures SATURATED =
            hour(1).saturated().rebalanced().run().figures(10, 60);

    @Test
    void atHalfLoadFewChecksFindTheEndSoon() {
        Figures figures =
                hour(3).rebalanced().requestsPerMinute(45, AN_HOUR).run().figures(10, 60);

        assertThat(figures.perMinute()).isBetween(44.0, 46.0);
        assertThat(figures.checksPerTask()).isLessThanOrEqualTo(6.5);
        assertThat(figures.meanDelay()).isLessThanOrEqualTo(Duration.ofMillis(4_400));
        assertThat(figures.use()).isLessThanOrEqualTo(0.7);
        assertThat(figures.peak()).isLessThanOrEqualTo(CAP + CAP / 20);
    }

    @Test
    void atSaturationTheQuotaIsUsedAndCarriesManyTasks() {
        assertThat(SATURATED.perMinute()).isGreaterThanOrEqualTo(125);
        assertThat(SATURATED.meanDelay()).isLessThanOrEqualTo(Duration.ofSeconds(10));
        assertThat(SATURATED.use())
                .as("no waves, in whose valleys calls lie idle")
                .isGreaterThanOrEqualTo(0.94);
        assertThat(SATURATED.peak()).isLessThanOrEqualTo(CAP + CAP / 20);
    }

    @Test
    void aBurstAfterAQuietTimeIsFollowedToItsEnd() {
        Hour hour = hour(5).requestsPerMinute(10, Duration.ofMinutes(9)).burst(12, 500);
        Figures figures = hour.run().figures(13, 60);

        assertThat(figures.tasks()).isEqualTo(500);
        assertThat(figures.meanDelay()).isLessThanOrEqualTo(Duration.ofSeconds(20));
        assertThat(figures.longDelay()).isLessThanOrEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void aBurstAtAColdStartIsFollowedToItsEnd() {
        Figures figures = hour(6).burst(2, 500).run().figures(0, 60);

        assertThat(figures.tasks()).isEqualTo(500);
        assertThat(figures.meanDelay()).isLessThanOrEqualTo(Duration.ofSeconds(20));
        assertThat(figures.longDelay()).isLessThanOrEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void withFiveThousandInFlightThePauseWidensAndNothingStarves() {
        GenerationTimes times = GenerationTimes.of(
                Duration.ofMinutes(40),
                0.2,
                Duration.ofMinutes(30),
                Duration.ofMinutes(60),
                Optional.of(Duration.ofMinutes(20)));
        Hour hour = new Hour(Policy.TAKEONE, CAP, times, 7).burst(2, 5_000).run(Duration.ofHours(2));

        List<Account.Task> tasks = hour.account().tasks();
        assertThat(tasks).hasSize(5_000).allMatch(task -> task.toldAt.isPresent());
        assertThat(hour.figures(0, 120).peak()).isLessThanOrEqualTo(CAP + CAP / 20);
        Duration everyTaskTwice = Duration.ofMinutes(2L * 5_000 / CAP);
        assertThat(tasks).allMatch(task -> longestSilence(task).compareTo(everyTaskTwice) < 0);
    }

    /** Between two checks of a task. */
    private static Duration longestSilence(Account.Task task) {
        Duration longest = Duration.ZERO;
        for (int each = 1; each < task.checks.size(); each++) {
            Duration silence = Duration.between(task.checks.get(each - 1), task.checks.get(each));
            longest = silence.compareTo(longest) > 0 ? silence : longest;
        }
        return longest;
    }

    @Test
    void atSaturationHardlyFewerChecksAreNeeded() {
        assertThat(SATURATED.checksPerTask()).isLessThan(1.05 * fewest(GenerationTimes.PUBLISHED, SATURATED));
    }

    @Test
    void ofTwoHumpsHardlyFewerChecksAreNeeded() {
        Figures figures = new Hour(Policy.TAKEONE, CAP, GenerationTimes.TWO_HUMPS, 1)
                .requestsPerMinute(100, AN_HOUR)
                .run()
                .figures(10, 60);

        assertThat(figures.perMinute()).isBetween(99.0, 101.0);
        assertThat(figures.checksPerTask()).isLessThan(1.05 * fewest(GenerationTimes.TWO_HUMPS, figures));
    }

    @Test
    void tenMinutesAfterTasksTakeLongerThatIsLearnedAndInTwentyAsWellAsBefore() {
        Hour hour = new Hour(Policy.TAKEONE, CAP, GenerationTimes.GROWING, 1)
                .saturated()
                .run();
        Figures soon = hour.figures(40, 60);
        Figures steady = hour.figures(50, 60);

        assertThat(soon.checksPerTask()).isLessThan(1.1 * fewest(GenerationTimes.GROWING.grown(), soon));
        assertThat(steady.checksPerTask()).isLessThan(1.05 * fewest(GenerationTimes.GROWING.grown(), steady));
    }

    private static double fewest(GenerationTimes times, Figures figures) {
        return new Frontier(times).checks(figures.meanDelay());
    }

    @Test
    void aFixedPauseIsWorse() {
        Figures fixed = new Hour(Policy.FIXED_10, CAP, GenerationTimes.PUBLISHED, 1)
                .saturated()
                .run()
                .figures(10, 60);

        assertThat(SATURATED.perMinute()).isGreaterThan(1.5 * fixed.perMinute());
    }

    private static Hour hour(long seed) {
        return new Hour(Policy.TAKEONE, CAP, GenerationTimes.PUBLISHED, seed);
    }
}
