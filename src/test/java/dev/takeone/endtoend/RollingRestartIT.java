package dev.takeone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.endtoend.Event.Kind;
import dev.takeone.process.WorkerProcess;
import dev.takeone.simulator.SimulatorSettings;
import dev.takeone.simulator.TaskDurations;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Three workers under a steady load are restarted one after the other, as a deployment does it. */
@Order(3)
class RollingRestartIT {
    private static final List<String> WORKERS = List.of("w-0", "w-1", "w-2");
    private static final Duration EVERY = Duration.ofMillis(1_200);

    private static final SimulatorSettings SIMULATED =
            SimulatorSettings.defaults().withDurations(TaskDurations.fixed(Duration.ofSeconds(3)));

    /** Hundreds of tasks are not to be asked for several times a second. */
    private static final Map<String, String> SELDOM =
            Map.of("TAKEONE_STATUS_FIRST_CHECK", "2s", "TAKEONE_STATUS_INTERVAL", "1s");

    /** The usual time of a POST, and one that takes longer than a partition may pause. */
    static final List<Integer> ANSWERS_MS = List.of(1_000, 9_000);

    private static final SideBySide SCENARIOS = new SideBySide();

    @BeforeAll
    static void begin() {
        ANSWERS_MS.forEach(each -> SCENARIOS.begin(name(each), () -> restart(each)));
    }

    @AfterAll
    static void end() {
        SCENARIOS.close();
    }

    @ParameterizedTest
    @FieldSource("ANSWERS_MS")
    void nothingIsLostNorPaidTwiceAndThePausesAreTold(int answerMs) throws InterruptedException {
        SCENARIOS.await(name(answerMs));
    }

    private static String name(int answerMs) {
        return "POSTs of " + answerMs + " ms";
    }

    private static void restart(int answerMs) {
        try (Scene scene = Scene.open("rolling-" + answerMs, SELDOM, SIMULATED)) {
            Map<String, WorkerProcess> workers = new LinkedHashMap<>();
            WORKERS.forEach(id -> workers.put(id, scene.launch(id, Map.of())));
            workers.values().forEach(worker -> worker.awaitReady());
            awaitEachServesOne(scene, workers);
            List<String> ids;
            try (Load load = Load.begin(scene, WORKERS.size(), EVERY, "[sim:slow-answer=1:" + answerMs + "]")) {
                awaitFurtherSubmissions(scene);
                for (String id : WORKERS) {
                    scene.stop(Objects.requireNonNull(workers.get(id)));
                    workers.put(id, scene.start(id));
                    awaitEachServesOne(scene, workers);
                }
                awaitFurtherSubmissions(scene);
                ids = load.end();
                scene.events().awaitEndings(ids.size());
                scene.events().readToEnd();

                load.longestWaits()
                        .forEach((partition, wait) -> System.out.printf(
                                "POSTs of %d ms: the longest pause of partition %d was %d ms, for %s%n",
                                answerMs, partition, wait.length().toMillis(), wait.sent()));
                assertThat(load.longestWaits()).hasSize(WORKERS.size());
            }
            assertAllOnce(scene, ids);
        }
    }

    private static void awaitEachServesOne(Scene scene, Map<String, WorkerProcess> workers) {
        scene.events()
                .await(
                        "a partition for each",
                        () -> workers.values().stream().allMatch(worker -> scene.serves(worker) == 1));
    }

    private static void awaitFurtherSubmissions(Scene scene) {
        int before = scene.events().of(Kind.SUBMITTED).size();
        scene.events()
                .await(
                        "further submissions",
                        () -> scene.events().of(Kind.SUBMITTED).size() >= before + 20);
    }

    private static void assertAllOnce(Scene scene, List<String> ids) {
        Events events = scene.events();
        assertThat(events.of(Kind.COMPLETED)).extracting(Event::requestId).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(events.of(Kind.SUBMITTED)).extracting(Event::requestId).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(events.of(Kind.FAILED)).isEmpty();
        assertThat(scene.simulator().totals().charges()).isEqualTo(ids.size());
        assertThat(scene.simulator().ledger().doubleCharges()).isEmpty();
        assertThat(scene.simulator().totals().posts())
                .as("a restart in order leaves no doubt")
                .isEqualTo(ids.size());
    }
}
