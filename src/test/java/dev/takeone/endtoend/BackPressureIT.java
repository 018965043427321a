package dev.takeone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.process.WorkerProcess;
import dev.takeone.simulator.SimulatorSettings;
import dev.takeone.simulator.TaskDurations;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What waits for the provider stays in the topic, where lag shows it. */
class BackPressureIT {
    private static final int REQUESTS = 300;
    private static final int WAITING = 50;
    private static final int FLOOD = 100_000;

    /** What a worker takes in by default. */
    private static final int ROOM = 1_000;

    /** Partitions share the room in whole places: what is left over by that stays empty. */
    private static final long LEFT_OVER = 2;

    @Test
    void aFloodStaysInTheTopicAndNotInMemory() {
        // More than fits into so small a heap.
        Map<String, String> small =
                Map.of("JAVA_TOOL_OPTIONS", Scene.SMALL_JVM + " -Xmx96m -XX:+ExitOnOutOfMemoryError");
        try (Scene scene = Scene.open("flood", small, SimulatorSettings.defaults())) {
            scene.simulator().holdAccount(true);
            WorkerProcess worker = scene.start("one");
            scene.flood(FLOOD);
            scene.events().await("the room to fill", () -> scene.lag() <= FLOOD - ROOM + LEFT_OVER);
            scene.awaitProviderCheck(
                    worker, check -> check.path("status").asText().equals("DOWN"));

            assertThat(scene.lag()).isBetween(FLOOD - ROOM - 1L, FLOOD - ROOM + LEFT_OVER);
            assertThat(worker.isAlive()).isTrue();
            assertThat(scene.events().all()).isEmpty();
        }
    }

    @Test
    void aHeldAccountShowsAsLagAndAllEndOnceItWorksAgain() {
        Map<String, String> settings = Map.of("TAKEONE_INTAKE_MAX_WAITING", Integer.toString(WAITING));
        SimulatorSettings simulated =
                SimulatorSettings.defaults().withDurations(TaskDurations.fixed(Duration.ofMillis(500)));
        try (Scene scene = Scene.open("pressure", settings, simulated)) {
            WorkerProcess worker = scene.start("one");
            scene.simulator().holdAccount(true);
            List<String> ids =
                    IntStream.range(0, REQUESTS).mapToObj(n -> "r" + n).toList();
            scene.request(ids.getFirst(), "");
            scene.awaitProviderCheck(
                    worker, check -> check.path("status").asText().equals("DOWN"));
            ids.stream().skip(1).forEach(id -> scene.request(id, ""));
            scene.events().await("the room to fill", () -> scene.lag() <= REQUESTS - WAITING + LEFT_OVER);
            long postsSoFar = scene.simulator().totals().posts();
            scene.events().await("another try", () -> scene.simulator().totals().posts() > postsSoFar);

            // Seconds have passed, and nothing more was taken, but for the place of the one that is tried.
            assertThat(scene.lag()).isBetween(REQUESTS - WAITING - 1L, REQUESTS - WAITING + LEFT_OVER);
            assertThat(scene.events().all()).isEmpty();

            scene.simulator().holdAccount(false);
            scene.events().awaitEndings(ids);
            scene.events().await("no lag", () -> scene.lag() == 0);
            scene.stop(worker);
            scene.events().readToEnd();

            assertThat(scene.events().of(Event.Kind.COMPLETED)).hasSize(REQUESTS);
            assertThat(scene.events().of(Event.Kind.SUBMITTED)).hasSize(REQUESTS);
            assertThat(scene.events().all()).hasSize(2 * REQUESTS);
            assertThat(scene.simulator().totals().charges()).isEqualTo(REQUESTS);
            assertThat(scene.simulator().ledger().doubleCharges()).isEmpty();
        }
    }
}
