package dev.takeone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.endtoend.Event.Kind;
import dev.takeone.process.WorkerProcess;
import dev.takeone.simulator.SimulatorSettings;
import dev.takeone.simulator.TaskDurations;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A worker that sleeps past its session, with jobs that it is about to submit, and wakes up when they are another's. */
class ZombieIT {
    private static final int WAITING = 20;
    private static final int ALL = 26;

    @Test
    void aSleeperSubmitsNothingThatIsNoLongerItsOwnAndComesBackToWork() {
        SimulatorSettings simulated =
                SimulatorSettings.defaults().withDurations(TaskDurations.fixed(Duration.ofSeconds(2)));
        try (Scene scene = Scene.open("zombie", Map.of(), simulated)) {
            WorkerProcess sleeper = scene.start("sleeper", Map.of(Scene.SESSION, "6s"));
            scene.simulator().holdAccount(true);
            publish(scene, 0, WAITING);
            scene.awaitProviderCheck(
                    sleeper, check -> check.path("status").asText().equals("DOWN"));
            scene.events().await("all to be taken", () -> scene.lag() == 0);
            sleeper.pause();
            WorkerProcess other = scene.start("other");
            scene.simulator().holdAccount(false);
            scene.events().await("the other's submissions", () -> submitted(scene) == WAITING);
            long posts = scene.simulator().totals().posts();

            sleeper.resume();
            scene.events()
                    .await(
                            "what the sleeper finds when it wakes up",
                            () -> scene.log().stream()
                                    .anyMatch(line -> line.contains("The group has moved on")
                                            || line.contains("Revoked partitions")));
            scene.events().await("partitions of the sleeper", () -> scene.serves(sleeper) > 0);
            scene.events().awaitEndings(WAITING);
            assertThat(scene.simulator().totals().posts()).isEqualTo(posts);

            scene.stop(other);
            publish(scene, WAITING, ALL);
            scene.events().awaitEndings(ALL);
            scene.events().await("no lag", () -> scene.lag() == 0);
            scene.events().readToEnd();

            List<String> ids = IntStream.range(0, ALL).mapToObj(n -> "r" + n).toList();
            assertThat(scene.events().of(Kind.COMPLETED))
                    .extracting(Event::requestId)
                    .containsExactlyInAnyOrderElementsOf(ids);
            assertThat(scene.events().all()).hasSize(2 * ALL);
            assertThat(scene.simulator().totals().charges()).isEqualTo(ALL);
            assertThat(scene.simulator().totals().replays()).isZero();
            assertThat(sleeper.isAlive()).isTrue();
        }
    }

    private static void publish(Scene scene, int from, int to) {
        IntStream.range(from, to).forEach(n -> scene.request("r" + n, ""));
    }

    private static long submitted(Scene scene) {
        return scene.events().of(Kind.SUBMITTED).size();
    }
}
