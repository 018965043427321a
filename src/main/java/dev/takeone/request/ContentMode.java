package dev.takeone.request;

import dev.takeone.request.text.ViolationCode;
import dev.takeone.request.text.Violations;
import java.util.List;
import java.util.Locale;

/** How a record's value is to be read: what its header {@code content-type} says. */
enum ContentMode {
    /** The value is the body. */
    PLAIN,
    /** The value is a CloudEvent as JSON, whose data is the body. */
    STRUCTURED,
    /** The value is a CloudEvent, or several, that is not read here. */
    UNREADABLE;

    private static final String CLOUD_EVENTS = "application/cloudevents";
    /** What marks a structured event. */
    static final String STRUCTURED_JSON = "application/cloudevents+json";

    /**
     * The mode of a record. As in CloudEvents' Kafka binding, only a type that begins with
     * {@code application/cloudevents} says anything; any other value is read as plain JSON, and what it is shows.
     */
    static ContentMode of(Headers headers, Violations out) {
        List<String> types = headers.texts(Headers.Name.CONTENT_TYPE).stream()
                .map(text -> text.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .toList();
        if (types.stream().noneMatch(type -> type.startsWith(CLOUD_EVENTS))) {
            return PLAIN;
        }
        if (types.equals(List.of(STRUCTURED_JSON))) {
            return STRUCTURED;
        }
        out.add(
                Headers.Name.CONTENT_TYPE.written(),
                ViolationCode.BAD_CLOUD_EVENT,
                "Must be one header, with application/cloudevents+json: one event a record, as JSON.");
        return UNREADABLE;
    }
}
