package dev.takeone.account;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A JSON object of the board while it is read. What is missing or misshapen is named, and its value is kept silent. */
final class BoardFields {
    private static final int MANY = 10_000;

    /** Two to the power of 53: what is counted by one never comes there, and from what is beyond nobody could count on. */
    private static final long FAR = 1L << 53;

    private static final int YEARS = 10_000;

    /** What is beyond is no weight and no number of calls; whatever is below can be added up. */
    private static final double LARGE = 1e15;

    private final JsonNode node;

    private BoardFields(JsonNode node) {
        this.node = node;
    }

    static BoardFields of(JsonNode node) {
        if (!node.isObject()) {
            throw new IllegalArgumentException("it is not a JSON object");
        }
        return new BoardFields(node);
    }

    String text(String name) {
        JsonNode value = node.path(name);
        return text(value, name);
    }

    Optional<String> maybeText(String name) {
        return node.hasNonNull(name) ? Optional.of(text(name)) : Optional.empty();
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        array(name).forEach(each -> texts.add(text(each, name)));
        return texts;
    }

    long whole(String name) {
        JsonNode value = node.path(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            throw misshapen(name, "a whole number");
        }
        return value.longValue();
    }

    /** Counted by one, or in millionths of a dollar. */
    long counted(String name) {
        long whole = whole(name);
        if (whole > FAR) {
            throw misshapen(name, "a number that large");
        }
        return whole;
    }

    /** Of partitions, or of one. */
    int partitions(String name) {
        long whole = whole(name);
        if (whole > MANY) {
            throw misshapen(name, "a number of partitions");
        }
        return (int) whole;
    }

    int count(String name) {
        long whole = whole(name);
        if (whole > Integer.MAX_VALUE) {
            throw misshapen(name, "a number that large");
        }
        return (int) whole;
    }

    OptionalInt maybeCount(String name) {
        return node.hasNonNull(name) ? OptionalInt.of(count(name)) : OptionalInt.empty();
    }

    OptionalLong maybeWhole(String name) {
        return node.hasNonNull(name) ? OptionalLong.of(whole(name)) : OptionalLong.empty();
    }

    Optional<Instant> maybeInstant(String name) {
        return node.hasNonNull(name) ? Optional.of(instant(name)) : Optional.empty();
    }

    double number(String name) {
        JsonNode value = node.path(name);
        if (!value.isNumber() || !(value.doubleValue() >= 0) || value.doubleValue() > LARGE) {
            throw misshapen(name, "a number, 0 or more");
        }
        return value.doubleValue();
    }

    boolean truth(String name) {
        JsonNode value = node.path(name);
        if (!value.isBoolean()) {
            throw misshapen(name, "true or false");
        }
        return value.booleanValue();
    }

    Instant instant(String name) {
        try {
            Instant time = Instant.parse(text(name));
            int year = time.atOffset(ZoneOffset.UTC).getYear();
            if (year >= 0 && year < YEARS) {
                return time;
            }
        } catch (DateTimeException wrong) {
            // The same as one that is too far away to be reckoned with.
        }
        throw misshapen(name, "a time");
    }

    <E extends Enum<E>> E word(String name, Class<E> type) {
        String text = text(name).toUpperCase(Locale.ROOT);
        for (E each : type.getEnumConstants()) {
            if (each.name().equals(text)) {
                return each;
            }
        }
        throw misshapen(name, "a known word");
    }

    BoardFields object(String name) {
        JsonNode value = node.path(name);
        if (!value.isObject()) {
            throw misshapen(name, "an object");
        }
        return new BoardFields(value);
    }

    Optional<BoardFields> maybe(String name) {
        return node.hasNonNull(name) ? Optional.of(object(name)) : Optional.empty();
    }

    List<BoardFields> objects(String name) {
        List<BoardFields> objects = new ArrayList<>();
        array(name).forEach(each -> {
            if (!each.isObject()) {
                throw misshapen(name, "an array of objects");
            }
            objects.add(new BoardFields(each));
        });
        return objects;
    }

    private JsonNode array(String name) {
        JsonNode value = node.path(name);
        if (!value.isArray() || value.size() > MANY) {
            throw misshapen(name, "an array");
        }
        return value;
    }

    private static String text(JsonNode value, String name) {
        if (!value.isTextual()) {
            throw misshapen(name, "a text");
        }
        return value.textValue();
    }

    private static IllegalArgumentException misshapen(String name, String expected) {
        return new IllegalArgumentException("field " + name + " is not " + expected);
    }
}
