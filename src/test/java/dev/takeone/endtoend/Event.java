package dev.takeone.endtoend;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * One event, as a consumer gets it.
 *
 * @param key its bytes, as Latin-1, so that every byte can be told
 * @param headers by name; a name that came twice is an error
 */
record Event(Kind kind, String key, Map<String, String> headers, JsonNode json) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What an event says, which is also the topic that it is on. */
    enum Kind {
        SUBMITTED,
        COMPLETED,
        FAILED;

        String word() {
            return switch (this) {
                case SUBMITTED -> "submitted";
                case COMPLETED -> "completed";
                case FAILED -> "failed";
            };
        }
    }

    static Event of(Kind kind, ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : record.headers()) {
            String earlier = headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
            if (earlier != null) {
                throw new IllegalStateException("an event with two headers " + header.key());
            }
        }
        String key = new String(record.key(), StandardCharsets.ISO_8859_1);
        return new Event(kind, key, headers, json(new String(record.value(), StandardCharsets.UTF_8)));
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not JSON: " + text, e);
        }
    }

    boolean isEnding() {
        return kind != Kind.SUBMITTED;
    }

    String requestId() {
        return text("request_id");
    }

    /** A field's text; empty where it is not there. */
    String text(String field) {
        return json.path(field).asText();
    }

    Instant time(String field) {
        return Instant.parse(text(field));
    }

    /** Where its request lies, as identities write it. */
    String coordinates() {
        JsonNode origin = json.path("origin");
        return origin.path("topic").asText() + "-" + origin.path("partition").asText() + "-"
                + origin.path("offset").asText();
    }

    /** Everything in it, for whoever looks for what must not be there. */
    String everything() {
        return key + headers + json;
    }
}
