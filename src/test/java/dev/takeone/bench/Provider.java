package dev.takeone.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.takeone.process.SimulatorProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The simulator as a process of its own, and its ledger. */
public final class Provider implements AutoCloseable {
    /** The key that it takes. */
    public static final String API_KEY = "bench-key";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SimulatorProcess process;
    private final URI url;
    private final HttpClient http = HttpClient.newHttpClient();

    /** What was charged for one prompt's {@code #word}, in the order of the charges. */
    public record Charge(String subject, Instant at, List<String> taskIds) {
        public Charge {
            taskIds = List.copyOf(taskIds);
        }
    }

    private Provider(SimulatorProcess process) {
        this.process = process;
        this.url = process.url();
    }

    /** Starts one without a limit, and returns when it listens. */
    public static Provider start() {
        return start(List.of());
    }

    /** Starts one with further arguments. */
    public static Provider start(List<String> more) {
        List<String> arguments = new ArrayList<>(List.of("--key", API_KEY));
        arguments.addAll(more);
        return new Provider(SimulatorProcess.start(List.of(), arguments));
    }

    /** Its root. */
    public URI url() {
        return url;
    }

    /** Answers every call so much later. */
    public void slowBy(Duration delay) {
        send(HttpRequest.newBuilder(url.resolve("/sim/switches"))
                .POST(HttpRequest.BodyPublishers.ofString("{\"slow_millis\":" + delay.toMillis() + "}")));
    }

    /** When each POST arrived, in that order. */
    public List<Instant> posts() {
        return entries("posts").stream()
                .map(entry -> Instant.parse(entry.path("at").asText()))
                .toList();
    }

    /** Every charge so far. */
    public List<Charge> charges() {
        List<Charge> charges = new ArrayList<>();
        for (JsonNode entry : entries("charges")) {
            List<String> tasks = new ArrayList<>();
            entry.path("task_ids").forEach(task -> tasks.add(task.asText()));
            charges.add(new Charge(
                    word(entry.path("subject").asText()),
                    Instant.parse(entry.path("at").asText()),
                    tasks));
        }
        return charges;
    }

    /** The subjects that were charged more than once. */
    public Set<String> chargedTwice() {
        Set<String> subjects = new HashSet<>();
        send(HttpRequest.newBuilder(url.resolve("/sim/ledger")))
                .path("double_charges")
                .fieldNames()
                .forEachRemaining(subject -> subjects.add(word(subject)));
        return subjects;
    }

    private static String word(String subject) {
        return subject.startsWith("#") ? subject.substring(1) : subject;
    }

    /** When each task was asked for, to the millisecond. */
    public Map<String, List<Instant>> checks() {
        Map<String, List<Instant>> checks = new HashMap<>();
        for (JsonNode entry : entries("checks")) {
            List<Instant> times = new ArrayList<>();
            entry.path("checks").forEach(at -> times.add(Instant.parse(at.asText())));
            checks.put(entry.path("task_id").asText(), List.copyOf(times));
        }
        return checks;
    }

    private List<JsonNode> entries(String kind) {
        List<JsonNode> entries = new ArrayList<>();
        JsonNode page;
        do {
            page = send(HttpRequest.newBuilder(url.resolve("/sim/ledger/" + kind + "?from=" + entries.size())));
            page.path("entries").forEach(entries::add);
        } while (!page.path("entries").isEmpty());
        return entries;
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            return JSON.readTree(http.send(request.build(), HttpResponse.BodyHandlers.ofString())
                    .body());
        } catch (IOException e) {
            throw new UncheckedIOException("the simulator does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking the simulator", e);
        }
    }

    @Override
    public void close() {
        http.close();
        process.close();
    }
}
