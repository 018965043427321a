package dev.takeone.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What an account without faults is dealt out like, in numbers: seats, dealers, leases and paces are the real ones, and the
 * time is simulated, so that no machine is too slow for it. How lanes part the submissions, which is also the worker's own
 * doing, LanesTest shows with real workers.
 */
class SteadyAccountTest {
    private static final int PLENTY = 10_000;
    private static final double BEGUN = 30;

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void oneBusyPartitionOfSixHasNearlyAllOfTheAccountsCalls(int workers) {
        for (long seed = 0; seed < 3; seed++) {
            AccountWorld world =
                    new AccountWorld(seed, 300, Optional.empty(), Map.of("bulk", oneBusy(PLENTY)), workers);
            assertThat(world.run(BEGUN)).isEmpty();
            int before = calls(world);
            assertThat(world.run(BEGUN + 60)).isEmpty();

            assertThat(calls(world) - before).as("seed %d", seed).isBetween(270, 300);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void oneBusyPartitionOfSixHasAllOfTheAccountsTasks(int workers) {
        for (long seed = 0; seed < 3; seed++) {
            AccountWorld world = new AccountWorld(seed, 300, Optional.of(10), Map.of("bulk", oneBusy(40)), workers);
            assertThat(world.run(BEGUN)).isEmpty();
            assertThat(world.mostTasks()).as("seed %d", seed).isEqualTo(10);

            assertThat(world.run(BEGUN + 600)).isEmpty();
            assertThat(world.waiting("bulk")).isZero();
            assertThat(world.mostTasks()).isEqualTo(10);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void from15SecondsAfterAWorkerWasKilledNineTenthsOfTheCallsAreMadeAgain(boolean dealer) {
        for (long seed = 0; seed < 3; seed++) {
            List<Integer> busy = Collections.nCopies(6, PLENTY);
            AccountWorld world = new AccountWorld(seed, 300, Optional.empty(), Map.of("bulk", busy), 3);
            assertThat(world.run(90)).isEmpty();
            int begun = calls(world);
            assertThat(world.run(120)).isEmpty();
            int before = calls(world) - begun;
            world.kill(dealer);
            assertThat(world.run(135)).isEmpty();
            int moved = calls(world);
            assertThat(world.run(165)).isEmpty();

            assertThat(calls(world) - moved).as("seed %d", seed).isGreaterThan(before * 9 / 10);
        }
    }

    private static int calls(AccountWorld world) {
        return world.calls("bulk", "posts") + world.calls("bulk", "checks");
    }

    private static List<Integer> oneBusy(int waiting) {
        List<Integer> partitions = new ArrayList<>(Collections.nCopies(6, 0));
        partitions.set(0, waiting);
        return partitions;
    }
}
