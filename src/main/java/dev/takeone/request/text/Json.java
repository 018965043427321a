package dev.takeone.request.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A JSON value that keeps what Jackson's own tree loses: numbers stay the tokens that the sender wrote, whatever their
 * size. No {@code toString} shows contents.
 */
public sealed interface Json {

    /** An object, its fields in the sender's order. */
    record Obj(Map<String, Json> fields) implements Json {
        public Obj {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        /** A field's value; empty where there is none of that name. */
        public Optional<Json> field(String name) {
            return Optional.ofNullable(fields.get(name));
        }

        /** The string of that name. */
        public Optional<String> text(String name) {
            return field(name)
                    .flatMap(json -> json instanceof Text(String text) ? Optional.of(text) : Optional.empty());
        }

        /** Whether there is a field of that name. */
        public boolean has(String name) {
            return fields.containsKey(name);
        }

        /** The same without a field, which need not be there. */
        public Obj without(String name) {
            return withoutNames(name::equals);
        }

        /** The same without the fields of these names that are null. Copied once: there may be thousands of them. */
        public Obj withoutNulls(Predicate<String> such) {
            return withoutNames(name -> fields.get(name) instanceof Null && such.test(name));
        }

        private Obj withoutNames(Predicate<String> such) {
            Map<String, Json> rest = new LinkedHashMap<>(fields);
            rest.keySet().removeIf(such);
            return new Obj(rest);
        }

        @Override
        public String toString() {
            return "object of " + fields.size();
        }
    }

    /** An array. */
    record Arr(List<Json> items) implements Json {
        public Arr {
            items = List.copyOf(items);
        }

        @Override
        public String toString() {
            return "array of " + items.size();
        }
    }

    /** A string, in which every surrogate has its other half. */
    record Text(String value) implements Json {
        @Override
        public String toString() {
            return "string of " + value.length();
        }
    }

    /**
     * A number.
     *
     * @param token valid JSON, never converted before its size is known: {@code 1e999999999} is a short token
     */
    record Num(String token) implements Json {
        /** Whether it is an integer token: {@code 8}, but not {@code 8.0} or {@code 8e0}. */
        public boolean isInteger() {
            return token.chars().noneMatch(c -> c == '.' || c == 'e' || c == 'E');
        }

        @Override
        public String toString() {
            return "number";
        }
    }

    /** {@code true} or {@code false}. */
    record Bool(boolean value) implements Json {
        @Override
        public String toString() {
            return "boolean";
        }
    }

    /** {@code null}. */
    record Null() implements Json {}

    /** The value as compact JSON text. */
    default String compact() {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = Writing.FACTORY.createGenerator(text)) {
            Writing.write(this, generator);
        } catch (IOException impossible) {
            throw new UncheckedIOException("a StringWriter does no I/O", impossible);
        }
        return text.toString();
    }

    /** How values are written. */
    final class Writing {
        private static final JsonFactory FACTORY = new JsonFactory();

        private Writing() {}

        private static void write(Json json, JsonGenerator out) throws IOException {
            switch (json) {
                case Obj object -> writeObject(object, out);
                case Arr array -> writeArray(array, out);
                case Text text -> out.writeString(text.value());
                case Num number -> out.writeNumber(number.token());
                case Bool bool -> out.writeBoolean(bool.value());
                case Null() -> out.writeNull();
            }
        }

        private static void writeObject(Obj object, JsonGenerator out) throws IOException {
            out.writeStartObject();
            for (Map.Entry<String, Json> field : object.fields().entrySet()) {
                out.writeFieldName(field.getKey());
                write(field.getValue(), out);
            }
            out.writeEndObject();
        }

        private static void writeArray(Arr array, JsonGenerator out) throws IOException {
            out.writeStartArray();
            for (Json item : array.items()) {
                write(item, out);
            }
            out.writeEndArray();
        }
    }
}
