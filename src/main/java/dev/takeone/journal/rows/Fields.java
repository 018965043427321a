package dev.takeone.journal.rows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.takeone.job.Bytes;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * A JSON object of the journal while it is read. Fields that nobody asks for are ignored: a newer release of the same
 * version may have written them. What is missing or misshapen is named by its path, and its value is kept silent.
 */
public final class Fields {
    private final JsonNode node;
    private final String path;

    private Fields(JsonNode node, String path) {
        this.node = node;
        this.path = path;
    }

    /** The outermost object. */
    public static Fields of(JsonNode node) {
        if (!node.isObject()) {
            throw new MisshapenField("the value is not a JSON object");
        }
        return new Fields(node, "");
    }

    boolean has(String name) {
        return node.hasNonNull(name);
    }

    public String text(String name) {
        return text(node.path(name), name);
    }

    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        array(name).forEach(each -> texts.add(text(each, name)));
        return texts;
    }

    public int integer(String name) {
        JsonNode value = node.path(name);
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw misshapen(name, "an integer");
        }
        return value.intValue();
    }

    public long whole(String name) {
        JsonNode value = node.path(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw misshapen(name, "a whole number");
        }
        return value.longValue();
    }

    public boolean truth(String name) {
        JsonNode value = node.path(name);
        if (!value.isBoolean()) {
            throw misshapen(name, "true or false");
        }
        return value.booleanValue();
    }

    public Instant instant(String name) {
        return parsed(name, "a time", Bounds::time);
    }

    public Duration duration(String name) {
        return parsed(name, "a duration", Bounds::duration);
    }

    BigDecimal decimal(String name) {
        return parsed(name, "a decimal number as text", Bounds::decimal);
    }

    Bytes bytes(String name) {
        return parsed(name, "base64", text -> Bytes.copyOf(Base64.getDecoder().decode(text)));
    }

    <E extends Enum<E>> E word(String name, Class<E> type) {
        return parsed(name, "a known word", text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT)));
    }

    public Fields object(String name) {
        return object(node.path(name), name);
    }

    List<Fields> objects(String name) {
        List<Fields> objects = new ArrayList<>();
        array(name).forEach(each -> objects.add(object(each, name)));
        return objects;
    }

    /** The field, read by {@code read}, where it is there. */
    public <T> Optional<T> maybe(String name, Function<String, T> read) {
        return has(name) ? Optional.of(read.apply(name)) : Optional.empty();
    }

    /** The error for a field that is not what it should be. */
    public MisshapenField misshapen(String name, String expected) {
        return new MisshapenField("field " + path + name + " is not " + expected);
    }

    private JsonNode array(String name) {
        JsonNode value = node.path(name);
        if (!value.isArray()) {
            throw misshapen(name, "an array");
        }
        return value;
    }

    private String text(JsonNode value, String name) {
        if (!value.isTextual()) {
            throw misshapen(name, "a text");
        }
        return value.textValue();
    }

    private Fields object(JsonNode value, String name) {
        if (!value.isObject()) {
            throw misshapen(name, "an object");
        }
        return new Fields(value, path + name + ".");
    }

    private <T> T parsed(String name, String expected, Function<String, T> parse) {
        String text = text(name);
        try {
            return parse.apply(text);
        } catch (DateTimeException | IllegalArgumentException unfit) {
            // The cause's message quotes the value.
            throw misshapen(name, expected);
        }
    }

    /** Names a field, never a value. */
    public static final class MisshapenField extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MisshapenField(String message) {
            super(message);
        }
    }
}
