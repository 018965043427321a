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

/** A worker that is killed, and one that sleeps past its session, with POSTs open, tasks in flight and requests arriving. */
class CrashIT {

    private static final int REQUESTS = 40;

    @Test
    void aKilledWorkerAndASleepingOneCostNothingTwiceAndLoseNothing() {
        SimulatorSettings simulated =
                SimulatorSettings.defaults().withDurations(TaskDurations.fixed(Duration.ofSeconds(3)));
        try (Scene scene = Scene.open("crash", Map.of(Scene.SESSION, "10s"), simulated)) {
            WorkerProcess killed = scene.start("killed");
            WorkerProcess sleeper = scene.start("sleeper");
            publish(scene, 0, 20);
            awaitSubmitted(scene, 5);
            killed.kill();
            publish(scene, 20, 30);
            awaitSubmitted(scene, 20);
            scene.start("last");
            sleeper.pause();
            publish(scene, 30, REQUESTS);
            awaitSubmitted(scene, 32);
            sleeper.resume();
            scene.events().awaitEndings(REQUESTS);
            scene.events().await("no lag", () -> scene.lag() == 0);
            scene.events().readToEnd();

            List<String> ids =
                    IntStream.range(0, REQUESTS).mapToObj(n -> "r" + n).toList();
            Events events = scene.events();
            assertThat(events.of(Kind.COMPLETED)).extracting(Event::requestId).containsExactlyInAnyOrderElementsOf(ids);
            assertThat(events.of(Kind.SUBMITTED)).extracting(Event::requestId).containsExactlyInAnyOrderElementsOf(ids);
            assertThat(ids)
                    .allSatisfy(id -> assertThat(scene.charges(id)).as(id).isEqualTo(1));
        }
    }

    private static void publish(Scene scene, int from, int to) {
        IntStream.range(from, to).forEach(n -> scene.request("r" + n, n % 3 == 0 ? "[sim:slow-answer=1:900]" : ""));
    }

    private static void awaitSubmitted(Scene scene, int count) {
        scene.events()
                .await(
                        count + " submissions",
                        () -> scene.events().of(Kind.SUBMITTED).size() >= count);
    }
}
