package dev.takeone.provider;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.takeone.job.Bytes;
import dev.takeone.job.ProviderError;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The JSON object round every answer of the provider, in any of its known forms, or nothing where the body is something
 * else.
 *
 * <p>Three forms are the provider's own way to refuse: {@code {"error":{"code","message","type"}}}, the flat
 * {@code {"code":402,"message":".."}}, and {@code {"success":false,"message":".."}}. Anything else with an error status
 * may come from an edge, a proxy or a wrong URL, and proves nothing.
 */
final class Envelope {
    private static final int FIRST_ERROR = 400;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private final JsonNode root;

    private Envelope(JsonNode root) {
        this.root = root;
    }

    /** Reads a body; one that is no JSON object makes an envelope that holds nothing. */
    static Envelope read(Bytes body) {
        try {
            JsonNode root = JSON.readTree(body.toArray());
            return new Envelope(root.isObject() ? root : MissingNode.getInstance());
        } catch (IOException notJson) {
            // Not only Jackson's own exceptions: bytes that look like an unusual UTF-32 end in one of java.io.
            return new Envelope(MissingNode.getInstance());
        }
    }

    /** The whole object; missing where the body was none. */
    JsonNode root() {
        return root;
    }

    /** What the answer is about; missing where there is none. */
    JsonNode data() {
        return root.path("data");
    }

    /** Whether this is the provider's own way to say that something is wrong. */
    boolean isError() {
        if (isErrorObject(root.path("error"))) {
            return true;
        }
        boolean hasMessage = root.path("message").isTextual();
        return hasMessage && (isFalse(root.path("success")) || isErrorCode(root.path("code")));
    }

    /** The body's own code: the outer one where there is one, else that of the error object. */
    OptionalInt code() {
        JsonNode outer = root.path("code");
        return number(
                outer.isMissingNode() || outer.isNull() ? root.path("error").path("code") : outer);
    }

    /** Whether the error's machine-readable words, {@code code} or {@code type}, hold this one. */
    boolean says(String word) {
        return words().anyMatch(word::equalsIgnoreCase);
    }

    /** Whether one of the error's machine-readable words begins so. */
    boolean saysPrefix(String prefix) {
        return words().anyMatch(word -> word.regionMatches(true, 0, prefix, 0, prefix.length()));
    }

    /** The error's message, as it came. */
    Optional<String> message() {
        return Stream.of(
                        root.path("error").path("message"),
                        root.path("message"),
                        root.path("error"),
                        root.path("detail"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .findFirst();
    }

    /**
     * The error to quote.
     *
     * @param otherwise what to say where the provider itself gives no message
     */
    ProviderError error(int httpStatus, Quote quote, String otherwise) {
        JsonNode error = root.path("error");
        Optional<String> code = scalar(error.path("code")).or(() -> scalar(root.path("code")));
        Optional<String> type = scalar(error.path("type")).or(() -> scalar(root.path("type")));
        return new ProviderError(
                Optional.of(httpStatus),
                code.flatMap(quote::of),
                type.flatMap(quote::of),
                message().flatMap(quote::of).or(() -> Optional.of(otherwise)));
    }

    /** The text of a string, a number or a boolean. */
    static Optional<String> scalar(JsonNode node) {
        return node.isValueNode() && !node.isNull() ? Optional.of(node.asText()) : Optional.empty();
    }

    private Stream<String> words() {
        JsonNode error = root.path("error");
        return Stream.of(error.path("code"), error.path("type"), root.path("code"), root.path("type"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue);
    }

    private static boolean isErrorObject(JsonNode error) {
        return error.isObject()
                && Stream.of("message", "code", "type")
                        .anyMatch(field -> scalar(error.path(field)).isPresent());
    }

    private static boolean isFalse(JsonNode success) {
        return success.isBoolean() && !success.booleanValue();
    }

    private static boolean isErrorCode(JsonNode code) {
        OptionalInt number = number(code);
        if (number.isPresent()) {
            return number.getAsInt() < 0 || number.getAsInt() >= FIRST_ERROR;
        }
        return code.isTextual() && !code.textValue().isBlank();
    }

    private static OptionalInt number(JsonNode node) {
        Optional<BigDecimal> number = Decimals.read(node);
        if (number.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(number.get().intValueExact());
        } catch (ArithmeticException noInteger) {
            return OptionalInt.empty();
        }
    }
}
