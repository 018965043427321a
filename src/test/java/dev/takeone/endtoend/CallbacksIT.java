package dev.takeone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.takeone.endtoend.Event.Kind;
import dev.takeone.process.LoopbackPorts;
import dev.takeone.process.WorkerProcess;
import dev.takeone.simulator.SimulatorSettings;
import dev.takeone.simulator.TaskDurations;
import dev.takeone.waiting.Waiting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers that ask for nothing by themselves before an hour is over, and are called. */
class CallbacksIT {
    private static final int REQUESTS = 8;
    private static final int PARTITIONS = 3;
    private static final String PORT = "QUARKUS_HTTP_PORT";
    private static final SimulatorSettings SIMULATED =
            SimulatorSettings.defaults().withDurations(TaskDurations.fixed(Duration.ofSeconds(1)));

    @TempDir
    Path folder;

    private Map<String, String> called(URI hooks) throws IOException {
        return Map.of(
                "TAKEONE_STATUS_FIRST_CHECK",
                "1h",
                "TAKEONE_WEBHOOK_URL",
                hooks.toString(),
                "TAKEONE_WEBHOOK_SECRET_FILE",
                Files.writeString(folder.resolve("secret"), "s".repeat(40)).toString(),
                "TAKEONE_WEBHOOK_ALLOW_PRIVATE",
                "true");
    }

    @Test
    void whoIsCalledKnowsTheEndAndNobodyIsToldMore() throws IOException, InterruptedException {
        URI worker = URI.create("http://127.0.0.1:" + LoopbackPorts.free());
        try (Scene scene = Scene.open("callbacks", called(worker.resolve("/hooks")), SIMULATED);
                HttpClient http = HttpClient.newHttpClient()) {
            WorkerProcess running = scene.start("first", Map.of(PORT, Integer.toString(worker.getPort())));
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
            String metrics = scene.get(running, "/q/metrics");
            assertThat(metrics).contains("takeone_callbacks_total").doesNotContain("/hooks/");
            assertThat(scene.events().of(Kind.COMPLETED))
                    .extracting(event -> event.json().path("task_id").asText())
                    .allSatisfy(task -> assertThat(metrics).doesNotContain(task));
            scene.stop(running);
        }
    }

    /** The worker that the ingress leads to owns some of the jobs; of the others it tells their owner. */
    @Test
    void whoeverOfTheWorkersIsCalledTheJobsOwnerIsWoken() throws IOException {
        String port = Integer.toString(LoopbackPorts.free());
        try (HttpClient http = HttpClient.newHttpClient();
                Ingress ingress = new Ingress(URI.create("http://127.0.0.1:" + port), http);
                Scene scene =
                        Scene.open("callbacks-ingress", called(ingress.url().resolve("/hooks")), SIMULATED)) {
            Map<String, String> topic = Map.of("TAKEONE_TOPICS_CALLBACKS", scene.topic("callbacks"));
            Map<String, String> listening = new HashMap<>(topic);
            listening.put(PORT, port);
            WorkerProcess first = scene.start("first", listening);
            WorkerProcess second = scene.start("second", topic);
            scene.events()
                    .await(
                            "partitions of both",
                            () -> scene.serves(first) > 0
                                    && scene.serves(second) > 0
                                    && scene.serves(first) + scene.serves(second) == PARTITIONS);
            for (int each = 0; each < REQUESTS; each++) {
                scene.publishTo(
                        each % PARTITIONS,
                        Message.prompt("#r" + each + " a kite over the sea").id("r" + each));
            }
            scene.events().await("all endings", () -> scene.events().endings().size() == REQUESTS);

            assertThat(scene.events().of(Kind.COMPLETED)).hasSize(REQUESTS);
            assertThat(scene.events().of(Kind.COMPLETED))
                    .extracting(event -> event.json().at("/origin/partition").asInt())
                    .contains(0, 1, 2);
            assertThat(scene.simulator().ledger().doubleCharges()).isEmpty();
            Waiting.until("every call to be passed on", () -> ingress.passed() >= REQUESTS);
            scene.stop(second);
            scene.stop(first);
        }
    }

    /** A server beside the workers that passes on to one of them what is under {@code /hooks}, and nothing else. */
    private static final class Ingress implements AutoCloseable {
        private final URI worker;
        private final HttpClient http;
        private final HttpServer server;
        private final AtomicInteger passed = new AtomicInteger();

        Ingress(URI worker, HttpClient http) throws IOException {
            this.worker = worker;
            this.http = http;
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/hooks/", this::pass);
            server.start();
        }

        private void pass(HttpExchange call) throws IOException {
            try (call) {
                HttpRequest same = HttpRequest.newBuilder(
                                worker.resolve(call.getRequestURI().getRawPath()))
                        .version(HttpClient.Version.HTTP_1_1)
                        .method(
                                call.getRequestMethod(),
                                HttpRequest.BodyPublishers.ofByteArray(
                                        call.getRequestBody().readAllBytes()))
                        .build();
                int status =
                        http.send(same, HttpResponse.BodyHandlers.discarding()).statusCode();
                passed.incrementAndGet();
                call.sendResponseHeaders(status, -1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }

        URI url() {
            return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        }

        /** Calls that a worker has answered. */
        int passed() {
            return passed.get();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
