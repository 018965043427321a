package dev.takeone.provider.answer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.takeone.job.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads JSON as leniently as can be: an answer may tell of money that is spent, and what can be seen in it counts,
 * whatever else in it is broken.
 *
 * <p>Bytes that are no text become replacement characters. Raw control characters in strings, unknown escapes, comments,
 * trailing commas, single quotes and bare names are taken for what they mean; {@code NaN}, {@code Infinity} and numbers
 * of an insane size become their text, which is no number to anybody. What follows the value is left out. Where the
 * reading cannot go on, what was complete by then is the value; half a string or half a number is not.
 */
final class LenientJson {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS)
            .enable(JsonReadFeature.ALLOW_LEADING_PLUS_SIGN_FOR_NUMBERS)
            .enable(JsonReadFeature.ALLOW_LEADING_DECIMAL_POINT_FOR_NUMBERS)
            .enable(JsonReadFeature.ALLOW_TRAILING_DECIMAL_POINT_FOR_NUMBERS)
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** The most characters of one number: to make a number of more takes long. */
    private static final int MAX_NUMBER = 1_000;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final JsonParser parser;
    private final int length;

    private LenientJson(JsonParser parser, int length) {
        this.parser = parser;
        this.length = length;
    }

    /**
     * What was read.
     *
     * @param value the first JSON value, as far as it could be read; missing where there is none
     * @param broken the whole text, where the value could not be read to its end
     */
    record Reading(JsonNode value, Optional<String> broken) {}

    static Reading read(Bytes bytes) {
        String text = text(bytes.toArray());
        try (JsonParser parser = JSON.createParser(text)) {
            return new LenientJson(parser, text.length()).document(text);
        } catch (IOException impossible) {
            throw new UncheckedIOException("a String does no I/O", impossible);
        }
    }

    /** Wide characters have a zero in one of their first two bytes, since JSON begins in ASCII; or a mark says so. */
    private static String text(byte[] bytes) {
        Charset charset = StandardCharsets.UTF_8;
        if (bytes.length >= 2 && (bytes[0] == 0 || isMark(bytes[0], bytes[1]))) {
            charset = StandardCharsets.UTF_16BE;
        } else if (bytes.length >= 2 && (bytes[1] == 0 || isMark(bytes[1], bytes[0]))) {
            charset = StandardCharsets.UTF_16LE;
        }
        String text = new String(bytes, charset);
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    private static boolean isMark(byte high, byte low) {
        return high == (byte) 0xFE && low == (byte) 0xFF;
    }

    private Reading document(String text) {
        JsonNode root = MissingNode.getInstance();
        try {
            JsonToken token = parser.nextToken();
            if (token == null) {
                return new Reading(root, Optional.of(text));
            }
            switch (token) {
                case START_OBJECT -> {
                    ObjectNode object = NODES.objectNode();
                    root = object;
                    fill(object);
                }
                case START_ARRAY -> {
                    ArrayNode array = NODES.arrayNode();
                    root = array;
                    fill(array);
                }
                default -> root = scalar(token).orElse(root);
            }
            return new Reading(root, Optional.empty());
        } catch (IOException broken) {
            return new Reading(root, Optional.of(text));
        }
    }

    /** A container is put in its place before it is filled, so that it is there if the reading ends inside it. */
    private void fill(ObjectNode object) throws IOException {
        while (next() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken token = next();
            switch (token) {
                case START_OBJECT -> fill(object.putObject(name));
                case START_ARRAY -> fill(object.putArray(name));
                default -> scalar(token).ifPresent(value -> object.set(name, value));
            }
        }
    }

    private void fill(ArrayNode array) throws IOException {
        for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
            switch (token) {
                case START_OBJECT -> fill(array.addObject());
                case START_ARRAY -> fill(array.addArray());
                default -> scalar(token).ifPresent(array::add);
            }
        }
    }

    private JsonToken next() throws IOException {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw new IOException("the text ends before its value does");
        }
        return token;
    }

    private Optional<JsonNode> scalar(JsonToken token) throws IOException {
        return switch (token) {
            case VALUE_STRING -> Optional.of(NODES.textNode(parser.getText()));
            case VALUE_TRUE, VALUE_FALSE -> Optional.of(NODES.booleanNode(token == JsonToken.VALUE_TRUE));
            case VALUE_NULL -> Optional.of(NODES.nullNode());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(token);
            default -> throw new IOException("no value begins with " + token);
        };
    }

    private Optional<JsonNode> number(JsonToken token) throws IOException {
        String digits = parser.getText();
        if (parser.currentLocation().getCharOffset() >= length) {
            // The text may have been cut in the midst of it.
            return Optional.empty();
        }
        if (digits.length() > MAX_NUMBER) {
            return Optional.of(NODES.textNode(digits));
        }
        try {
            return Optional.of(
                    token == JsonToken.VALUE_NUMBER_INT
                            ? NODES.numberNode(parser.getBigIntegerValue())
                            : NODES.numberNode(parser.getDecimalValue()));
        } catch (IOException | ArithmeticException | NumberFormatException insane) {
            return Optional.of(NODES.textNode(digits));
        }
    }
}
