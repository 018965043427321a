package dev.takeone.console.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.takeone.console.view.Ending;
import dev.takeone.console.view.RecordAt;
import dev.takeone.console.view.Records.Told;
import dev.takeone.job.FailureReason;
import dev.takeone.job.FailureReason.Charged;
import dev.takeone.job.Identity;
import dev.takeone.job.ProviderError;
import dev.takeone.job.Video;
import dev.takeone.job.Violation;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Reads events of endings, as consumers read them. What is no event of Takeone's is passed over. */
final class EventReader {
    private static final Pattern ID = Pattern.compile("([0-9a-f]{32})-(completed|failed)");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private EventReader() {}

    /** The ending that the record tells of; empty where it tells of none. */
    static Optional<Ending> ending(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
        Optional<Matcher> id = header(record, "ce_id").map(ID::matcher).filter(Matcher::matches);
        try {
            return id.flatMap(matched -> tree(record).flatMap(json -> ending(matched.group(1), json, record)));
        } catch (DateTimeException | IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private static Optional<Ending> ending(
            String jobId, JsonNode json, ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
        Optional<Ending.Failure> failure = text(json, "reason").flatMap(reason -> failure(reason, json));
        Optional<Instant> endedAt = time(json, "completed_at").or(() -> time(json, "failed_at"));
        if (endedAt.isEmpty() || (failure.isEmpty() && !json.has("completed_at"))) {
            return Optional.empty();
        }
        JsonNode origin = json.path("origin");
        RecordAt from = new RecordAt(
                origin.path("topic").asText("").intern(),
                origin.path("partition").asInt(-1),
                origin.path("offset").asLong(-1));
        byte @Nullable [] key = record.key();
        return Optional.of(new Ending(
                jobId,
                identity(json, from),
                failure,
                text(json, "model").orElse(""),
                key == null ? "" : new String(key, UTF_8),
                text(json, "task_id").orElse(""),
                endedAt.orElseThrow(),
                time(json, "submitted_at"),
                amount(json, "cost"),
                amount(json, "cost_estimate"),
                from,
                new RecordAt(record.topic().intern(), record.partition(), record.offset())));
    }

    private static Optional<Ending.Failure> failure(String label, JsonNode json) {
        return Arrays.stream(FailureReason.values())
                .filter(reason -> reason.label().equals(label))
                .findFirst()
                .map(reason -> new Ending.Failure(
                        reason,
                        Arrays.stream(Charged.values())
                                .filter(charged -> charged.label()
                                        .equals(json.path("charged").asText("")))
                                .findFirst()
                                .orElse(reason.charged()),
                        json.path("retryable").asBoolean(false)));
    }

    private static Identity identity(JsonNode json, RecordAt from) {
        String id = text(json, "request_id").orElse("");
        Optional<String> source = text(json, "request_source");
        if (source.isPresent()) {
            return new Identity(Identity.Kind.CLOUD_EVENT, source.orElseThrow(), id);
        }
        boolean unnamed = id.equals(from.topic() + "-" + from.partition() + "-" + from.offset());
        return new Identity(unnamed ? Identity.Kind.COORDINATES : Identity.Kind.REQUEST_ID, "", id);
    }

    /** What lists do not need. */
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

    private static Optional<BigDecimal> amount(JsonNode json, String field) {
        return Optional.of(json.path(field)).filter(JsonNode::isNumber).map(JsonNode::decimalValue);
    }

    static Optional<String> header(ConsumerRecord<byte @Nullable [], byte @Nullable []> record, String name) {
        return Optional.ofNullable(record.headers().lastHeader(name))
                .map(Header::value)
                .map(value -> new String(value, UTF_8));
    }
}
