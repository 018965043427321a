package dev.takeone.deployment;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.takeone.broker.Broker;
import dev.takeone.process.ChildProcess;
import dev.takeone.process.WorkerProcess;
import dev.takeone.waiting.Waiting;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packaged worker beside the simulator, both started as their images start them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PackagedWorkerIT {
    private static final String NAME = "packaged";
    private static final String LISTENING = "simulator listening on ";

    private final HttpClient http = HttpClient.newHttpClient();
    private final ChildProcess simulator = startSimulator();
    private final URI provider =
            URI.create(simulator.awaitLine(each -> each.startsWith(LISTENING)).substring(LISTENING.length()));
    private final WorkerProcess worker = startWorker();

    /** The Dockerfile's command with the image's folders in the build's, and compose's arguments but for the address. */
    private static ChildProcess startSimulator() {
        List<String> command = new ArrayList<>();
        command.add(ChildProcess.javaExecutable());
        Dockerfile.read().entrypoint("simulator").stream()
                .skip(1)
                .map(word -> word.replace("/simulator", "target/test-classes").replace("/app/", "target/quarkus-app/"))
                .forEach(command::add);
        command.addAll(Compose.read().service("simulator").command());
        command.addAll(List.of("--host", "127.0.0.1", "--port", "0"));
        return ChildProcess.start(
                new ChildProcess.Command("simulator", command, Map.of(), Optional.empty()), line -> {});
    }

    private WorkerProcess startWorker() {
        Map<String, String> environment =
                new HashMap<>(WorkerProcess.environment(Broker.shared().bootstrapServers(), provider, "simulator-key"));
        List<String> entrypoint = Dockerfile.read().entrypoint("worker");
        String options = String.join(" ", entrypoint.subList(1, entrypoint.indexOf("-jar")));
        environment.put("JDK_JAVA_OPTIONS", options.replace("/app/", "deploy/"));
        environment.put("TAKEONE_GROUP", NAME);
        for (String topic : List.of("REQUESTS", "SUBMITTED", "COMPLETED", "FAILED", "JOBS", "RECEIPTS", "COMMANDS")) {
            environment.put("TAKEONE_TOPICS_" + topic, NAME + "." + topic);
        }
        return WorkerProcess.start(environment, said -> {});
    }

    /** What Maven brings for the machine that builds, the image would have on every other one. */
    @Test
    void noLibraryIsOfOneArchitecture() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("target", "quarkus-app", "lib"))) {
            assertThat(files.filter(Files::isRegularFile).map(file -> String.valueOf(file.getFileName())))
                    .hasSizeGreaterThan(100)
                    .noneMatch(name -> name.matches("(?i).*(x86|amd64|aarch|arm64|armv7|riscv|s390|ppc64).*"));
        }
    }

    @BeforeAll
    void ready() {
        worker.awaitReady();
    }

    @AfterAll
    void end() {
        worker.close();
        simulator.close();
        http.close();
    }

    @Test
    void everyQueryAsksForWhatTheWorkerTells() throws IOException, InterruptedException {
        List<String> queries = Metrics.queries();
        assertThat(queries)
                .hasSizeGreaterThan(80)
                .allMatch(query -> !Metrics.names(query).isEmpty());

        String scrape = scrapeWith("kafka_consumer_fetch_manager_records_lag{");

        assertThat(queries)
                .flatExtracting(Metrics::names)
                .allSatisfy(name -> assertThat(scrape).containsPattern("(?m)^" + name + "[{ ]"));
        assertThat(queries)
                .flatExtracting(Metrics::selected)
                .hasSizeGreaterThan(30)
                .allSatisfy(labelled -> assertThat(labelled.isIn(scrape))
                        .as(labelled.toString())
                        .isTrue());
    }

    @Test
    void theContractIsServedWithTheWorkersOwnTopics() throws IOException, InterruptedException {
        HttpResponse<String> answer = get("/asyncapi.yaml");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains("application/yaml");
        assertThat(new YAMLMapper()
                        .readTree(answer.body())
                        .at("/channels/failed/address")
                        .asText())
                .isEqualTo(NAME + ".FAILED");
    }

    /** What is open to the internet is that path alone: upgraded, the connection leads to every other one as well. */
    @Test
    void noUpgradeIsTakenUnderHooks() throws IOException {
        String call = String.join(
                "\r\n",
                "POST /hooks/guess/callback HTTP/1.1",
                "Host: 127.0.0.1",
                "Connection: Upgrade, HTTP2-Settings",
                "Upgrade: h2c",
                "HTTP2-Settings: AAMAAABkAAQAAP__",
                "Content-Length: 0",
                "",
                "");
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), worker.url().getPort())) {
            socket.setSoTimeout(Waiting.AT_MOST_MS);
            socket.getOutputStream().write(call.getBytes(US_ASCII));
            BufferedReader answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));

            assertThat(answer.readLine()).startsWith("HTTP/1.1 404 ");
        }
    }

    /** With what the JRE's image has: Ubuntu's bash and core utilities, and neither curl nor wget. */
    @ParameterizedTest
    @CsvSource({"worker, 8080", "simulator, 8090"})
    void theHealthChecksOfComposeTellWellFromIll(String service, int port) throws IOException, InterruptedException {
        int here = (service.equals("worker") ? worker.url() : provider).getPort();

        assertThat(check(service, "/127.0.0.1/" + port, "/127.0.0.1/" + here)).isZero();
        assertThat(check(
                        service,
                        "/127.0.0.1/" + port + " && printf 'GET /",
                        "/127.0.0.1/" + here + " && printf 'GET /no/"))
                .isNotZero();
        assertThat(check(service, "/127.0.0.1/" + port, "/127.0.0.1/" + nobodysPort()))
                .isNotZero();
    }

    /** The exit code of a service's check, with one thing in it changed. */
    private static int check(String service, String there, String here) throws IOException, InterruptedException {
        List<String> test = Compose.read().service(service).healthcheck().test();
        assertThat(test.getFirst()).isEqualTo("CMD");
        assertThat(test.getLast()).contains(there);
        List<String> command =
                test.stream().skip(1).map(word -> word.replace(there, here)).toList();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return Waiting.ended(process);
    }

    private static int nobodysPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Clients tell of their partitions once they have fetched from them. */
    private String scrapeWith(String wanted) throws IOException, InterruptedException {
        Waiting waiting = Waiting.begin();
        String scrape = get("/q/metrics").body();
        while (!scrape.contains(wanted)) {
            waiting.goOn(() -> "a metric " + wanted);
            assertThat(worker.exitWithin(Duration.ofMillis(200))).isEmpty();
            scrape = get("/q/metrics").body();
        }
        return scrape;
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(worker.url().resolve(path))
                        .timeout(Waiting.AT_MOST)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
