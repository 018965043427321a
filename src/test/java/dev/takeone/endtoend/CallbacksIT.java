package dev.takeone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.endtoend.Event.Kind;
import dev.takeone.process.LoopbackPorts;
import dev.takeone.process.WorkerProcess;
import dev.takeone.simulator.SimulatorSettings;
import dev.takeone.simulator.TaskDurations;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker that asks for nothing by itself before an hour is over, and is called. */
class CallbacksIT {
    private static final int REQUESTS = 8;

    @TempDir
    Path folder;

    @Test
    void whoIsCalledKnowsTheEndAndNobodyIsToldMore() throws IOException, InterruptedException {
        Path secret = Files.writeString(folder.resolve("secret"), "s".repeat(40));
        int port = LoopbackPorts.free();
        URI worker = URI.create("http://127.0.0.1:" + port);
        Map<String, String> environment = Map.of(
                "QUARKUS_HTTP_PORT",
                Integer.toString(port),
                "TAKEONE_STATUS_FIRST_CHECK",
                "1h",
                "TAKEONE_WEBHOOK_URL",
                worker + "/hooks",
                "TAKEONE_WEBHOOK_SECRET_FILE",
                secret.toString(),
                "TAKEONE_WEBHOOK_ALLOW_PRIVATE",
                "true");
        SimulatorSettings simulated =
                SimulatorSettings.defaults().withDurations(TaskDurations.fixed(Duration.ofSeconds(1)));
        try (Scene scene = Scene.open("callbacks", environment, simulated);
                HttpClient http = HttpClient.newHttpClient()) {
            WorkerProcess running = scene.start("first");
            IntStream.range(0, REQUESTS)
                    .forEach(n -> scene.request("r" + n, n == 0 ? "[sim:callback-forged] [sim:callback-twice]" : ""));
            scene.events().await("all endings", () -> scene.events().endings().size() == REQUESTS);

            assertThat(scene.events().of(Kind.COMPLETED)).hasSize(REQUESTS);
            assertThat(scene.simulator().ledger().doubleCharges()).isEmpty();
            for (String path :
                    List.of("/hooks", "/hooks/x/callback", "/hooks/../q/metrics", "/hooks/%2e%2e/q/metrics")) {
                HttpResponse<String> answer = http.send(
                        HttpRequest.newBuilder(URI.create(worker + path))
                                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(path).isEqualTo(404);
                assertThat(answer.body()).as(path).isEmpty();
            }
            assertThat(running.output()).noneMatch(line -> line.contains("/hooks/"));
            scene.stop(running);
        }
    }
}
