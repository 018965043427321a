package dev.takeone.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.takeone.process.WorkerProcess;
import dev.takeone.simulator.SimulatorSettings;
import dev.takeone.simulator.TaskDurations;
import dev.takeone.waiting.Waiting;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Everything that a worker and a console put out is searched for what must not be there, after requests that end well and
 * badly, and after answers that repeat the key and the whole body.
 */
class SecretsIT {
    private static final String PROMPT = "an unlisted lighthouse";
    private static final String IMAGE = "https://images.example.com/unlisted-cat.png";
    private static final String MASK = "[api key]";
    private static final List<String> PAGES = List.of(
            "/",
            "/q/health",
            "/q/health/live",
            "/q/health/ready",
            "/q/health/started",
            "/q/health/well",
            "/q/health/group",
            "/q/metrics",
            "/q/info",
            "/asyncapi.yaml");
    private static final List<String> CONSOLE_PAGES =
            List.of("/jobs", "/jobs?q=nothing:x", "/jobs/nobody", "/audit", "/suggest?q=mod");
    private static final List<String> FORMS = List.of("text/html", "application/json");

    @ParameterizedTest
    @CsvSource({"INFO, false", "INFO, true", "DEBUG, false"})
    void whatAWorkerPutsOutHoldsNoKeyAndItsLogNoPromptAndNoImage(String level, String json) {
        SimulatorSettings simulated =
                SimulatorSettings.defaults().withDurations(TaskDurations.fixed(Duration.ofSeconds(1)));
        try (HttpRecorder collector = HttpRecorder.answering(200, "");
                Scene scene =
                        Scene.open("secrets-" + level + "-" + json, settings(level, json, collector), simulated)) {
            WorkerProcess worker = scene.start("one");
            Map<String, String> requests = requests();
            requests.forEach((id, body) -> scene.publish(Message.of(body).id(id)));
            // The same identity with another content.
            scene.publish(Message.of(body(PROMPT, "")).id("completed"));
            JsonNode held = scene.awaitProviderCheck(
                    worker, check -> check.path("data").path("message").asText().contains(MASK));
            Map<String, String> out = pages(scene, worker, "while held ");
            scene.events().awaitEndings(requests.size() + 1);
            scene.events().readToEnd();
            out.putAll(pages(scene, worker, ""));
            out.put(
                    "events",
                    scene.events().all().stream().map(Event::everything).collect(Collectors.joining("\n")));
            out.put("jobs", String.join("\n", scene.values("jobs")));
            out.put("receipts", String.join("\n", scene.values("receipts")));
            scene.stop(worker);
            String log = String.join("\n", scene.log());
            out.put("log", log);
            String traces = collector.calls().stream()
                    .map(call -> new String(call.body().toArray(), UTF_8))
                    .collect(Collectors.joining("\n"));
            out.put("traces", traces);

            assertThat(held.path("data").path("http_status").asInt()).isEqualTo(401);
            assertThat(scene.events().ending("refuse-echo").everything()).contains(MASK);
            assertThat(scene.events().ending("server-error-echo").kind()).isEqualTo(Event.Kind.COMPLETED);
            assertThat(out.get("jobs")).contains(PROMPT, IMAGE);
            assertThat(log).contains("refuse-echo", level);
            assertThat(traces).contains("submitted", "rejected");
            assertThat(out)
                    .allSatisfy((place, text) -> assertThat(text).as(place).doesNotContain(Scene.API_KEY));
            assertThat(log).doesNotContain(PROMPT, IMAGE);
            assertThat(traces).doesNotContain(PROMPT, IMAGE);
            assertThat(out.get("/q/metrics"))
                    .contains("takeone_transitions_total")
                    .doesNotContain(PROMPT, IMAGE);
        }
    }

