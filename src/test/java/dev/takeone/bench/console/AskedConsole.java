package dev.takeone.bench.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.takeone.bench.Gauge;
import dev.takeone.bench.Topics;
import dev.takeone.process.WorkerProcess;
import dev.takeone.waiting.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The packaged console in a process of its own, with the heap and the options that its Kubernetes files give it. */
final class AskedConsole implements AutoCloseable {
    /** As the Kubernetes files and deploy/jvm.flags have them; a JDK 21 does not know all of them. */
    private static final String OPTIONS = "-XX:+IgnoreUnrecognizedVMOptions -XX:+UseCompactObjectHeaders"
            + " -Xms512m -Xmx512m -XX:+UseParallelGC -XX:ParallelGCThreads=2 -XX:TieredStopAtLevel=4"
            + " -XX:FreqInlineSize=50";

    private static final Duration BETWEEN_ASKED = Duration.ofMillis(250);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Streams streams = new Streams();
    private final WorkerProcess process;
    private final long begun;
    private final double readySeconds;

    /**
     * Starts it beside what the topics hold; returns when it is ready.
     *
     * @param cache the option of the JVM that names what it starts from; an empty one for none
     */
    AskedConsole(String bootstrapServers, Topics topics, String cache) {
        Map<String, String> environment = new HashMap<>(topics.environment());
        environment.put("TAKEONE_TOPICS_COMMANDS", topics.names().commands());
        environment.put("TAKEONE_ROLE", "console");
        environment.put("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers);
        environment.put("JAVA_TOOL_OPTIONS", OPTIONS + " " + cache);
        begun = System.nanoTime();
        process = WorkerProcess.start(environment, line -> {});
        process.awaitReady();
        readySeconds = sinceStart();
    }

    private double sinceStart() {
        return (System.nanoTime() - begun) / 1e9;
    }

    /** From the process's start to its being ready. */
    double readySeconds() {
        return readySeconds;
    }

    Gauge gauge() {
        return new Gauge(process.pid());
    }

    /** Asks four times a second until it has read all; returns when that was, from the process's start. */
    double wholeSeconds(List<Double> askedMs) throws InterruptedException {
        while (true) {
            long asked = System.nanoTime();
            boolean whole = jobs("state:running").path("whole").asBoolean();
            askedMs.add((System.nanoTime() - asked) / 1e6);
            if (whole) {
                return sinceStart();
            }
            Waiting.pass(BETWEEN_ASKED);
        }
    }

    /** How many jobs a filter finds. */
    int found(String filter) throws InterruptedException {
        return jobs(filter).path("page").path("found").asInt();
    }

    /** Whether Now shows an order that was given for that reason. */
    boolean shows(String reason) throws InterruptedException {
        return json("/").path("orders").findValuesAsText("reason").contains(reason);
    }

    private JsonNode jobs(String filter) throws InterruptedException {
        JsonNode jobs = json("/jobs?q=" + URLEncoder.encode(filter, UTF_8));
        if (!jobs.path("page").path("found").isInt()) {
            throw new IllegalStateException("no page of jobs: " + jobs);
        }
        return jobs;
    }

    private JsonNode json(String path) throws InterruptedException {
        try {
            return JSON.readTree(answer(path, "application/json"));
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    /** The page that an operator leaves open. */
    void now() throws InterruptedException {
        answer("/", "text/html");
    }

    private String answer(String path, String type) throws InterruptedException {
        try {
            HttpResponse<String> answer = http.send(request(path, type).build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(path + " was answered " + answer.statusCode());
            }
            return answer.body();
        } catch (IOException gone) {
            throw new UncheckedIOException("the console is gone: " + process.output(), gone);
        }
    }

    private HttpRequest.Builder request(String path, String type) {
        return HttpRequest.newBuilder(URI.create(process.url() + path)).header("Accept", type);
    }

    /** Opens so many streams of changes, which are read as they come; returns when all are open. */
    Streams follow(int more) throws InterruptedException {
        for (int stream = 0; stream < more; stream++) {
            streams.open(
                    http,
                    request("/live", "text/event-stream")
                            .version(HttpClient.Version.HTTP_1_1)
                            .build());
        }
        return streams;
    }

    @Override
    public void close() {
        streams.close();
        http.shutdownNow();
        process.stop();
        process.close();
    }
}
