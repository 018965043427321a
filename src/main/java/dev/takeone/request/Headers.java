package dev.takeone.request;

import dev.takeone.request.RequestRecord.Header;
import dev.takeone.request.text.StrictUtf8;
import dev.takeone.request.text.VisibleText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The few headers that mean something here, picked in one pass; of all others at most the names are read. */
final class Headers {
    /** A code point takes at most four bytes: more cannot be 256 characters, and need not be decoded to know it. */
    private static final int MAX_BYTES = 4 * VisibleText.MAX_NAME;

    /** The headers that are read; names as CloudEvents' Kafka binding, W3C and the contract have them. */
    enum Name {
        CE_SPECVERSION("ce_specversion"),
        CE_ID("ce_id"),
        CE_SOURCE("ce_source"),
        CE_TRACEPARENT("ce_traceparent"),
        CE_TRACESTATE("ce_tracestate"),
        CONTENT_TYPE("content-type"),
        TRACEPARENT("traceparent"),
        TRACESTATE("tracestate");

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

    private static final Set<String> ALWAYS =
            Arrays.stream(Name.values()).map(Name::written).collect(Collectors.toUnmodifiableSet());

    private final List<Header> all;
    private final IdentityHeader identity;
    private final Map<String, List<Optional<byte[]>>> found = new HashMap<>();

    Headers(List<Header> headers, IdentityHeader identity) {
        this.all = headers;
        this.identity = identity;
        for (Header header : headers) {
            if (ALWAYS.contains(header.name()) || header.name().equals(identity.name())) {
                found.computeIfAbsent(header.name(), n -> new ArrayList<>()).add(header.value());
            }
        }
    }

    boolean has(Name name) {
        return found.containsKey(name.written());
    }

    /** The header that identifies a request which is no CloudEvent; empty where there is none. */
    Optional<Finding> identity() {
        return found.containsKey(identity.name()) ? Optional.of(find(identity.name())) : Optional.empty();
    }

    /** What {@link #identity} is called. */
    String identityName() {
        return identity.name();
    }

    /** Headers that are meant as an identity and do not bear its name, each with the name that it would need. */
    Map<String, String> misspelt() {
        Map<String, String> right = new LinkedHashMap<>();
        for (Header header : all) {
            identity.rightSpelling(header.name()).ifPresent(spelling -> right.put(header.name(), spelling));
        }
        return right;
    }

    /** The header of that name, where there is exactly one, and it is short text in UTF-8. */
    Finding find(Name name) {
        return find(name.written());
    }

    private Finding find(String name) {
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
        return found.getOrDefault(name.written(), List.of()).stream()
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
