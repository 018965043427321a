package dev.takeone.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The test of the test: without one of its protections the worker breaks just what that protects. */
class SimulationBitesTest {
    private static final long SEEDS = 600;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void withoutAProtectionSomeWorldFails(Mutant mutant) {
        assertThat(firstFailure(mutant))
                .as("what is broken in one of %d worlds with %s", SEEDS, mutant)
                .singleElement()
                .asString()
                .startsWith(mutant.breaks() + ": ");
    }

    private static List<String> firstFailure(Mutant mutant) {
        return LongStream.concat(LongStream.of(mutant.likely()), LongStream.range(0, SEEDS))
                .mapToObj(seed -> new World(seed, mutant.inDoubt(), mutant, EnumSet.of(mutant.breaks())).run())
                .filter(broken -> !broken.isEmpty())
                .findFirst()
                .map(broken -> broken.subList(0, 1))
                .orElse(List.of());
    }
}
