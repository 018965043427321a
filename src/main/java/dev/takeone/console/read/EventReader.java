package dev.takeone.console.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.takeone.console.picture.Records.Told;
import dev.takeone.job.ProviderError;
import dev.takeone.job.Video;
import dev.takeone.job.Violation;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Reads of an event what lists do not need, when somebody asks. */
final class EventReader {
    private static final JsonMapper JSON = new JsonMapper();

    private EventReader() {}

    /** All of it. */
    static Optional<Told> told(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
        return tree(record)
                .map(json -> new Told(
                        json.has("task_ids")
                                ? all(json, "task_ids", JsonNode::asText)
                                : text(json, "task_id").stream().toList(),
                        all(json, "videos", each -> new Video(each.path("url").asText(""), time(each, "expires_at"))),
                        time(json, "submitted_at"),
                        text(json, "message"),
                        Optional.of(json.path("provider_error"))
                                .filter(JsonNode::isObject)
                                .map(EventReader::error),
                        all(
                                json,
                                "violations",
                                each -> new Violation(
                                        each.path("field").asText(""),
                                        each.path("code").asText(""),
                                        each.path("message").asText("")))));
    }

    private static ProviderError error(JsonNode json) {
        return new ProviderError(
                Optional.of(json.path("http_status")).filter(JsonNode::isInt).map(JsonNode::asInt),
                text(json, "code"),
                text(json, "type"),
                text(json, "message"));
    }

    private static <T> List<T> all(JsonNode json, String field, Function<JsonNode, T> read) {
        List<T> all = new ArrayList<>();
        json.path(field).forEach(each -> all.add(read.apply(each)));
        return all;
    }

    private static Optional<JsonNode> tree(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
        byte @Nullable [] value = record.value();
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readTree(value)).filter(JsonNode::isObject);
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(JsonNode json, String field) {
        return Optional.of(json.path(field)).filter(JsonNode::isTextual).map(JsonNode::asText);
    }

    private static Optional<Instant> time(JsonNode json, String field) {
        return text(json, field).flatMap(EventReader::parsed);
    }

    private static Optional<Instant> parsed(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    static Optional<String> header(ConsumerRecord<byte @Nullable [], byte @Nullable []> record, String name) {
        for (Header header : record.headers()) {
            if (header.key().equals(name)) {
                return Optional.ofNullable(header.value()).map(value -> new String(value, UTF_8));
            }
        }
        return Optional.empty();
    }
}
