package dev.takeone.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScheduleTest {
    private static final Pace BUILD = Pace.ofBuild();

    static Stream<Pace> paces() {
        return Stream.of(BUILD, Pace.ofProduction(Duration.ofMinutes(5)));
    }

    @Test
    void theSameSeedMakesTheSameAttacks() {
        assertThat(Schedule.of(7, BUILD)).isEqualTo(Schedule.of(7, BUILD)).isNotEqualTo(Schedule.of(8, BUILD));
    }

    @Test
    void aBuildHasAtLeastTwentyDisastersInNinetySeconds() {
        assertThat(LongStream.range(0, 200).filter(seed -> disasters(seed) >= 20))
                .as("seeds with as many")
                .hasSizeGreaterThan(150);
        assertThat(disasters(11)).as("of the seed that the build takes").isGreaterThanOrEqualTo(20);
    }

    private static long disasters(long seed) {
        return Schedule.of(seed, BUILD).stream()
                .filter(attack -> attack.kind().isDisaster() && attack.at().compareTo(BUILD.length()) <= 0)
                .count();
    }

    @ParameterizedTest
    @MethodSource("paces")
    void attacksComeInTheOrderOfTimeAndEndWithAKill(Pace pace) {
        assertThat(seeds()).allSatisfy(seed -> {
            List<Attack> attacks = Schedule.of(seed, pace);
            assertThat(attacks).isSortedAccordingTo(Comparator.comparing(Attack::at));
            assertThat(attacks.getLast().kind()).isEqualTo(Attack.Kind.KILL);
        });
    }

    @ParameterizedTest
    @MethodSource("paces")
    void nobodyIsAttackedWhoIsStillAway(Pace pace) {
        assertThat(seeds()).allSatisfy(seed -> {
            List<Attack> attacks = Schedule.of(seed, pace);
            for (int victim = 0; victim < Campaign.WORKERS; victim++) {
                int one = victim;
                List<Attack> own = attacks.stream()
                        .filter(attack -> attack.victim() == one)
                        .toList();
                for (int next = 1; next < own.size(); next++) {
                    assertThat(own.get(next).at())
                            .isGreaterThanOrEqualTo(own.get(next - 1).back());
                }
            }
        });
    }

    @ParameterizedTest
    @MethodSource("paces")
    void everyKindAndEveryWorkerHasItsTurnAndPausesOutliveTheSessionOrNot(Pace pace) {
        Set<Attack.Kind> kinds = new HashSet<>();
        Set<Integer> victims = new HashSet<>();
        Set<Boolean> asleepForTooLong = new HashSet<>();
        seeds().forEach(seed -> Schedule.of(seed, pace).forEach(attack -> {
            kinds.add(attack.kind());
            victims.add(attack.victim());
            if (attack.kind() == Attack.Kind.PAUSE) {
                asleepForTooLong.add(attack.away().compareTo(pace.session()) > 0);
            }
        }));
        assertThat(kinds).containsExactlyInAnyOrder(Attack.Kind.values());
        assertThat(victims).containsExactlyInAnyOrder(0, 1, 2);
        assertThat(asleepForTooLong).containsExactlyInAnyOrder(true, false);
    }

    private static List<Long> seeds() {
        return LongStream.range(0, 50).boxed().toList();
    }
}
