package dev.takeone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.takeone.process.WorkerProcess;
import dev.takeone.simulator.Fault;
import dev.takeone.simulator.Ledger;
import dev.takeone.simulator.SimulatorSettings;
import dev.takeone.simulator.TaskDurations;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no request's fault: the worker keeps all of them, says what is the matter, and goes on by itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HeldProviderIT {

    private final Scene scene = Scene.open(
            "held", Map.of(), SimulatorSettings.defaults().withDurations(TaskDurations.fixed(Duration.ofSeconds(1))));
    private final WorkerProcess worker = scene.start("one");

    @AfterAll
    void end() {
        scene.close();
    }

    @Test
    void anEmptyAccountKeepsAllRequestsAndRunningTasks() {
        scene.request("running", "[sim:seconds=2]");
        scene.events().await("running", () -> !scene.events().of("running").isEmpty());
        scene.simulator().holdAccount(true);
        List<String> ids = requests("empty", 5, "");
        JsonNode check = scene.awaitProviderCheck(worker, HeldProviderIT::isDown);

        assertThat(check.path("data").path("cause").asText()).isEqualTo("account_held");
        assertThat(check.path("data").path("http_status").asInt()).isEqualTo(402);
        assertThat(check.path("data").path("message").asText()).isEqualTo("Insufficient balance");
        assertThat(scene.health(worker, "ready").path("status").asText()).isEqualTo("UP");
        assertThat(scene.health(worker, "live").path("status").asText()).isEqualTo("UP");
        scene.events().readToEnd();
        assertThat(ids).allSatisfy(id -> assertThat(scene.events().of(id)).isEmpty());

        scene.simulator().holdAccount(false);
        scene.events().awaitEndings(ids);
        scene.events().awaitEndings(List.of("running"));
        assertOneChargeEach(ids);
        assertOneChargeEach(List.of("running"));
        scene.awaitProviderCheck(worker, health -> !isDown(health));
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(Fault.Refusal.BAD_KEY, 401, "Invalid API key"),
                Arguments.of(Fault.Refusal.FORBIDDEN, 403, "The key may not use this model"),
                Arguments.of(
                        Fault.Refusal.REDIRECT,
                        307,
                        "HTTP 307, a redirect to /v1/videos/generations: takeone.provider.url is not the provider's own"
                                + " address"),
                Arguments.of(Fault.Refusal.EDGE_404, 404, "HTTP 404 without the provider's error envelope"));
    }

    /** A wrong URL answers so, too: a page of whoever is there. */
    @ParameterizedTest
    @MethodSource("refusals")
    void aRefusalThatIsNoRequestsFaultBurnsNone(Fault refusal, int status, String message) {
        scene.simulator().next(refusal, Fault.ALWAYS);
        List<String> ids = requests(refusal.word(), 3, "");
        JsonNode check = scene.awaitProviderCheck(worker, HeldProviderIT::isDown);
        scene.simulator().clearFaults();
        scene.events().awaitEndings(ids);

        assertThat(check.path("data").path("cause").asText()).isEqualTo("account_held");
        assertThat(check.path("data").path("held").asText()).isEqualTo("SUBMISSION");
        assertThat(check.path("data").path("http_status").asInt()).isEqualTo(status);
        assertThat(check.path("data").path("message").asText()).isEqualTo(message);
        assertOneChargeEach(ids);
    }

    /** While submissions are held, a task that is running is asked for, and ends. */
    @Test
    void aRefusalInTheBodyHoldsSubmissionsOnly() {
        scene.request("before", "[sim:seconds=2]");
        scene.events().await("before", () -> !scene.events().of("before").isEmpty());
        scene.simulator().next(Fault.Refusal.BODY_402, Fault.ALWAYS);
        List<String> ids = requests("body-402", 2, "");
        scene.awaitProviderCheck(worker, HeldProviderIT::isDown);
        scene.events().awaitEndings(List.of("before"));
        assertThat(scene.events().ending("before").kind()).isEqualTo(Event.Kind.COMPLETED);
        scene.simulator().clearFaults();
        scene.events().awaitEndings(ids);
        assertOneChargeEach(ids);
    }

    /** A throttled repeat says nothing of the first POST: the doubt stays, and the key settles it. */
    @Test
    void throttledRequestsWaitAsLongAsTheProviderAsks() {
        scene.request("throttled", "[sim:throttle=2:2]");
        scene.request("unavailable", "[sim:unavailable=1:1]");
        scene.request("doubted", "[sim:cut-after-accept][sim:throttle=1:1]");
        scene.events().awaitEndings(List.of("throttled", "unavailable", "doubted"));

        List<Ledger.Post> throttled = postsOf("throttled");
        assertThat(throttled).hasSize(3);
        IntStream.range(1, 3)
                .forEach(n -> assertThat(Duration.between(
                                throttled.get(n - 1).at(), throttled.get(n).at()))
                        .isGreaterThanOrEqualTo(Duration.ofSeconds(2)));
        assertThat(scene.events().submitted("throttled").json().path("attempt").asInt())
                .isEqualTo(3);
        assertThat(scene.events().submitted("doubted").json().path("replayed").asBoolean())
                .isTrue();
        assertOneChargeEach(List.of("throttled", "unavailable", "doubted"));
    }

    /** Paid, and the repeat meets what holds the account: nothing is known of the first POST by that. */
    @ParameterizedTest
    @ValueSource(
            strings = {"no-balance", "body-402", "bad-key", "edge-404", "forbidden", "redirect", "unavailable=1:1"})
    void aRepeatThatMeetsAHeldAccountLeavesTheRequestInDoubt(String fault) {
        String id = "doubt-" + fault.replaceAll("\\W", "-");
        scene.request(id, "[sim:half-answer][sim:" + fault + "]");
        scene.events().awaitEndings(List.of(id));

        assertOneChargeEach(List.of(id));
        assertFoundAgainAtAttempt(3, id);
    }

    @Test
    void aRepeatThatFindsNoConnectionLeavesTheRequestInDoubt() {
        scene.request("doubt-away", "[sim:cut-after-accept]");
        scene.events().await("a charge", () -> scene.charges("doubt-away") == 1);
        scene.simulator().pause();
        JsonNode check = scene.awaitProviderCheck(worker, HeldProviderIT::isDown);
        scene.simulator().resume();
        scene.events().awaitEndings(List.of("doubt-away"));

        assertThat(check.path("data").path("cause").asText()).isEqualTo("provider_away");
        assertOneChargeEach(List.of("doubt-away"));
        assertFoundAgainAtAttempt(2, "doubt-away");
    }

    private void assertFoundAgainAtAttempt(int attempt, String id) {
        JsonNode submitted = scene.events().submitted(id).json();
        assertThat(submitted.path("attempt").asInt()).isEqualTo(attempt);
        assertThat(submitted.path("replayed").asBoolean()).isTrue();
        assertThat(submitted.path("task_id").asText())
                .isEqualTo(scene.simulator()
                        .ledger()
                        .chargesFor("#" + id)
                        .getFirst()
                        .taskIds()
                        .getFirst());
    }

    @Test
    void aCheckThatIsRefusedOrThrottledEndsNoTask() {
        List<String> faults = List.of("check-no-balance", "check-throttle", "check-unavailable");
        faults.forEach(fault -> scene.request(fault, "[sim:" + fault + "]"));
        scene.events().awaitEndings(faults);
        assertOneChargeEach(faults);
    }

    @Test
    void aProviderThatIsAwayIsWaitedFor() {
        scene.request("in-flight", "[sim:seconds=2]");
        scene.events().await("in-flight", () -> !scene.events().of("in-flight").isEmpty());
        scene.simulator().pause();
        List<String> ids = requests("away", 5, "");
        JsonNode check = scene.awaitProviderCheck(worker, HeldProviderIT::isDown);
        scene.simulator().resume();
        scene.events().awaitEndings(ids);
        scene.events().awaitEndings(List.of("in-flight"));

        assertThat(check.path("data").path("cause").asText()).isEqualTo("provider_away");
        assertThat(check.path("data").path("message").asText()).isNotBlank();
        assertOneChargeEach(ids);
        assertOneChargeEach(List.of("in-flight"));
        assertThat(ids)
                .allSatisfy(id -> assertThat(scene.events()
                                .submitted(id)
                                .json()
                                .path("attempt")
                                .asInt())
                        .as("a POST that found no connection was none")
                        .isEqualTo(1));
    }

    private List<String> requests(String prefix, int count, String directives) {
        List<String> ids =
                IntStream.range(0, count).mapToObj(n -> prefix + "-" + n).toList();
        ids.forEach(id -> scene.request(id, directives));
        return ids;
    }

    private List<Ledger.Post> postsOf(String id) {
        Ledger ledger = scene.simulator().ledger();
        String body = ledger.chargesFor("#" + id).getFirst().bodyHash();
        return ledger.posts().stream()
                .filter(post -> post.bodyHash().equals(body))
                .toList();
    }

    private void assertOneChargeEach(List<String> ids) {
        assertThat(ids).allSatisfy(id -> {
            assertThat(scene.events().ending(id).kind()).isEqualTo(Event.Kind.COMPLETED);
            assertThat(scene.events().submitted(id).text("task_id")).isNotEmpty();
            assertThat(scene.charges(id)).isEqualTo(1);
        });
    }

    private static boolean isDown(JsonNode check) {
        return check.path("status").asText().equals("DOWN");
    }
}
