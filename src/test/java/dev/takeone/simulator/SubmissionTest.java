package dev.takeone.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.simulator.Ledger.Outcome;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubmissionTest {
    private final VirtualClock clock = new VirtualClock(Instant.parse("2026-11-22T10:00:00Z"));
    private final Simulator simulator =
            Simulator.start(SimulatorSettings.defaults().withClock(clock));
    private final Caller caller = new Caller(simulator);

    @AfterEach
    void stop() {
        caller.close();
        simulator.close();
    }

    @Test
    void anAcceptedSubmissionIsChargedAndToldItsTaskId() {
        JsonObject answer = json(caller.post("a dog #dog-1", "Idempotency-Key", "k1"));

        assertThat(answer.getInteger("code")).isEqualTo(200);
        assertThat(answer.getJsonArray("data")).hasSize(1);
        JsonObject task = answer.getJsonArray("data").getJsonObject(0);
        assertThat(task.fieldNames()).containsExactlyInAnyOrder("status", "task_id");
        assertThat(task.getString("status")).isEqualTo("submitted");
        assertThat(task.getString("task_id")).matches("task_[0-9A-HJKMNP-TV-Z]{26}");
        assertThat(simulator.ledger().chargesFor("#dog-1"))
                .singleElement()
                .satisfies(charge -> assertThat(charge.taskIds()).containsExactly(task.getString("task_id")));
        assertThat(simulator.ledger().chargesByKey()).containsOnlyKeys("k1");
    }

    @Test
    void withTheVersionHeaderTheAnswerIsAnObject() {
        JsonObject answer = json(caller.post("a dog", Caller.VERSION, "2026-07-27"));

        assertThat(answer.fieldNames()).containsExactlyInAnyOrder("request_id", "data");
        assertThat(answer.getJsonObject("data").getString("object")).isEqualTo("generation.task");
        assertThat(answer.getJsonObject("data").getString("id")).startsWith("task_");
        assertThat(answer.getJsonObject("data").getString("status")).isEqualTo("submitted");
    }

    @Test
    void theOlderShapeCarriesTaskInfo() {
        JsonObject data = json(caller.post("a dog [sim:old-shape][sim:estimated-time=120]"))
                .getJsonObject("data");

        assertThat(data.getString("object")).isEqualTo("video.generation.task");
        assertThat(data.getString("status")).isEqualTo("pending");
        assertThat(data.getJsonObject("task_info").getInteger("estimated_time")).isEqualTo(120);
    }

    @Test
    void theExtShapeHasBodyCode202AndAnAddressToAsk() {
        JsonObject answer = json(caller.post("a dog [sim:ext-shape]"));

        assertThat(answer.getInteger("code")).isEqualTo(202);
        JsonObject data = answer.getJsonObject("data");
        assertThat(data.getString("poll_url")).isEqualTo("/v1/tasks/" + data.getString("id"));
    }

    @Test
    void aTaskMayBeDoneAtOnce() {
        JsonObject data = json(caller.post("a dog [sim:at-once]")).getJsonObject("data");

        assertThat(data.getString("object")).isEqualTo("generation.result");
        assertThat(data.getString("status")).isEqualTo("completed");
        assertThat(caller.status(data.getString("id"))).isEqualTo("completed");
    }

    @Test
    void oneChargeMayMakeSeveralTasks() {
        JsonObject answer = json(caller.post("a dog #many [sim:several-ids=3]", Caller.VERSION, "2026-07-27"));

        List<String> ids = answer.getJsonArray("data").stream()
                .map(task -> ((JsonObject) task).getString("task_id"))
                .toList();
        assertThat(ids).hasSize(3).doesNotHaveDuplicates();
        assertThat(simulator.ledger().chargesFor("#many"))
                .singleElement()
                .satisfies(charge -> assertThat(charge.taskIds()).isEqualTo(ids));
    }

    @Test
    void anEstimateStandsBesideTheTaskId() {
        JsonObject answer = json(caller.post("a dog [sim:estimated-time]"));

        assertThat(answer.getJsonArray("data").getJsonObject(0).getInteger("estimated_time"))
                .isEqualTo(300);
    }

    @Test
    void aWrongKeyIsRefusedInTheEnvelope() {
        HttpResponse<String> answer = caller.send(caller.to("/v1/videos/generations", "wrong")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Caller.body("a dog"))));

        assertThat(answer.statusCode()).isEqualTo(401);
        JsonObject error = json(answer).getJsonObject("error");
        assertThat(error.getInteger("code")).isEqualTo(401);
        assertThat(error.getString("type")).isEqualTo("authentication_error");
        assertThat(error.getString("message")).isNotBlank();
        assertThat(simulator.totals().charges()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not json",
                "[1,2]",
                "{}",
                "{\"model\":\"veo9\",\"prompt\":\"a dog\"}",
                "{\"model\":\"veo3.1-fast-official\"}",
                "{\"model\":\"veo3.1-fast-official\",\"prompt\":\" \"}",
                "{\"model\":\"veo3.1-fast-official\",\"prompt\":\"a dog\",\"duration\":\"8\"}",
                "{\"model\":\"veo3.1-fast-official\",\"prompt\":\"a dog [sim:cut-aftr-accept]\"}",
                "{\"model\":\"veo3.1-fast-official\",\"prompt\":\"a dog [sim:throttle=0]\"}",
            })
    void whatIsNoRequestIsRefusedAndNotCharged(String body) {
        assertThat(RawCall.post(simulator, body)).isEqualTo("400 invalid_request_error");
        assertThat(simulator.totals().charges()).isZero();
        assertThat(simulator.ledger().posts()).extracting(Ledger.Post::outcome).containsExactly(Outcome.REFUSED);
    }

    @ParameterizedTest
    @CsvSource({"text/plain,400", "application/json,200", "Application/JSON; charset=utf-8,200"})
    void onlyJsonIsTaken(String contentType, int status) {
        HttpResponse<String> answer = caller.send(caller.to("/v1/videos/generations", "simulator-key")
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofString(Caller.body("a dog"))));

        assertThat(answer.statusCode()).isEqualTo(status);
    }

    @Test
    void aRepeatUnderTheSameKeyGetsTheSameAnswerAndNoCharge() {
        HttpResponse<String> first = caller.post("a dog", "Idempotency-Key", "k1");
        HttpResponse<String> second = caller.post("a dog", "Idempotency-Key", "k1");

        assertThat(second.body()).isEqualTo(first.body());
        assertThat(first.headers().firstValue("Idempotency-Replayed")).isEmpty();
        assertThat(second.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(simulator.totals())
                .returns(2L, Ledger.Totals::posts)
                .returns(1L, Ledger.Totals::charges)
                .returns(1L, Ledger.Totals::replays)
                .returns(0L, Ledger.Totals::doubleCharges);
    }

    @Test
    void theSameKeyWithAnotherBodyIsAConflict() {
        caller.post("a dog", "Idempotency-Key", "k1");
        HttpResponse<String> second = caller.post("a cat", "Idempotency-Key", "k1");

        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(json(second).getJsonObject("error").getString("type")).isEqualTo("idempotency_key_reused");
        assertThat(simulator.ledger().posts())
                .extracting(Ledger.Post::outcome)
                .containsExactly(Outcome.ACCEPTED, Outcome.CONFLICT);
    }

    @Test
    void aKeyHasAtMost191VisibleCharacters() {
        assertThat(caller.post("a dog", "Idempotency-Key", "k".repeat(191)).statusCode())
                .isEqualTo(200);
        assertThat(caller.post("a dog", "Idempotency-Key", "k".repeat(192)).statusCode())
                .isEqualTo(400);
        assertThat(caller.post("a dog", "Idempotency-Key", "with space").statusCode())
                .isEqualTo(400);
    }

    @Test
    void withoutAKeyEveryPostIsChargedAndTheLedgerSaysSo() {
        caller.post("a dog #twice");
        caller.post("a dog #twice");
        caller.post("a cat #once");

        assertThat(simulator.ledger().doubleCharges()).containsOnlyKeys("#twice");
        assertThat(simulator.totals().doubleCharges()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Fault.Refusal.class)
    void aRefusalIsShownOnceAndChargesNothing(Fault.Refusal refusal) {
        String body = Caller.body("a dog [sim:" + refusal.word() + "]");

        assertThat(RawCall.post(simulator, body)).isEqualTo(looksLike(refusal));
        assertThat(simulator.totals().charges()).isZero();
        assertThat(RawCall.post(simulator, body)).isEqualTo("200 code 200");
        assertThat(simulator.totals().charges()).isEqualTo(1);
        assertThat(simulator.ledger().posts())
                .extracting(Ledger.Post::outcome)
                .containsExactly(Outcome.REFUSED, Outcome.ACCEPTED);
        assertThat(simulator.ledger().posts().getFirst().fault()).contains(refusal.word());
    }

    private static String looksLike(Fault.Refusal refusal) {
        return switch (refusal) {
            case REFUSE, REFUSE_ECHO -> "400 invalid_request_error";
            case BAD_KEY, BAD_KEY_ECHO -> "401 authentication_error";
            case NO_BALANCE -> "402 payment_required";
            case FORBIDDEN -> "403 permission_error";
            case EDGE_403 -> "403 html";
            case EDGE_404 -> "404 html";
            case CONFLICT -> "409 conflict_error";
            case TIMEOUT_408 -> "408 server_error";
            case SENSITIVE -> "422 invalid_request_error";
            case THROTTLE -> "429 after 1 s rate_limit_error";
            case SERVER_ERROR, SERVER_ERROR_ECHO, BUILD_FAILED -> "500 server_error";
            case HTML_502 -> "502 html";
            case UNAVAILABLE -> "503 after 1 s server_error";
            case KEYS_AWAY -> "503 idempotency_unavailable";
            case UNAVAILABLE_HTML -> "503 html";
            case GATEWAY_TIMEOUT -> "504 html";
            case BODY_402 -> "200 code 402";
            case REDIRECT -> "307 empty";
            case CUT_BEFORE_ACCEPT -> "closed";
            case RESET_BEFORE_ACCEPT -> "reset";
            case SILENT_BEFORE_ACCEPT -> "silent";
        };
    }

    @ParameterizedTest
    @EnumSource(Fault.Loss.class)
    void aLossIsShownAfterTheCharge(Fault.Loss loss) {
        simulator.next(loss, 1, 1);

        assertThat(RawCall.post(simulator, Caller.body("a dog #paid"))).isEqualTo(looksLike(loss));
        assertThat(simulator.ledger().chargesFor("#paid")).hasSize(1);
        assertThat(simulator.ledger().posts())
                .singleElement()
                .returns(Outcome.ACCEPTED, Ledger.Post::outcome)
                .satisfies(post -> assertThat(post.fault()).contains(loss.word()));
    }

    private static String looksLike(Fault.Loss loss) {
        return switch (loss) {
            case CUT_AFTER_ACCEPT -> "closed";
            case RESET_AFTER_ACCEPT -> "reset";
            case HALF_ANSWER -> "200 half";
            case SILENT_AFTER_ACCEPT -> "silent";
            case SLOW_ANSWER, NO_ID -> "200 code 200";
            case GARBAGE -> "200 unreadable";
            case SERVER_ERROR_AFTER_ACCEPT -> "500 server_error";
            case HTML_502_AFTER_ACCEPT -> "502 html";
            case UNAVAILABLE_AFTER_ACCEPT -> "503 after 1 s server_error";
            case IN_PROGRESS -> "409 after 1 s idempotency_in_progress";
            case INDETERMINATE -> "409 idempotency_result_indeterminate";
            case SPOILED_ANSWER -> "200 unreadable";
        };
    }

    @Test
    void aRepeatAfterALostAnswerIsRecognised() {
        simulator.next(Fault.Loss.SERVER_ERROR_AFTER_ACCEPT, 2);

        assertThat(caller.post("a dog", "Idempotency-Key", "k1").statusCode()).isEqualTo(500);
        assertThat(caller.post("a dog", "Idempotency-Key", "k1").statusCode()).isEqualTo(500);
        HttpResponse<String> third = caller.post("a dog", "Idempotency-Key", "k1");
        assertThat(third.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(simulator.totals().charges()).isEqualTo(1);
    }

    @Test
    void aRefusedPostLeavesItsKeyUnused() {
        simulator.next(Fault.Refusal.THROTTLE, 1);
        caller.post("a dog", "Idempotency-Key", "k1");

        assertThat(caller.post("a cat", "Idempotency-Key", "k1").statusCode()).isEqualTo(200);
    }

    @Test
    void anErrorOfBuildingTheRequestSaysSoInItsMessage() {
        HttpResponse<String> answer = caller.post("a dog [sim:build-failed]");

        assertThat(json(answer).getJsonObject("error").getString("message")).startsWith("build_request_failed:");
    }

    @Test
    void aRedirectThatIsFollowedIsChargedWhereItLeads() {
        HttpResponse<String> answer = caller.post("a dog [sim:redirect]");

        assertThat(answer.headers().firstValue("location")).contains("/v1/videos/generations");
        assertThat(simulator.totals().posts()).isEqualTo(1);
    }

    @Test
    void faultsOfAPromptComeInTheirOrderAndTimes() {
        String body = Caller.body("a dog [sim:throttle=2:7] [sim:server-error] [sim:unavailable=1:0]");

        assertThat(List.of(
                        RawCall.post(simulator, body),
                        RawCall.post(simulator, body),
                        RawCall.post(simulator, body),
                        RawCall.post(simulator, body),
                        RawCall.post(simulator, body)))
                .containsExactly(
                        "429 after 7 s rate_limit_error",
                        "429 after 7 s rate_limit_error",
                        "500 server_error",
                        "503 server_error",
                        "200 code 200");
        assertThat(simulator.totals().throttled()).isEqualTo(2);
    }

    @Test
    void faultsForWhateverComesNextGoFirstAndCanBeForgotten() {
        simulator.next(Fault.Refusal.HTML_502, Fault.ALWAYS);

        assertThat(RawCall.post(simulator, Caller.body("a dog [sim:refuse]"))).isEqualTo("502 html");
        assertThat(RawCall.post(simulator, Caller.body("a cat"))).isEqualTo("502 html");
        simulator.clearFaults();
        assertThat(RawCall.post(simulator, Caller.body("a dog [sim:refuse]"))).isEqualTo("400 invalid_request_error");
    }

    private static JsonObject json(HttpResponse<String> answer) {
        return new JsonObject(answer.body());
    }
}
