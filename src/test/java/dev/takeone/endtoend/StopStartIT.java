package dev.takeone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.endtoend.Event.Kind;
import dev.takeone.process.WorkerProcess;
import dev.takeone.simulator.SimulatorSettings;
import dev.takeone.simulator.VirtualClock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A worker that leaves in order, with tasks in flight and requests arriving, leaves nothing behind but work. */
class StopStartIT {
    private static final int REQUESTS = 40;

    /** No task ends before its time passes, however slow the machine is. */
    private final VirtualClock provider = new VirtualClock(Instant.parse("2026-11-22T10:00:00Z"));

    private final SimulatorSettings simulated = SimulatorSettings.defaults().withClock(provider);

    /** Tasks that do not end meanwhile are not to be asked for several times a second. */
    private static final Map<String, String> SELDOM =
            Map.of("TAKEONE_STATUS_FIRST_CHECK", "1s", "TAKEONE_STATUS_INTERVAL", "1s");

    /** Under another id, as a random one is, and under its own, as a stable one is. */
    @ParameterizedTest
    @ValueSource(strings = {"another", "first"})
    void theNextWorkerGoesOnWhereTheLastOneStopped(String nextId) {
        try (Scene scene = Scene.open("restart-" + nextId, SELDOM, simulated)) {
            WorkerProcess first = scene.start("first");
            publish(scene, 0, REQUESTS / 2);
            awaitTasksInFlight(scene);
            CompletableFuture<Void> stopping = CompletableFuture.runAsync(() -> scene.stop(first));
            publish(scene, REQUESTS / 2, REQUESTS);
            stopping.join();
            int endedBefore = endedSoFar(scene);
            WorkerProcess next = scene.start(nextId);
            scene.events().awaitEndings(REQUESTS, provider);

            assertThat(endedBefore).as("tasks were in flight when it stopped").isZero();
            assertAllEndedOnce(scene, next);
        }
    }

    @Test
    void aSecondWorkerTakesOverFromOneThatLeaves() {
        try (Scene scene = Scene.open("rebalance", SELDOM, simulated)) {
            WorkerProcess first = scene.start("first");
            publish(scene, 0, 15);
            awaitTasksInFlight(scene);
            WorkerProcess second = scene.start("second");
            publish(scene, 15, 30);
            scene.events().await("partitions of the second", () -> scene.serves(second) > 0);
            publish(scene, 30, REQUESTS);
            scene.stop(first);
            int endedBefore = endedSoFar(scene);
            scene.events().awaitEndings(REQUESTS, provider);

            assertThat(endedBefore)
                    .as("tasks were in flight when the first left")
                    .isZero();
            assertAllEndedOnce(scene, second);
        }
    }

    private static void publish(Scene scene, int from, int to) {
        IntStream.range(from, to).forEach(n -> scene.request("r" + n, directives(n)));
    }

    /** Late answers, so that POSTs are open when a worker is told to stop. */
    private static String directives(int n) {
        return n % 4 == 0 ? "[sim:slow-answer=1:700]" : "";
    }

    private static void awaitTasksInFlight(Scene scene) {
        scene.events()
                .await("a few tasks", () -> scene.events().of(Kind.SUBMITTED).size() >= 3);
    }

    private static int endedSoFar(Scene scene) {
        scene.events().readToEnd();
        return scene.events().endings().size();
    }

    private static void assertAllEndedOnce(Scene scene, WorkerProcess last) {
        scene.events().await("no lag", () -> scene.lag() == 0);
        scene.stop(last);
        scene.events().readToEnd();
        Events events = scene.events();
        List<String> ids = IntStream.range(0, REQUESTS).mapToObj(n -> "r" + n).toList();

        assertThat(events.of(Kind.COMPLETED)).extracting(Event::requestId).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(events.of(Kind.SUBMITTED)).extracting(Event::requestId).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(events.of(Kind.FAILED)).isEmpty();
        assertThat(ids).allSatisfy(id -> {
            assertThat(time(events.submitted(id))).isBefore(time(events.ending(id)));
            assertThat(events.submitted(id).text("task_id"))
                    .isEqualTo(events.ending(id).text("task_id"));
            assertThat(scene.charges(id)).isEqualTo(1);
        });
        assertThat(scene.simulator().ledger().doubleCharges()).isEmpty();
        assertThat(scene.simulator().totals().posts())
                .as("a stop in order leaves no doubt")
                .isEqualTo(REQUESTS);
    }

    private static Instant time(Event event) {
        return Instant.parse(event.headers().getOrDefault("ce_time", ""));
    }
}
