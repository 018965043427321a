package dev.takeone.simulator;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the caller is to get: a value, so that deciding needs no socket. */
sealed interface Reply {

    /** A whole HTTP answer. */
    record Answer(int status, Map<String, String> headers, String body) implements Reply {
        public Answer {
            headers = Map.copyOf(headers);
        }

        /** The same with one more header. */
        Answer with(String name, String value) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put(name, value);
            return new Answer(status, more, body);
        }
    }

    /** The head and half of the body, then the connection is closed. */
    record Half(Answer answer) implements Reply {}

    /** The connection is closed in good order (FIN). */
    record Cut() implements Reply {}

    /** The connection is torn down (RST). */
    record Reset() implements Reply {}

    /** Nothing, until the caller gives up. */
    record Silence() implements Reply {}

    /** The reply, later by the real clock. */
    record Slow(Duration by, Reply reply) implements Reply {}

    static Answer json(int status, JsonObject body) {
        return new Answer(status, Map.of("content-type", "application/json"), body.encode());
    }

    /** The provider's envelope of an error. */
    static Answer error(int status, String type, String message) {
        JsonObject error =
                new JsonObject().put("code", status).put("message", message).put("type", type);
        return json(status, new JsonObject().put("error", error));
    }

    /** A page of the edge in front of the provider. */
    static Answer html(int status) {
        String page = "<html><head><title>" + status + "</title></head><body><h1>" + status + "</h1></body></html>";
        return new Answer(status, Map.of("content-type", "text/html"), page);
    }

    /** 200, and a body that nobody can read. */
    static Answer garbage() {
        return new Answer(200, Map.of("content-type", "application/json"), "{\"code\":200,\"data\":[{\"sta\u0000");
    }

    static Answer throttled(long retryAfterSeconds) {
        return retryAfter(error(429, "rate_limit_error", "Too many requests"), retryAfterSeconds);
    }

    static Answer unavailable(long retryAfterSeconds) {
        return retryAfter(error(503, "server_error", "Temporarily unavailable"), retryAfterSeconds);
    }

    static Answer inProgress(long retryAfterSeconds) {
        return retryAfter(
                error(409, "idempotency_in_progress", "The original request is still in progress"), retryAfterSeconds);
    }

    static Answer badKey() {
        return error(401, "authentication_error", "Invalid API key");
    }

    static Answer noBalance() {
        return error(402, "payment_required", "Insufficient balance");
    }

    private static Answer retryAfter(Answer answer, long seconds) {
        return seconds == 0 ? answer : answer.with("retry-after", Long.toString(seconds));
    }
}
