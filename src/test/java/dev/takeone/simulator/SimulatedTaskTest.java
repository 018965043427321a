package dev.takeone.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SimulatedTaskTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    @Property
    void statusAndProgressNeverGoBack(
            @ForAll Fault.Trait trait,
            @ForAll @IntRange(max = 600_000) int durationMillis,
            @ForAll @IntRange(max = 900_000) int earlierMillis,
            @ForAll @IntRange(max = 900_000) int laterMillis) {
        SimulatedTask task = new SimulatedTask(
                "t", "m", START, Duration.ofMillis(durationMillis), 1, Map.of(trait, trait.parameter()));
        Instant earlier = START.plusMillis(Math.min(earlierMillis, laterMillis));
        Instant later = START.plusMillis(Math.max(earlierMillis, laterMillis));

        assertThat(task.at(later)).isGreaterThanOrEqualTo(task.at(earlier));
        assertThat(task.progress(later)).isBetween(task.progress(earlier), 100);
    }

    @Property
    void onlyAFailingTaskIsRefundedAndNotBeforeItsEnd(
            @ForAll Fault.Trait trait, @ForAll @IntRange(max = 600_000) int durationMillis) {
        Duration duration = Duration.ofMillis(durationMillis);
        SimulatedTask task = new SimulatedTask("t", "m", START, duration, 1, Map.of(trait, 0));

        if (trait == Fault.Trait.FAILS) {
            assertThat(task.refunded()).contains(START.plus(duration));
        } else {
            assertThat(task.refunded()).isEmpty();
        }
    }

    @Test
    void idsAreNeverGivenTwice() {
        TaskIds ids = new TaskIds();

        assertThat(Stream.generate(() -> ids.next(START)).limit(10_000)).doesNotHaveDuplicates();
    }

    @Test
    void theSameSeedGivesTheSameDurations() {
        assertThat(tenOf(TaskDurations.logNormal(Duration.ofSeconds(90), 0.3, 7)))
                .isEqualTo(tenOf(TaskDurations.logNormal(Duration.ofSeconds(90), 0.3, 7)))
                .isNotEqualTo(tenOf(TaskDurations.logNormal(Duration.ofSeconds(90), 0.3, 8)))
                .doesNotHaveDuplicates();
    }

    @Property
    void durationsStayWithinTheirBounds(@ForAll long seed) {
        assertThat(tenOf(TaskDurations.between(Duration.ofSeconds(2), Duration.ofSeconds(6), seed)))
                .allSatisfy(duration -> assertThat(duration).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(6)));
        assertThat(tenOf(TaskDurations.logNormal(Duration.ofSeconds(60), 2, seed)))
                .allSatisfy(
                        duration -> assertThat(duration).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(240)));
    }

    private static List<Duration> tenOf(TaskDurations durations) {
        return Stream.generate(durations::next).limit(10).toList();
    }
}
