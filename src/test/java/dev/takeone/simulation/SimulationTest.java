package dev.takeone.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.Rules;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Thousands of worlds. A failing one names its seed; {@code -Dtakeone.simulation.seed=N} runs that one alone. */
class SimulationTest {
    private static final int SEEDS = Integer.getInteger("takeone.simulation.seeds", 5_000);
    private static final long ONE = Long.getLong("takeone.simulation.seed", -1L);

    @Test
    void withKeysHonouredEveryRequestIsPaidOnceAndEndsOnce() {
        assertThat(failing(Rules.InDoubt.REPLAY)).isEmpty();
    }

    @Test
    void withKeysIgnoredAndInDoubtFailedNothingIsPaidTwice() {
        assertThat(failing(Rules.InDoubt.FAIL)).isEmpty();
    }

    private static List<String> failing(Rules.InDoubt inDoubt) {
        List<String> failing = new ArrayList<>();
        long first = ONE >= 0 ? ONE : 0;
        long last = ONE >= 0 ? ONE : SEEDS - 1;
        for (long seed = first; seed <= last && failing.size() < 3; seed++) {
            List<String> wrongs = new World(seed, inDoubt).run();
            if (!wrongs.isEmpty()) {
                failing.add("seed " + seed + " (-Dtakeone.simulation.seed=" + seed + "): " + wrongs);
            }
        }
        return failing;
    }
}
