package dev.takeone.chaos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An event, as far as the books need it.
 *
 * @param eventId its {@code ce_id}
 * @param at its {@code ce_time}
 * @param partition of its request
 * @param taskIds those it names
 * @param reason of a {@code failed} event
 * @param charged what a {@code failed} event says about money
 */
record Sighting(
        Kind kind,
        String eventId,
        Instant at,
        String requestId,
        int partition,
        List<String> taskIds,
        Optional<String> reason,
        Optional<String> charged) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What an event says. */
    enum Kind {
        SUBMITTED,
        COMPLETED,
        FAILED
    }

    Sighting {
        taskIds = List.copyOf(taskIds);
    }

    /**
     * Reads an event's value.
     *
     * @throws IllegalArgumentException where the worker wrote something else
     */
    static Sighting of(Kind kind, String eventId, Instant at, String value) {
        JsonNode json = parse(value);
        List<String> tasks = new ArrayList<>();
        json.path("task_ids").forEach(id -> tasks.add(id.asText()));
        if (tasks.isEmpty() && json.has("task_id")) {
            tasks.add(json.path("task_id").asText());
        }
        return new Sighting(
                kind,
                eventId,
                at,
                json.path("request_id").asText(),
                json.path("origin").path("partition").asInt(),
                tasks,
                Optional.ofNullable(json.path("reason").textValue()),
                Optional.ofNullable(json.path("charged").textValue()));
    }

    boolean isEnding() {
        return kind != Kind.SUBMITTED;
    }

    boolean isInDoubt() {
        return reason.filter("submission_in_doubt"::equals).isPresent();
    }

    private static JsonNode parse(String value) {
        try {
            return JSON.readTree(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not an event: " + value, e);
        }
    }
}
