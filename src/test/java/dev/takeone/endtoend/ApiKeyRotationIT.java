package dev.takeone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.takeone.deployment.MountedSecret;
import dev.takeone.endtoend.Event.Kind;
import dev.takeone.process.WorkerProcess;
import dev.takeone.simulator.SimulatorSettings;
import dev.takeone.simulator.TaskDurations;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key is exchanged at the provider and in the mounted secret, while the worker runs. */
class ApiKeyRotationIT {
    private static final String NEXT_KEY = "sk-rotated-81d9c0aa";

    @TempDir
    Path mount;

    @Test
    void aNewKeyInTheFileEndsTheHoldWithoutARestart() throws IOException {
        Path file = MountedSecret.in(mount, "api-key", Scene.API_KEY);
        Map<String, String> settings =
                Map.of("TAKEONE_PROVIDER_API_KEY", "", "TAKEONE_PROVIDER_API_KEY_FILE", file.toString());
        SimulatorSettings simulated =
                SimulatorSettings.defaults().withDurations(TaskDurations.fixed(Duration.ofSeconds(1)));
        try (Scene scene = Scene.open("rotation", settings, simulated)) {
            WorkerProcess worker = scene.start("one");
            scene.request("before", "");
            scene.events().awaitEndings(List.of("before"));

            scene.simulator().exchangeKey(NEXT_KEY);
            scene.request("meanwhile", "");
            JsonNode held = scene.awaitProviderCheck(
                    worker, check -> check.path("status").asText().equals("DOWN"));
            MountedSecret.swap(mount, "api-key", NEXT_KEY);
            scene.request("after", "");
            scene.events().awaitEndings(List.of("meanwhile", "after"));

            assertThat(held.path("data").path("http_status").asInt()).isEqualTo(401);
            assertThat(worker.isAlive()).isTrue();
            assertThat(scene.events().endings())
                    .extracting(Event::kind)
                    .containsOnly(Kind.COMPLETED)
                    .hasSize(3);
            assertThat(scene.charges("meanwhile")).isEqualTo(1);
            assertThat(scene.log())
                    .anyMatch(line -> line.contains("The API key has been read again"))
                    .noneMatch(line -> line.contains(Scene.API_KEY) || line.contains(NEXT_KEY));
        }
    }
}
