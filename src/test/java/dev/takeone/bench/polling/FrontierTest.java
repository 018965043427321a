package dev.takeone.bench.polling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrontierTest {
    private static final Frontier PUBLISHED = new Frontier(GenerationTimes.PUBLISHED);

    /** What {@code polling-frontier.py} of the design finds, where an end is on average half a second before its check. */
    @Test
    void itIsThatOfTheDesign() {
        assertThat(PUBLISHED.checks(Duration.ofMillis(4_500))).isCloseTo(5.16, within(0.1));
        assertThat(PUBLISHED.checks(Duration.ofMillis(7_800))).isCloseTo(3.25, within(0.1));
        assertThat(PUBLISHED.checks(Duration.ofMillis(12_600))).isCloseTo(2.25, within(0.1));
    }

    @Test
    void whoKnowsTheSecondAsksOnce() {
        GenerationTimes known = GenerationTimes.of(
                Duration.ofSeconds(100), 0.35, Duration.ofSeconds(100), Duration.ofSeconds(101), Optional.empty());

        assertThat(new Frontier(known).checks(Duration.ofMillis(500))).isCloseTo(1, within(0.01));
    }

    @ParameterizedTest
    @ValueSource(doubles = {3, 6, 9, 15, 25})
    void noPauseBeatsIt(double pause) {
        for (GenerationTimes times : List.of(GenerationTimes.PUBLISHED, GenerationTimes.TWO_HUMPS)) {
            Frontier frontier = new Frontier(times);
            for (double first : new double[] {30, 60, 90, 110}) {
                Random chance = new Random(1);
                double checks = 0;
                double delay = 0;
                int tasks = 20_000;
                for (int each = 0; each < tasks; each++) {
                    double end = times.draw(chance).toMillis() / 1_000.0;
                    double asked = Math.max(0, Math.ceil((end - first) / pause));
                    checks += (1 + asked) / tasks;
                    delay += (first + asked * pause - end) / tasks;
                }
                assertThat(checks).isGreaterThan(0.98 * frontier.checks(Duration.ofMillis((long) (1_000 * delay))));
            }
        }
    }
}
