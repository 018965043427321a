package dev.takeone.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.account.Ceilings;
import dev.takeone.job.Rules;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Worlds whose account may spend less in an hour than all requests cost: they wait, and all of them end. */
class CeilingSimulationTest {
    static final Ceilings CEILINGS = new Ceilings(OptionalLong.of(5_000_000), OptionalLong.empty());

    private static final long SEEDS = Long.getLong("takeone.simulation.ceilings", 20);

    @Test
    void inNoHourMoreIsChargedThanTheCeilingSaysAndEveryRequestEnds() {
        List<String> failing = Arrays.stream(Rules.InDoubt.values())
                .flatMap(inDoubt -> LongStream.range(0, SEEDS).boxed().flatMap(seed -> told(seed, inDoubt).stream()))
                .limit(3)
                .toList();
        assertThat(failing).isEmpty();
    }

    private static List<String> told(long seed, Rules.InDoubt inDoubt) {
        return new World(seed, inDoubt, Mutant.NONE, Invariant.all(), CEILINGS)
                .run().stream()
                        .map(broken -> "seed " + seed + " " + inDoubt + ": " + broken)
                        .toList();
    }
}
