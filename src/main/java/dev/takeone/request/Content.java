package dev.takeone.request;

import dev.takeone.request.text.Json;
import dev.takeone.request.text.StrictJson;
import dev.takeone.request.text.ViolationCode;
import dev.takeone.request.text.Violations;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What a record's value holds.
 *
 * @param body the request, where it is a JSON object, as it counts: with its nulls left out
 * @param hash tells whether another record asks for the same, see {@link ContentHash}
 * @param envelope the CloudEvent around the body, in structured mode
 * @param twice attributes of the envelope that are there more than once
 */
record Content(Optional<Json.Obj> body, String hash, Optional<Json.Obj> envelope, Set<String> twice) {

    /**
     * Reads a value, and reports where it is beyond reading.
     *
     * @param counted what of a body counts
     */
    static Content read(Optional<byte[]> value, ContentMode mode, UnaryOperator<Json.Obj> counted, Violations out) {
        if (value.isEmpty()) {
            out.add("value", ViolationCode.REQUIRED, "Must be there; a record without a value asks for nothing.");
            return unread(ContentHash.ofTombstone());
        }
        byte[] bytes = value.get();
        if (bytes.length > RequestReader.MAX_VALUE_BYTES) {
            out.add("value", ViolationCode.TOO_LARGE, "Must be at most " + RequestReader.MAX_VALUE_BYTES + " bytes.");
            return unread(ContentHash.ofBytes(bytes));
        }
        return switch (mode) {
            case PLAIN -> plain(bytes, counted, out);
            case STRUCTURED -> structured(bytes, counted, out);
            case UNREADABLE -> unread(ContentHash.ofBytes(bytes));
        };
    }

    private static Content unread(String hash) {
        return new Content(Optional.empty(), hash, Optional.empty(), Set.of());
    }

    private static Content plain(byte[] bytes, UnaryOperator<Json.Obj> counted, Violations out) {
        return StrictJson.read(bytes, "value", out)
                .map(parsed -> parsed.counting(counted))
                .map(parsed -> new Content(
                        object(parsed.value(), "value", out),
                        parsed.unambiguous() ? ContentHash.of(parsed.value()) : ContentHash.ofBytes(bytes),
                        Optional.empty(),
                        Set.of()))
                .orElseGet(() -> unread(ContentHash.ofBytes(bytes)));
    }

    private static Content structured(byte[] bytes, UnaryOperator<Json.Obj> counted, Violations out) {
        Optional<StrictJson.Parsed> whole = StrictJson.read(bytes, "value", out);
        Optional<Json.Obj> envelope = whole.flatMap(parsed -> object(parsed.value(), "value", out));
        Optional<StrictJson.Parsed> data =
                envelope.flatMap(event -> data(event, out)).map(parsed -> parsed.counting(counted));
        boolean comparable = whole.filter(StrictJson.Parsed::unambiguous).isPresent();
        return new Content(
                data.flatMap(parsed -> object(parsed.value(), "data", out)),
                data.filter(parsed -> comparable && parsed.unambiguous())
                        .map(parsed -> ContentHash.of(parsed.value()))
                        .orElseGet(() -> ContentHash.ofBytes(bytes)),
                envelope,
                whole.map(StrictJson.Parsed::twice).orElse(Set.of()));
    }

    /** The event's data: JSON as {@code data}, or its bytes as {@code data_base64}. */
    private static Optional<StrictJson.Parsed> data(Json.Obj event, Violations out) {
        if (event.has("data") == event.has("data_base64")) {
            out.add("data", ViolationCode.BAD_CLOUD_EVENT, "Must have either data or data_base64, with the request.");
            return Optional.empty();
        }
        if (event.has("data")) {
            return event.field("data").map(StrictJson.Parsed::part);
        }
        Optional<byte[]> bytes = event.field("data_base64").flatMap(Content::fromBase64);
        if (bytes.isEmpty()) {
            out.add("data_base64", ViolationCode.BAD_CLOUD_EVENT, "Must be a string in Base64.");
        }
        return bytes.flatMap(decoded -> StrictJson.read(decoded, "data_base64", out));
    }

    private static Optional<byte[]> fromBase64(Json json) {
        try {
            return json instanceof Json.Text(String text)
                    ? Optional.of(Base64.getDecoder().decode(text))
                    : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<Json.Obj> object(Json json, String part, Violations out) {
        if (json instanceof Json.Obj object) {
            return Optional.of(object);
        }
        out.add(part, ViolationCode.WRONG_TYPE, "Must be a JSON object.");
        return Optional.empty();
    }
}
