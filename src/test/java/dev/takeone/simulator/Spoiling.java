package dev.takeone.simulator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;

/** What each fault looks like on the wire. */
final class Spoiling {
    private static final Map<String, String> SAME_PLACE = Map.of("location", "/v1/videos/generations");

    private Spoiling() {}

    /** The reply to a POST that is not accepted. */
    static Reply refused(Fault.Refusal refusal, int parameter, Submission submission) {
        return switch (refusal) {
            case REFUSE -> Reply.error(400, "invalid_request_error", "Invalid parameter");
            case BAD_KEY -> Reply.badKey();
            case NO_BALANCE -> Reply.noBalance();
            case REFUSE_ECHO -> Reply.error(400, "invalid_request_error", repeated(submission));
            case BAD_KEY_ECHO -> Reply.error(401, "authentication_error", repeated(submission));
            case SERVER_ERROR_ECHO -> Reply.error(500, "server_error", repeated(submission));
            case FORBIDDEN -> Reply.error(403, "permission_error", "The key may not use this model");
            case EDGE_403 -> Reply.html(403);
            case EDGE_404 -> Reply.html(404);
            case CONFLICT -> Reply.error(409, "conflict_error", "The request conflicts with another");
            case TIMEOUT_408 -> Reply.error(408, "server_error", "Request timeout");
            case SENSITIVE -> Reply.error(422, "invalid_request_error", "Sensitive content");
            case THROTTLE -> Reply.throttled(parameter);
            case SERVER_ERROR -> serverError("Internal error");
            case BUILD_FAILED -> serverError("build_request_failed: content moderation failed");
            case HTML_502 -> Reply.html(502);
            case UNAVAILABLE -> Reply.unavailable(parameter);
            case KEYS_AWAY -> Reply.error(503, "idempotency_unavailable", "The request was not executed");
            case UNAVAILABLE_HTML -> Reply.html(503);
            case GATEWAY_TIMEOUT -> Reply.html(504);
            case BODY_402 -> Reply.json(200, new JsonObject().put("code", 402).put("message", "Insufficient balance"));
            case REDIRECT -> new Reply.Answer(307, SAME_PLACE, "");
            case CUT_BEFORE_ACCEPT -> new Reply.Cut();
            case RESET_BEFORE_ACCEPT -> new Reply.Reset();
            case SILENT_BEFORE_ACCEPT -> new Reply.Silence();
        };
    }

    /** What is left of the answer to a POST that is accepted. */
    static Reply lost(Fault.Loss loss, int parameter, Reply.Answer answer) {
        return switch (loss) {
            case CUT_AFTER_ACCEPT -> new Reply.Cut();
            case RESET_AFTER_ACCEPT -> new Reply.Reset();
            case HALF_ANSWER -> new Reply.Half(answer);
            case SILENT_AFTER_ACCEPT -> new Reply.Silence();
            case SLOW_ANSWER -> new Reply.Slow(Duration.ofMillis(parameter), answer);
            case NO_ID -> Reply.json(200, new JsonObject().put("code", 200).put("data", new JsonArray()));
            case GARBAGE -> Reply.garbage();
            case SERVER_ERROR_AFTER_ACCEPT -> serverError("Internal error");
            case HTML_502_AFTER_ACCEPT -> Reply.html(502);
            case UNAVAILABLE_AFTER_ACCEPT -> Reply.unavailable(parameter);
            case IN_PROGRESS -> Reply.inProgress(parameter);
            case INDETERMINATE ->
                Reply.error(409, "idempotency_result_indeterminate", "Nobody knows what became of the request");
            case SPOILED_ANSWER ->
                new Reply.Answer(
                        answer.status(),
                        answer.headers(),
                        answer.body().replaceFirst("\\{", "{\"x\":\"a\nb\",\"y\":NaN,"));
        };
    }

    /** The reply to a check, {@code status} being what it would have been told. */
    static Reply checked(Fault.Check check, int parameter, JsonObject status) {
        return switch (check) {
            case MYSTERY -> Reply.json(200, withStatus(status, "mystery"));
            case NO_STATUS -> Reply.json(200, withoutStatus(status));
            case NOT_FOUND -> unknownTask(404);
            case GONE -> unknownTask(410);
            case NOT_EXIST -> Reply.error(400, "task_not_exist", "The task does not exist");
            case EARLY_FAILURE -> Reply.json(200, Answers.asFailed(status));
            case CHECK_GARBAGE -> Reply.garbage();
            case CHECK_BAD_KEY -> Reply.badKey();
            case CHECK_NO_BALANCE -> Reply.noBalance();
            case CHECK_EDGE_403 -> Reply.html(403);
            case CHECK_THROTTLE -> Reply.throttled(parameter);
            case CHECK_SERVER_ERROR -> serverError("Internal error");
            case CHECK_502 -> Reply.html(502);
            case CHECK_UNAVAILABLE -> Reply.unavailable(parameter);
            case CHECK_CUT -> new Reply.Cut();
            case CHECK_HALF -> new Reply.Half(Reply.json(200, status));
            case CHECK_SILENT -> new Reply.Silence();
            case CHECK_SLOW -> new Reply.Slow(Duration.ofMillis(parameter), Reply.json(200, status));
        };
    }

    /** As a client's fixtures have it; the provider does not publish this answer. */
    static Reply.Answer unknownTask(int status) {
        return Reply.json(status, new JsonObject().put("code", status).put("message", "not found"));
    }

    private static String repeated(Submission submission) {
        return "Cannot take this: " + submission.authorization().orElse("") + " " + submission.body();
    }

    private static JsonObject withStatus(JsonObject status, String word) {
        status.getJsonObject("data").put("status", word);
        return status;
    }

    private static JsonObject withoutStatus(JsonObject status) {
        status.getJsonObject("data").remove("status");
        return status;
    }

    private static Reply.Answer serverError(String message) {
        return Reply.error(500, "server_error", message);
    }
}
