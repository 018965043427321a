package dev.takeone.request.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads exactly one JSON value from UTF-8. Stricter than Jackson alone, which guesses the encoding, takes a byte order
 * mark and the second of two equal keys, stops after the first value, and lets half a surrogate pair pass.
 */
public final class StrictJson {
    /** The most bytes of a value. */
    public static final int MAX_BYTES = 256 * 1024;
    /** The most levels of objects and arrays; the outermost counts. */
    static final int MAX_DEPTH = 32;
    /** The most characters of one number. */
    static final int MAX_NUMBER = 1_000;
    /** The most characters of one name in a path that a violation shows. */
    private static final int MAX_STEP = 100;

    // Names are not interned: senders choose them, and a worker lives long.
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH + 1)
                    .maxNumberLength(MAX_NUMBER)
                    .maxNameLength(MAX_BYTES)
                    .maxStringLength(MAX_BYTES)
                    .build())
            .build();

    private final JsonParser parser;
    private final String part;
    private final Violations violations;
    private final List<String> path = new ArrayList<>();
    private final Set<String> twice = new HashSet<>();
    private boolean unambiguous = true;

    private StrictJson(JsonParser parser, String part, Violations violations) {
        this.parser = parser;
        this.part = part;
        this.violations = violations;
    }

    /**
     * What was read.
     *
     * @param value of two equal keys, the first
     * @param unambiguous whether there were no equal keys
     * @param twice the outermost object's keys that were there more than once
     */
    public record Parsed(Json value, boolean unambiguous, Set<String> twice) {
        public Parsed {
            twice = Set.copyOf(twice);
        }

        /** What was read as a part of something else, which tells of its keys. */
        public static Parsed part(Json value) {
            return new Parsed(value, true, Set.of());
        }

        /** The same with what counts of an object; anything else stays. */
        public Parsed counting(UnaryOperator<Json.Obj> counted) {
            return value instanceof Json.Obj object ? new Parsed(counted.apply(object), unambiguous, twice) : this;
        }
    }

    /**
     * Reads {@code bytes}, at most {@link #MAX_BYTES} of them.
     *
     * @param part what a violation of the whole is named after, such as {@code value}
     * @return nothing where they are not JSON, with one violation that says why
     */
    public static Optional<Parsed> read(byte[] bytes, String part, Violations violations) {
        Optional<String> text = StrictUtf8.decode(bytes);
        if (text.isEmpty()) {
            violations.add(part, ViolationCode.NOT_UTF8, "Must be JSON in UTF-8.");
            return Optional.empty();
        }
        if (text.get().startsWith("\uFEFF")) {
            violations.add(part, ViolationCode.NOT_UTF8, "Must begin with JSON, not with a byte order mark.");
            return Optional.empty();
        }
        try (JsonParser parser = FACTORY.createParser(text.get())) {
            return new StrictJson(parser, part, violations).document();
        } catch (IOException impossible) {
            throw new UncheckedIOException("a String does no I/O", impossible);
        }
    }

    private Optional<Parsed> document() throws IOException {
        try {
            Json value = value(next(), 0);
            if (parser.nextToken() != null) {
                throw new Refusal(ViolationCode.NOT_JSON, "Must be exactly one JSON value; another follows it.");
            }
            return Optional.of(new Parsed(value, unambiguous, twice));
        } catch (Refusal refusal) {
            violations.add(part, refusal.code, refusal.sentence);
        } catch (StreamConstraintsException tooLong) {
            violations.add(part, ViolationCode.TOO_LONG, "A number has more than " + MAX_NUMBER + " characters.");
        } catch (JsonProcessingException notJson) {
            violations.add(part, ViolationCode.NOT_JSON, "Must be valid JSON" + at(notJson.getLocation()) + ".");
        }
        return Optional.empty();
    }

    private JsonToken next() throws IOException {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw new Refusal(ViolationCode.NOT_JSON, "Must be one JSON value; there is none.");
        }
        return token;
    }

    private Json value(JsonToken token, int depth) throws IOException {
        return switch (token) {
            case START_OBJECT -> object(inside(depth));
            case START_ARRAY -> array(inside(depth));
            case VALUE_STRING -> new Json.Text(text());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Num(parser.getText());
            case VALUE_TRUE, VALUE_FALSE -> new Json.Bool(token == JsonToken.VALUE_TRUE);
            case VALUE_NULL -> new Json.Null();
            case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                throw new IllegalStateException("no value begins with " + token);
        };
    }

    private static int inside(int depth) throws Refusal {
        if (depth == MAX_DEPTH) {
            throw new Refusal(ViolationCode.TOO_DEEP, "Must be nested at most " + MAX_DEPTH + " deep.");
        }
        return depth + 1;
    }

    private Json object(int depth) throws IOException {
        Map<String, Json> fields = new LinkedHashMap<>();
        while (next() != JsonToken.END_OBJECT) {
            String name = text();
            path.add(name);
            if (fields.containsKey(name)) {
                unambiguous = false;
                if (path.size() == 1) {
                    twice.add(name);
                }
                violations.add(this::path, ViolationCode.DUPLICATE_KEY, "Must be there once; it is there again.");
            }
            fields.putIfAbsent(name, value(next(), depth));
            path.removeLast();
        }
        return new Json.Obj(fields);
    }

    private Json array(int depth) throws IOException {
        List<Json> items = new ArrayList<>();
        for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
            path.add("[]");
            items.add(value(token, depth));
            path.removeLast();
        }
        return new Json.Arr(items);
    }

    private String text() throws IOException {
        String text = parser.getText();
        if (!StrictUtf8.canEncode(text)) {
            throw new Refusal(
                    ViolationCode.NOT_UTF8, "An escape makes half of a surrogate pair, which is no character.");
        }
        return text;
    }

    private String path() {
        List<String> steps =
                path.stream().map(step -> VisibleText.shown(step, MAX_STEP)).toList();
        return String.join(".", steps);
    }

    private static String at(@Nullable JsonLocation location) {
        return location == null
                ? ""
                : "; it is not at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    /** Ends the reading of a text that is beyond what may be read; never leaves this class. */
    private static final class Refusal extends JsonProcessingException {
        private static final long serialVersionUID = 1;
        private final ViolationCode code;
        private final String sentence;

        Refusal(ViolationCode code, String sentence) {
            super(sentence);
            this.code = code;
            this.sentence = sentence;
        }
    }
}
