package dev.takeone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.takeone.broker.LocalBroker;
import dev.takeone.process.WorkerProcess;
import dev.takeone.simulator.SimulatorSettings;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What the packaged worker says of itself from before its start to after the loss of its broker. */
class HealthIT {

    @Test
    void aWorkerHasStartedWithTheBrokerIsLiveWithoutItAndSaysWhatIsNotWell() {
        try (LocalBroker broker = LocalBroker.start()) {
            String address = broker.bootstrapServers();
            broker.stop();
            try (Scene scene =
                    Scene.on(new Scene.Servers(address, address), "health", Map.of(), SimulatorSettings.defaults())) {
                WorkerProcess worker = scene.launch("one", Map.of());
                worker.awaitLine(line -> line.contains("Kafka is not ready"));
                assertThatThrownBy(() -> scene.health(worker, "started")).isInstanceOf(UncheckedIOException.class);

                broker.restart();
                worker.awaitReady();
                Events events = scene.events();
                assertThat(checks(scene.health(worker, "started"))).containsExactly("topics UP");
                assertThat(checks(scene.health(worker, "ready"))).containsExactly("partitions UP");
                events.await(
                        "all of them well",
                        () -> Set.copyOf(checks(scene.health(worker, "well")))
                                .equals(Set.of(
                                        "provider UP",
                                        "broker UP",
                                        "submissions UP",
                                        "served partitions UP",
                                        "intake UP",
                                        "receipts UP",
                                        "orders UP",
                                        "account UP",
                                        "whole topics UP",
                                        "spend UP")));

                broker.kill();
                events.await(
                        "an outage", () -> checks(scene.health(worker, "well")).contains("broker DOWN"));
                assertThat(checks(scene.health(worker, "live")))
                        .containsExactlyInAnyOrder(
                                "deciding thread UP",
                                "polling thread UP",
                                "journal threads UP",
                                "account thread UP",
                                "following threads UP");
                assertThat(checks(scene.health(worker, "ready"))).containsExactly("partitions UP");
            }
        }
    }

    private static List<String> checks(JsonNode health) {
        return StreamSupport.stream(health.path("checks").spliterator(), false)
                .map(check ->
                        check.path("name").asText() + " " + check.path("status").asText())
                .toList();
    }
}
