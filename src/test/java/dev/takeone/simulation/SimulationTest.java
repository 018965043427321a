package dev.takeone.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.Rules;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Thousands of worlds. Of a failing one the message has the command that runs it again, alone and step by step. */
class SimulationTest {
    private static final long SEEDS = Long.getLong("takeone.simulation.seeds", 5_000);
    private static final long ONE = Long.getLong("takeone.simulation.seed", -1L);
    private static final int FAILING_AT_MOST = 3;
    private static final long REPLAYED = 100;

    @Test
    void withKeysHonouredEveryRequestIsPaidOnceAndEndsOnce() {
        assertThat(failing(Rules.InDoubt.REPLAY, "withKeysHonouredEveryRequestIsPaidOnceAndEndsOnce"))
                .isEmpty();
    }

    @Test
    void withKeysIgnoredAndInDoubtFailedNothingIsPaidTwice() {
        assertThat(failing(Rules.InDoubt.FAIL, "withKeysIgnoredAndInDoubtFailedNothingIsPaidTwice"))
                .isEmpty();
    }

    @Test
    void aSeedReplaysExactly() {
        assertThat(LongStream.range(0, REPLAYED).parallel().filter(SimulationTest::goesAnotherWay))
                .as("seeds after which chance would say something else")
                .isEmpty();
    }

    @Test
    void someWorldsMeetNamesThatResolveLateAndNamesThatDoNot() {
        List<World> worlds = LongStream.range(0, REPLAYED)
                .mapToObj(seed -> new World(seed, Rules.InDoubt.FAIL))
                .filter(world -> world.options().slowNames())
                .toList();

        assertThat(worlds)
                .hasSizeBetween(3, 30)
                .allSatisfy(world -> assertThat(world.run()).isEmpty());
        assertThat(worlds).filteredOn(world -> world.names().late() > 0).hasSizeGreaterThan(2);
        assertThat(worlds).filteredOn(world -> world.names().none() > 0).hasSizeGreaterThan(2);
    }

    private static boolean goesAnotherWay(long seed) {
        long first = trail(seed);
        return trail(seed) != first;
    }

    private static long trail(long seed) {
        World world = new World(seed, Rules.InDoubt.REPLAY);
        world.run();
        return world.scheduler().random().nextLong();
    }

    private static List<String> failing(Rules.InDoubt inDoubt, String test) {
        LongStream seeds =
                ONE >= 0 ? LongStream.of(ONE) : LongStream.range(0, SEEDS).parallel();
        return seeds.mapToObj(seed -> told(seed, new World(seed, inDoubt).run(), test))
                .filter(told -> !told.isEmpty())
                .limit(FAILING_AT_MOST)
                .toList();
    }

    private static String told(long seed, List<String> broken, String test) {
        return broken.isEmpty()
                ? ""
                : "%nseed %d: %s%n  ./mvnw -B -ntp test -Dtest=SimulationTest#%s -Dtakeone.simulation.seed=%d -Dtakeone.simulation.trace=true%n"
                        .formatted(seed, String.join("; ", broken), test, seed);
    }
}
