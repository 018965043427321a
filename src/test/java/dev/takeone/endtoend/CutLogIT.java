package dev.takeone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.takeone.broker.LocalBroker;
import dev.takeone.endtoend.Event.Kind;
import dev.takeone.process.WorkerProcess;
import dev.takeone.simulator.SimulatorSettings;
import dev.takeone.simulator.TaskDurations;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A broker that has lost the last records of a requests partition, and gives their offsets to others. */
class CutLogIT {
    private static final SimulatorSettings SIMULATED =
            SimulatorSettings.defaults().withDurations(TaskDurations.fixed(Duration.ofMillis(500)));

    private final LocalBroker broker = LocalBroker.start();

    @AfterEach
    void end() {
        broker.close();
    }

    /** Its length alone tells nothing: it is longer than what was handled when somebody looks. */
    @Test
    void requestsAtOffsetsThatWereHandledBeforeALogWasCutAreNotPassedOver() {
        Scene.Servers servers = new Scene.Servers(broker.bootstrapServers(), broker.bootstrapServers());
        try (Scene scene = Scene.on(servers, "cut", Map.of(), SIMULATED)) {
            WorkerProcess before = scene.start("one");
            publish(scene, 0, 2);
            scene.events().awaitEndings(2);
            broker.stop();
            broker.setAside(scene.topic("requests"), 0);
            broker.restart();
            publish(scene, 2, 6);
            scene.events().awaitEndings(6);
            scene.events().await("no lag", () -> scene.lag() == 0);
            scene.stop(before);
            WorkerProcess after = scene.start("one");
            scene.events().await("the partition served", () -> scene.serves(after) == 3);
            // It looks once there is more than was handled.
            after.pause();
            broker.stop();
            broker.bringBack(scene.topic("requests"), 0);
            broker.restart();
            publish(scene, 6, 14);
            after.resume();

            JsonNode told = scene.awaitCheck(
                    after,
                    "served partitions",
                    check -> check.at("/data/stopped_0").isTextual());
            assertThat(told.path("data").path("stopped_0").asText())
                    .contains(
                            "up to offset 6, but from offset 2 on there are other requests by now",
                            "takeone.journal.on-mismatch=adopt to go on from the first of the other requests, at offset 2");
            assertThat(scene.simulator().totals().posts()).isEqualTo(6);
            scene.stop(after);

            scene.start("one", Map.of("TAKEONE_JOURNAL_ON_MISMATCH", "adopt"));
            scene.events().awaitEndings(14);
            assertThat(scene.events().of(Kind.COMPLETED))
                    .extracting(Event::requestId)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, 14).mapToObj(n -> "r" + n).toList());
            assertThat(scene.simulator().totals().posts()).isEqualTo(14);
        }
    }

    private static void publish(Scene scene, int from, int to) {
        List<String> ids = IntStream.range(from, to).mapToObj(n -> "r" + n).toList();
        ids.forEach(id -> scene.publishTo(0, Message.prompt("a kite").id(id)));
    }
}