    /** With prompts it is seen that the page of each job has a place for one. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatAConsolePutsOutHoldsNoKeyAndNoPromptUnlessPromptsAreAskedFor(boolean prompts) {
        SimulatorSettings simulated =
                SimulatorSettings.defaults().withDurations(TaskDurations.fixed(Duration.ofSeconds(1)));
        List<String> log = new CopyOnWriteArrayList<>();
        try (Scene scene = Scene.open("secrets-console-" + prompts, Map.of(), simulated)) {
            scene.start("one");
            scene.publish(Message.of(body(PROMPT, "")).id("completed"));
            scene.publish(Message.of(body(PROMPT + " [sim:refuse]", "")).id("refused"));
            scene.publish(Message.of(body(PROMPT + " [sim:never-ends]", "")).id("running"));
            // A provider's words are shown as they are, and these repeat the prompt.
            scene.publish(Message.of(body("an echo [sim:refuse-echo]", "")).id("echoed"));
            scene.events().awaitEndings(List.of("completed", "refused", "echoed"));
            try (WorkerProcess console = WorkerProcess.start(asConsole(scene, prompts), log::add)) {
                console.awaitReady();
                Map<String, String> out = new LinkedHashMap<>();
                List<String> jobs = Stream.of("completed", "refused", "running")
                        .map(id -> page(scene, console, id, prompts ? PROMPT : "kcat -b ", out))
                        .toList();
                page(scene, console, "echoed", MASK, out);
                Stream.of(PAGES, CONSOLE_PAGES)
                        .flatMap(List::stream)
                        .forEach(page ->
                                FORMS.forEach(form -> out.put(page + " as " + form, scene.get(console, page, form))));
                console.stop();
                out.put("log", String.join("\n", log));

                assertThat(out.get("log")).contains("DEBUG");
                assertThat(out)
                        .allSatisfy((place, text) -> assertThat(text).as(place).doesNotContain(Scene.API_KEY));
                assertThat(out)
                        .allSatisfy((place, text) -> assertThat(text.contains(PROMPT))
                                .as(place)
                                .isEqualTo(prompts && jobs.stream().anyMatch(place::startsWith)));
            }
        }
    }

    private static Map<String, String> asConsole(Scene scene, boolean prompts) {
        return scene.environment(
                "console",
                Map.of(
                        "TAKEONE_ROLE",
                        "console",
                        "TAKEONE_CONSOLE_PROMPTS",
                        Boolean.toString(prompts),
                        "QUARKUS_LOG_LEVEL",
                        "DEBUG"));
    }

    /** The address of the only job of that id, once its page has that text in every form. */
    private static String page(Scene scene, WorkerProcess console, String id, String text, Map<String, String> out) {
        String filter = "/jobs?q=id:" + id;
        Waiting.until(
                "the job " + id,
                () -> Event.json(scene.get(console, filter, "application/json"))
                                .at("/page/found")
                                .asInt()
                        == 1);
        String page = "/jobs/"
                + Event.json(scene.get(console, filter, "application/json"))
                        .at("/page/lines/0/job_id")
                        .asText();
        FORMS.forEach(form -> Waiting.until(text + " on the page of " + id, () -> {
            String shown = scene.get(console, page, form);
            out.put(page + " as " + form, shown);
            return shown.contains(text);
        }));
        return page;
    }

    private static Map<String, String> settings(String level, String json, HttpRecorder collector) {
        return Map.of(
                "QUARKUS_LOG_LEVEL",
                level,
                "QUARKUS_LOG_CONSOLE_JSON_ENABLED",
                json,
                "QUARKUS_OTEL_SDK_DISABLED",
                "false",
                "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT",
                collector.url().toString(),
                "QUARKUS_OTEL_EXPORTER_OTLP_PROTOCOL",
                "http/protobuf",
                "QUARKUS_OTEL_BSP_SCHEDULE_DELAY",
                "100ms");
    }

    /** By their ids, which are also what happens to them. */
    private static Map<String, String> requests() {
        Map<String, String> requests = Stream.of(
                        "refuse-echo",
                        "bad-key-echo",
                        "server-error-echo",
                        "refuse",
                        "cut-after-accept",
                        "garbage",
                        "fails",
                        "no-url",
                        "check-garbage")
                .collect(Collectors.toMap(
                        word -> word,
                        word -> body(PROMPT + " [sim:" + word + "]", ",\"first_frame_image\":\"" + IMAGE + "\""),
                        (one, other) -> one,
                        LinkedHashMap::new));
        requests.put("completed", body(PROMPT, ",\"first_frame_image\":\"" + IMAGE + "\""));
        requests.put("typo", body(PROMPT, ",\"durration\":4,\"last_frame_image\":\"" + IMAGE + "\""));
        requests.put("no-json", PROMPT + " " + IMAGE);
        return requests;
    }

    private static String body(String prompt, String more) {
        return "{" + Message.MODEL + ",\"prompt\":\"" + prompt + "\"" + more + "}";
    }

    private static Map<String, String> pages(Scene scene, WorkerProcess worker, String when) {
        return PAGES.stream()
                .collect(Collectors.toMap(
                        page -> when + page, page -> scene.get(worker, page), (one, other) -> one, LinkedHashMap::new));
    }
}
