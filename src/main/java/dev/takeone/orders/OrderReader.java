package dev.takeone.orders;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.takeone.job.Bytes;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads a record of the topic {@code commands}; pure.
 *
 * <p>A field that is unknown makes a {@code withdraw} unreadable, since it may have been meant to narrow what is taken
 * back. A {@code hold} is obeyed all the same: without the narrowing it holds more, which costs nothing. What is only said
 * with an order, why and by whom, is left out where it is no text.
 */
public final class OrderReader {
    private static final int MAX_BYTES = 64 * 1024;
    private static final int MAX_NAME = 200;
    private static final int MAX_TEXT = 500;
    private static final Set<String> WITHDRAW_FIELDS = Set.of(
            "command", "request_id", "request_source", "key", "model", "group", "published_before", "reason", "by");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private OrderReader() {}

    /**
     * What the record says; never an exception.
     *
     * @param at the record's time
     */
    public static OrderReading read(byte @Nullable [] key, byte @Nullable [] value, Instant at) {
        // The whole of it: it is what tells one order from another, and what ends it.
        String name = key == null ? "" : OrderName.of(key);
        if (value == null) {
            return new OrderReading.Ended(name);
        }
        try {
            return new OrderReading.Given(order(name, object(value), at));
        } catch (Unreadable wrong) {
            return new OrderReading.Broken(name, wrong.why);
        }
    }

    private static JsonNode object(byte[] value) throws Unreadable {
        if (value.length == 0) {
            throw new Unreadable("it is empty; to end an order, write a record without a value (kcat -Z)");
        }
        if (value.length > MAX_BYTES) {
            throw new Unreadable("it has more than " + MAX_BYTES + " bytes");
        }
        try {
            JsonNode read = JSON.readTree(value);
            if (read.isObject()) {
                return read;
            }
        } catch (JsonProcessingException notJson) {
            throw new Unreadable("it is not valid JSON");
        } catch (IOException notText) {
            throw new Unreadable("it is not JSON in UTF-8");
        }
        throw new Unreadable("it must be a JSON object");
    }

    private static Order order(String name, JsonNode value, Instant at) throws Unreadable {
        if (name.isBlank()) {
            throw new Unreadable("it needs a key, which is the order's name");
        }
        String command = text(value, "command").orElse("");
        return switch (command) {
            case "hold" ->
                new Order.Hold(
                        name, text(value, "group"), text(value, "model"), said(value, "reason"), said(value, "by"));
            case "withdraw" -> {
                // It stands in the row and the event of each request that it takes back.
                if (name.length() > MAX_NAME) {
                    throw new Unreadable(
                            "the key of a withdraw, its name, must have at most " + MAX_NAME + " characters");
                }
                yield new Order.Withdraw(name, which(value, at), said(value, "reason"), said(value, "by"));
            }
            default -> throw new Unreadable("command must be hold or withdraw");
        };
    }

    private static Order.Which which(JsonNode value, Instant at) throws Unreadable {
        Set<String> unknown = new TreeSet<>();
        value.fieldNames().forEachRemaining(field -> {
            if (!WITHDRAW_FIELDS.contains(field)) {
                unknown.add(cut(field, MAX_NAME));
            }
        });
        if (!unknown.isEmpty()) {
            throw new Unreadable("withdraw has no field " + unknown + "; it has " + new TreeSet<>(WITHDRAW_FIELDS));
        }
        Optional<String> requestId = text(value, "request_id");
        Optional<String> source = text(value, "request_source");
        Optional<Bytes> key = text(value, "key").map(each -> Bytes.copyOf(each.getBytes(UTF_8)));
        Optional<String> model = text(value, "model");
        Optional<String> group = text(value, "group");
        if (requestId.isEmpty() && key.isEmpty() && model.isEmpty() && group.isEmpty()) {
            throw new Unreadable(
                    "withdraw needs one or more of request_id, key, model and group; all requests of a group"
                            + " are meant by naming the group");
        }
        if (source.isPresent() && requestId.isEmpty()) {
            throw new Unreadable("request_source says nothing without request_id");
        }
        Optional<Instant> before = time(value, "published_before");
        return new Order.Which(
                requestId,
                source,
                key,
                model,
                group,
                before.or(() -> requestId.isPresent() ? Optional.empty() : Optional.of(at)));
    }

    private static Optional<String> text(JsonNode value, String field) throws Unreadable {
        JsonNode found = value.path(field);
        if (found.isMissingNode() || found.isNull()) {
            return Optional.empty();
        }
        if (!found.isTextual() || found.textValue().isBlank()) {
            throw new Unreadable(field + " must be a string that is not blank");
        }
        // Half a surrogate pair would become a question mark in UTF-8, and mean what really has one there.
        if (!UTF_8.newEncoder().canEncode(found.textValue())) {
            throw new Unreadable(
                    field + " must be text, which half a surrogate pair is not; a request whose key is not UTF-8"
                            + " is named by its request_id");
        }
        return Optional.of(found.textValue());
    }

    /** Nothing is narrowed by it, so that it may be left out. */
    private static Optional<String> said(JsonNode value, String field) {
        return Optional.ofNullable(value.path(field).textValue())
                .filter(each -> !each.isBlank())
                .map(each -> cut(each, MAX_TEXT));
    }

    private static Optional<Instant> time(JsonNode value, String field) throws Unreadable {
        Optional<String> written = text(value, field);
        try {
            return written.map(each -> OffsetDateTime.parse(each).toInstant());
        } catch (DateTimeException wrong) {
            throw new Unreadable(field + " must be a time by RFC 3339, such as 2026-11-28T10:02:00Z");
        }
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }

    /** Ends the reading of a record that is no order; never leaves this class. */
    private static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;
        private final String why;

        Unreadable(String why) {
            super(why);
            this.why = why;
        }
    }
}
