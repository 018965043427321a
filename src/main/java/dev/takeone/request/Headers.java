package dev.takeone.request;

import dev.takeone.request.RequestRecord.Header;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The few headers that mean something here, picked in one pass; all others are neither read nor kept. */
final class Headers {
    /** A code point takes at most four bytes: more cannot be 256 characters, and need not be decoded to know it. */
    private static final int MAX_BYTES = 4 * VisibleText.MAX_NAME;

    /** The headers that are read; names as CloudEvents' Kafka binding, W3C and the contract have them. */
    enum Name {
        CE_SPECVERSION("ce_specversion"),
        CE_ID("ce_id"),
        CE_SOURCE("ce_source"),
        CE_TRACEPARENT("ce_traceparent"),
        CONTENT_TYPE("content-type"),
        REQUEST_ID("request-id"),
        TRACEPARENT("traceparent");

        private final String written;

        Name(String written) {
            this.written = written;
        }

        String written() {
            return written;
        }
    }

    /** What a header says. */
    sealed interface Finding {
        /** There is none of that name. */
        record Absent() implements Finding {}

        /** There is exactly one, and it is text. */
        record One(String text) implements Finding {
            @Override
            public String toString() {
                return "One";
            }
        }

        /**
         * It cannot be used.
         *
         * @param flaw a sentence for a violation
         */
        record Unusable(String flaw) implements Finding {}
    }

    private static final Map<String, Name> BY_NAME = byName();

    private final Map<Name, List<Optional<byte[]>>> found = new EnumMap<>(Name.class);

    Headers(List<Header> headers) {
        for (Header header : headers) {
            Name name = BY_NAME.get(header.name());
            if (name != null) {
                found.computeIfAbsent(name, n -> new ArrayList<>()).add(header.value());
            }
        }
    }

    private static Map<String, Name> byName() {
        Map<String, Name> names = new HashMap<>();
        for (Name name : Name.values()) {
            names.put(name.written(), name);
        }
        return Map.copyOf(names);
    }

    boolean has(Name name) {
        return found.containsKey(name);
    }

    /** The header of that name, where there is exactly one, and it is short text in UTF-8. */
    Finding find(Name name) {
        List<Optional<byte[]>> values = found.getOrDefault(name, List.of());
        if (values.isEmpty()) {
            return new Finding.Absent();
        }
        if (values.size() > 1) {
            return new Finding.Unusable("Must be one header; there are several of this name.");
        }
        return values.getFirst().map(Headers::decode).orElse(new Finding.Unusable("Must have a value."));
    }

    /** Every header of that name, as far as it is text. */
    List<String> texts(Name name) {
        return found.getOrDefault(name, List.of()).stream()
                .flatMap(Optional::stream)
                .map(Headers::decode)
                .flatMap(finding -> finding instanceof Finding.One(String text) ? Stream.of(text) : Stream.empty())
                .toList();
    }

    private static Finding decode(byte[] value) {
        if (value.length > MAX_BYTES) {
            return new Finding.Unusable("Must have at most " + VisibleText.MAX_NAME + " characters.");
        }
        return StrictUtf8.decode(value)
                .<Finding>map(Finding.One::new)
                .orElse(new Finding.Unusable("Must be text in UTF-8."));
    }
}
