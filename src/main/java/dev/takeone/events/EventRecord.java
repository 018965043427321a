package dev.takeone.events;

import dev.takeone.job.Bytes;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An event as a Kafka record.
 *
 * @param key the request's key, or its id in UTF-8 where it had none
 * @param headers names and values in the order in which they are written, both to be encoded as UTF-8
 * @param value JSON on one line, to be encoded as UTF-8
 */
public record EventRecord(String topic, Bytes key, Map<String, String> headers, String value) {
    public EventRecord {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** Names the event without repeating what the sender wrote. */
    @Override
    public String toString() {
        return "EventRecord[" + headers.get("ce_id") + " to " + topic + "]";
    }
}
