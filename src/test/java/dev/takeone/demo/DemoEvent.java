package dev.takeone.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;

/**
 * One event of the worker.
 *
 * @param eventId its {@code ce_id}
 * @param reason of a {@code failed} event
 * @param details what a person may want to know of it, in one line
 */
record DemoEvent(Kind kind, String eventId, String requestId, Optional<String> reason, String details) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_DETAILS = 160;

    /** The topics of events, by what they say. */
    enum Kind {
        SUBMITTED,
        COMPLETED,
        FAILED;

        boolean isEnding() {
            return this != SUBMITTED;
        }
    }

    /**
     * Reads the event's JSON.
     *
     * @throws IllegalArgumentException where the worker wrote something else
     */
    static DemoEvent of(Kind kind, String eventId, String value) {
        JsonNode json = parse(value);
        String requestId = text(json, "request_id").orElse("(no request_id)");
        return new DemoEvent(kind, eventId, requestId, text(json, "reason"), details(kind, json));
    }

    private static String details(Kind kind, JsonNode json) {
        String all = switch (kind) {
            case SUBMITTED -> task(json) + ", attempt " + text(json, "attempt").orElse("?") + replayed(json);
            case COMPLETED -> json.path("videos").path(0).path("url").asText("(no url)") + seconds(json);
            case FAILED ->
                text(json, "reason").orElse("(no reason)") + ", charged "
                        + text(json, "charged").orElse("?") + ": " + message(json);
        };
        return all.length() <= LONGEST_DETAILS ? all : all.substring(0, LONGEST_DETAILS - 1) + "…";
    }

    private static String task(JsonNode json) {
        return text(json, "task_id").orElse("(no task_id)");
    }

    private static String replayed(JsonNode json) {
        return json.path("replayed").asBoolean() ? ", recognised by its key" : "";
    }

    private static String seconds(JsonNode json) {
        return text(json, "generation_seconds").map(s -> ", " + s + " s").orElse("");
    }

    /** What is wrong with the first bad field, else the event's own words. */
    private static String message(JsonNode json) {
        JsonNode violation = json.path("violations").path(0);
        return text(violation, "message")
                .map(said -> text(violation, "field").map(field -> field + ": ").orElse("") + said)
                .or(() -> text(json, "message"))
                .orElse("(no message)");
    }

    private static Optional<String> text(JsonNode json, String field) {
        JsonNode value = json.path(field);
        return value.isValueNode() && !value.isNull() ? Optional.of(value.asText()) : Optional.empty();
    }

    private static JsonNode parse(String value) {
        try {
            return JSON.readTree(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not an event: " + value, e);
        }
    }
}
