package dev.takeone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.broker.LocalBroker;
import dev.takeone.process.WorkerProcess;
import dev.takeone.simulator.SimulatorSettings;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A stop ends within {@code takeone.shutdown.timeout}, whatever does not answer. */
class StopTimeIT {
    private static final Map<String, String> SETTINGS = Map.of("TAKEONE_SHUTDOWN_TIMEOUT", "8s");

    /** For an answer that comes only once the broker has gone, on any machine. */
    private static final Map<String, String> LONGER = Map.of("TAKEONE_SHUTDOWN_TIMEOUT", "30s");

    private static final SideBySide SCENARIOS = new SideBySide();

    @BeforeAll
    static void begin() {
        SCENARIOS.begin("broker", StopTimeIT::broker);
        SCENARIOS.begin("post", StopTimeIT::post);
        SCENARIOS.begin("idle", StopTimeIT::idle);
    }

    @AfterAll
    static void end() {
        SCENARIOS.close();
    }

    @Test
    void aPostThatStaysOpenIsNotWaitedForLonger() throws InterruptedException {
        SCENARIOS.await("post");
    }

    @Test
    void aBrokerThatIsAwayIsNotWaitedForLonger() throws InterruptedException {
        SCENARIOS.await("broker");
    }

    @Test
    void aWorkerWithNothingToDoHasNothingToWaitFor() throws InterruptedException {
        SCENARIOS.await("idle");
    }

    private static void post() {
        try (Scene scene = Scene.open("stop-post", SETTINGS, SimulatorSettings.defaults())) {
            WorkerProcess worker = scene.start("one");
            scene.request("slow", "[sim:slow-answer=1:40000]");
            scene.events().await("the POST", () -> scene.charges("slow") == 1);
            scene.stop(worker);

            assertThat(scene.log()).anyMatch(line -> line.contains("Not everything was done within"));
        }
    }

    /** The answer that cannot be committed cannot be left as a receipt either: its task is named for a person. */
    private static void broker() {
        try (LocalBroker broker = LocalBroker.start()) {
            String address = broker.bootstrapServers();
            try (Scene scene = Scene.on(
                    new Scene.Servers(address, address), "stop-broker", LONGER, SimulatorSettings.defaults())) {
                WorkerProcess worker = scene.start("one");
                scene.request("slow", "[sim:slow-answer=1:15000]");
                scene.events().await("the POST", () -> scene.charges("slow") == 1);
                broker.kill();
                scene.stop(worker);

                assertThat(scene.log())
                        .anyMatch(line -> line.contains("A receipt could not be written before the end"));
            }
        }
    }

    private static void idle() {
        try (Scene scene = Scene.open("stop-idle", SETTINGS, SimulatorSettings.defaults())) {
            WorkerProcess worker = scene.start("one");
            scene.stop(worker);

            assertThat(scene.log()).noneMatch(line -> line.contains("Not everything was done within"));
        }
    }
}
