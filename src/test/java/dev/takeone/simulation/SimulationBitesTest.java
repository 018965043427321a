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
                .as("what is broken in one of %d worlds that could show it, with %s", SEEDS, mutant)
                .singleElement()
                .asString()
                .startsWith(mutant.breaks() + ": ");
    }

    private static List<String> firstFailure(Mutant mutant) {
        List<String> broken = world(mutant, mutant.likely()).run();
        return broken.isEmpty() ? search(mutant) : broken.subList(0, 1);
    }

    private static List<String> search(Mutant mutant) {
        return LongStream.iterate(0, seed -> seed + 1)
                .filter(seed -> mutant.isFeltIn(world(mutant, seed).options()))
                .limit(SEEDS)
                .mapToObj(seed -> found(mutant, seed))
                .filter(broken -> !broken.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /** Tells the seed, so that it can be the likely one: to look for another in each build takes long. */
    private static List<String> found(Mutant mutant, long seed) {
        List<String> broken = world(mutant, seed).run();
        if (broken.isEmpty()) {
            return broken;
        }
        System.out.println(mutant + " bites in world " + seed);
        return broken.subList(0, 1);
    }

    private static World world(Mutant mutant, long seed) {
        return new World(seed, mutant.inDoubt(), mutant, EnumSet.of(mutant.breaks()));
    }
}
