package dev.takeone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.takeone.endtoend.Event.Kind;
import dev.takeone.process.WorkerProcess;
import dev.takeone.simulator.SimulatorSettings;
import dev.takeone.simulator.TaskDurations;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every kind of record, all in one stream: each ends once, and none stops the others. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecordKindsIT {
    private static final String METADATA = "{\"order\":{\"lines\":1.10},\"note\":\"für uns\"}";
    private static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final byte[] ODD_KEY = {0, (byte) 0xff, 'k', (byte) 0xc3};
    private static final List<String> CE_HEADERS =
            List.of("ce_specversion", "ce_id", "ce_source", "ce_type", "ce_subject", "ce_time", "content-type");

    private final Scene scene = Scene.open(
            "kinds", Map.of(), SimulatorSettings.defaults().withDurations(TaskDurations.fixed(Duration.ofSeconds(1))));
    private final Map<String, String> coordinates = new LinkedHashMap<>();

    private static String body(String marker, String more) {
        return "{" + Message.MODEL + ",\"prompt\":\"#" + marker + " a kite\"" + more + "}";
    }

    @BeforeAll
    void oneStream() {
        WorkerProcess worker = scene.start("one");
        BadRecord.TABLE.forEach(bad -> publish(bad.id(), bad.message().id(bad.id())));
        publishIdentities();
        publish("rich", rich("rich", "").id("rich").key(ODD_KEY).header("traceparent", TRACEPARENT));
        publish(
                "rich-failing",
                rich("rich-failing", "[sim:fails]").id("rich-failing").key(new byte[0]));
        publish(
                "bad-trace",
                Message.prompt("#bad-trace")
                        .id("bad-trace")
                        .header("traceparent", "00-zz")
                        .key("k"));
        publish(
                "many-violations",
                Message.of(body("many", fieldsThatAreNone(60))).id("many-violations"));
        publish("last", Message.of(body("last", "")).id("last").key("k"));
        scene.events().awaitEndings(coordinates.size() - 1);
        scene.events().await("no lag", () -> scene.lag() == 0);
        scene.stop(worker);
        scene.events().readToEnd();
    }

    private static Message rich(String marker, String directives) {
        return Message.of("{ \"metadata\": " + METADATA + ", " + Message.MODEL + ", \"prompt\": \"#" + marker
                + " a kite " + directives + "\", \"duration\": 4 }");
    }

    private static String fieldsThatAreNone(int count) {
        return IntStream.range(0, count).mapToObj(n -> ",\"field" + n + "\":0").collect(Collectors.joining());
    }

    private void publishIdentities() {
        publish(
                "binary",
                Message.of(body("binary", ""))
                        .header("ce_specversion", "1.0")
                        .header("ce_id", "binary-1")
                        .header("ce_source", "/shop")
                        .header("ce_type", "shop.video")
                        .header("content-type", "application/json")
                        .header("request-id", "not-this-one"));
        publish(
                "structured",
                Message.of("""
                        {"specversion":"1.0","id":"structured-1","source":"/shop","type":"shop.video","data":%s}""".formatted(body("structured", "")))
                        .header("content-type", "application/cloudevents+json; charset=utf-8"));
        publish("two-ids", Message.of(body("two-ids", "")).id("a").id("b"));
        publish("no-id", Message.of(body("no-id", "")));
        publish("first", Message.of(body("first", ",\"seed\":1")).id("first").key("same"));
        publish(
                "repeat",
                Message.of("{\"seed\":1," + Message.MODEL + ",\"prompt\":\"#first a kite\"}")
                        .id("first")
                        .key("same"));
        publish("conflict", Message.of(body("first", ",\"seed\":2")).id("first").key("same"));
        publish("same-key", Message.of(body("same-key", "")).id("same-key").key("same"));
    }

    private void publish(String name, Message message) {
        coordinates.put(name, scene.publish(message));
    }

    @AfterAll
    void end() {
        scene.close();
    }

    @Test
    void everyRecordButTheRepeatEndsOnce() {
        List<String> ended =
                scene.events().endings().stream().map(Event::coordinates).toList();
        List<String> records = coordinates.entrySet().stream()
                .filter(record -> !record.getKey().equals("repeat"))
                .map(Map.Entry::getValue)
                .toList();

        assertThat(ended).containsExactlyInAnyOrderElementsOf(records);
        assertThat(scene.events().ending("last").kind()).isEqualTo(Kind.COMPLETED);
    }

    @ParameterizedTest
    @FieldSource("dev.takeone.endtoend.BadRecord#TABLE")
    void aBadRecordIsToldAllThatIsWrongWithIt(BadRecord bad) {
        Event failed = scene.events().ending(bad.id());

        assertThat(violations(failed)).containsExactlyInAnyOrderElementsOf(bad.violations());
        assertThat(failed.text("reason")).isEqualTo("invalid_request");
        assertThat(failed.text("charged")).isEqualTo("no");
        assertThat(failed.json().path("retryable").asBoolean()).isFalse();
        assertThat(failed.coordinates()).isEqualTo(coordinates.get(bad.id()));
        assertThat(failed.key()).as("the request id, for want of a usable key").isEqualTo(bad.id());
        assertThat(failed.headers()).containsOnlyKeys(CE_HEADERS);
        assertThat(scene.charges(bad.id())).isZero();
    }

    @Test
    void ofVeryManyViolationsTheRestIsCounted() {
        Event failed = scene.events().ending("many-violations");

        assertThat(violations(failed)).hasSize(50).allMatch(each -> each.endsWith(" unknown_field"));
        assertThat(failed.json().path("violations_omitted").asInt()).isEqualTo(10);
    }

    @Test
    void aHeaderTwiceIsNoIdentity() {
        Event failed = scene.events().ending(coordinates.getOrDefault("two-ids", ""));

        assertThat(violations(failed)).containsExactly("request-id bad_identity");
        assertThat(failed.headers()).containsEntry("ce_subject", coordinates.get("two-ids"));
        assertThat(scene.charges("two-ids")).isZero();
    }

    @Test
    void cloudEventsAreKnownByTheirSourceAndId() {
        assertThat(scene.events().of("binary-1")).hasSize(2).allSatisfy(event -> {
            assertThat(event.text("request_source")).isEqualTo("/shop");
            assertThat(event.coordinates()).isEqualTo(coordinates.get("binary"));
            assertThat(event.key()).isEqualTo("binary-1");
        });
        assertThat(scene.events().of("structured-1")).hasSize(2).allSatisfy(event -> {
            assertThat(event.text("request_source")).isEqualTo("/shop");
            assertThat(event.coordinates()).isEqualTo(coordinates.get("structured"));
        });
        assertThat(received("binary")).isEqualTo(Message.hash(body("binary", "")));
        assertThat(received("structured")).isEqualTo(Message.hash(body("structured", "")));
    }

    @Test
    void whoHasNoIdentityIsKnownByItsPlace() {
        String place = coordinates.getOrDefault("no-id", "");
        Event completed = scene.events().ending(place);

        assertThat(completed.kind()).isEqualTo(Kind.COMPLETED);
        assertThat(completed.key()).isEqualTo(place);
        assertThat(completed.headers()).containsEntry("ce_subject", place);
        assertThat(completed.json().has("request_source")).isFalse();
    }

    @Test
    void aRepeatSharesTheEndingAndAConflictHasItsOwn() {
        Event conflict = scene.events().ending(coordinates.getOrDefault("conflict", ""));

        assertThat(scene.events().of("first"))
                .extracting(Event::kind)
                .containsExactlyInAnyOrder(Kind.SUBMITTED, Kind.COMPLETED);
        assertThat(scene.charges("first")).isEqualTo(1);
        assertThat(conflict.text("reason")).isEqualTo("conflicting_duplicate");
        assertThat(conflict.text("charged")).isEqualTo("no");
        assertThat(conflict.json().path("retryable").asBoolean()).isFalse();
        assertThat(conflict.json().path("conflicts_with"))
                .isEqualTo(Event.json("{\"kind\":\"request_id\",\"id\":\"first\"}"));
        assertThat(conflict.key()).isEqualTo("same");
        assertThat(scene.events().ending("same-key").kind()).isEqualTo(Kind.COMPLETED);
        assertThat(scene.events().ending("same-key").key()).isEqualTo("same");
    }

    @Test
    void submittedAndCompletedSayAllThatTheContractLists() {
        Event submitted = scene.events().submitted("rich");
        Event completed = scene.events().ending("rich");

        assertThat(fields(submitted.json()))
                .containsExactly(
                        "request_id",
                        "model",
                        "metadata",
                        "origin",
                        "task_id",
                        "cost_estimate",
                        "submitted_at",
                        "attempt",
                        "replayed");
        assertThat(fields(completed.json()))
                .containsExactly(
                        "request_id",
                        "model",
                        "metadata",
                        "origin",
                        "task_id",
                        "videos",
                        "submitted_at",
                        "completed_at",
                        "generation_seconds",
                        "cost",
                        "polls");
        assertHeaders(submitted, submitted.text("submitted_at"));
        assertHeaders(completed, completed.text("completed_at"));
        assertThat(submitted.headers()).containsEntry("traceparent", TRACEPARENT);
        assertThat(completed.headers()).containsEntry("traceparent", TRACEPARENT);
        assertThat(completed.text("submitted_at")).isEqualTo(submitted.text("submitted_at"));
        assertThat(completed.time("completed_at")).isAfter(completed.time("submitted_at"));
        JsonNode video = completed.json().path("videos").path(0);
        assertThat(fields(video)).containsExactly("url", "expires_at");
        assertThat(Instant.parse(video.path("expires_at").asText())).isAfter(completed.time("completed_at"));
        assertThat(completed.json().path("generation_seconds").decimalValue()).isEqualByComparingTo("1");
        assertThat(completed.json().path("cost").decimalValue()).isEqualByComparingTo("0.1");
        assertThat(completed.json().path("polls").asInt()).isPositive();
        assertThat(jobId(submitted)).isEqualTo(jobId(completed));
    }

    @Test
    void failedSaysAllThatTheContractLists() {
        Event failed = scene.events().ending("rich-failing");

        assertThat(fields(failed.json()))
                .containsExactly(
                        "request_id",
                        "model",
                        "metadata",
                        "origin",
                        "task_id",
                        "reason",
                        "charged",
                        "retryable",
                        "message",
                        "provider_error",
                        "failed_at");
        assertHeaders(failed, failed.text("failed_at"));
        assertThat(failed.headers()).doesNotContainKey("traceparent");
        assertThat(failed.key()).as("an empty key is a key").isEmpty();
        assertThat(scene.events().ending("bad-trace").headers()).doesNotContainKey("traceparent");
    }

    @Test
    void metadataComesBackAndIsNotSent() {
        assertThat(scene.events().of("rich")).hasSize(2).allSatisfy(event -> {
            assertThat(event.json().path("metadata").toString()).isEqualTo(METADATA.replace("1.10", "1.1"));
            assertThat(event.key()).isEqualTo(new String(ODD_KEY, StandardCharsets.ISO_8859_1));
        });
        assertThat(received("rich"))
                .isEqualTo(Message.hash("{" + Message.MODEL + ",\"prompt\":\"#rich a kite \",\"duration\":4}"));
    }

    @Test
    void eventIdsAreUniqueAndNothingIsNull() {
        assertThat(scene.events().all())
                .extracting(event -> event.headers().get("ce_id"))
                .doesNotHaveDuplicates();
        assertThat(scene.events().all())
                .noneMatch(event -> event.json().toString().contains("null"));
    }

    private static void assertHeaders(Event event, String time) {
        assertThat(event.headers())
                .containsKeys(CE_HEADERS.toArray(String[]::new))
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_source", "/takeone")
                .containsEntry("ce_type", "dev.takeone.video." + event.kind().word() + ".v1")
                .containsEntry("ce_subject", event.requestId())
                .containsEntry("ce_time", time)
                .containsEntry("content-type", "application/json");
        assertThat(event.headers().get("ce_id"))
                .matches("[0-9a-f]{32}-" + event.kind().word());
        assertThat(time).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
    }

    private static String jobId(Event event) {
        return event.headers().getOrDefault("ce_id", "").split("-", 2)[0];
    }

    private static List<String> violations(Event event) {
        List<String> violations = new ArrayList<>();
        event.json().path("violations").forEach(each -> {
            assertThat(each.path("message").asText()).isNotBlank();
            violations.add(each.path("field").asText() + " " + each.path("code").asText());
        });
        return violations;
    }

    private static List<String> fields(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    /** What stands for the body that the provider got. */
    private String received(String marker) {
        return scene.simulator().ledger().chargesFor("#" + marker).getFirst().bodyHash();
    }
}
