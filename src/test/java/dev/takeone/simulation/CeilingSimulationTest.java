package dev.takeone.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.account.Ceilings;
import dev.takeone.job.Rules;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Worlds whose account may spend less in an hour, or in a day, than all requests cost: they wait, and all of them end. Their
 * replicas' clocks differ and are set, and long after the storm replicas die and others come.
 */
class CeilingSimulationTest {
    static final Ceilings OF_AN_HOUR = new Ceilings(OptionalLong.of(5_000_000), OptionalLong.empty());
    static final Ceilings OF_A_DAY = new Ceilings(OptionalLong.empty(), OptionalLong.of(7_000_000));

    private static final long SEEDS = Long.getLong("takeone.simulation.ceilings", 20);

    @Test
    void inNoHourMoreIsChargedThanTheCeilingSaysAndEveryRequestEnds() {
        assertThat(failing(OF_AN_HOUR, SEEDS)).isEmpty();
    }

    /** A day is long to simulate. */
    @Test
    void inNoDayMoreIsChargedThanTheCeilingSaysAndEveryRequestEnds() {
        assertThat(failing(OF_A_DAY, Math.ceilDiv(SEEDS, 20))).isEmpty();
    }

    private static List<String> failing(Ceilings ceilings, long seeds) {
        return Arrays.stream(Rules.InDoubt.values())
                .flatMap(inDoubt ->
                        LongStream.range(0, seeds).boxed().flatMap(seed -> told(seed, inDoubt, ceilings).stream()))
                .limit(3)
                .toList();
    }

    private static List<String> told(long seed, Rules.InDoubt inDoubt, Ceilings ceilings) {
        return new World(seed, inDoubt, Mutant.NONE, Invariant.all(), ceilings)
                .run().stream()
                        .map(broken -> "seed " + seed + " " + inDoubt + ": " + broken)
                        .toList();
    }
}
