package dev.takeone.events;

import dev.takeone.job.Bytes;
import dev.takeone.job.Job;
import dev.takeone.job.JobEvent;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes events as CloudEvents 1.0 records in Kafka's binary mode: attributes in {@code ce_} headers, the JSON data as
 * the value.
 *
 * <p>Header values are plain UTF-8 and never percent-encoded: the Kafka binding says so (section 3.2.3 of
 * {@code cloudevents/bindings/kafka-protocol-binding.md} in {@code cloudevents/spec}); percent-encoding is the HTTP
 * binding's. So a request id in any script stands in {@code ce_subject} as its sender wrote it.
 */
public final class CloudEvents {
    private final String source;
    private final EventTopics topics;
    private final boolean traced;

    /**
     * Writes events of {@code source} to {@code topics}.
     *
     * @param source the {@code ce_source} of every event: a URI reference. One with letters outside ASCII is written in
     *     its ASCII form, since RFC 3986 knows no other
     * @param traced whether each event has a span of its own, {@link EventSpan}: then who reads it goes on from there, and
     *     else from the sender's
     * @throws IllegalArgumentException where {@code source} is empty or no URI reference
     */
    public CloudEvents(String source, EventTopics topics, boolean traced) {
        this.source = uriReference(source);
        this.topics = topics;
        this.traced = traced;
    }

    /** The record of {@code event}: always the same for the same event. */
    public EventRecord render(JobEvent event) {
        return new EventRecord(topics.of(event), key(event.job()), headers(event), EventJson.of(event));
    }

    private static Bytes key(Job job) {
        return job.key().orElseGet(() -> Bytes.copyOf(job.identity().id().getBytes(StandardCharsets.UTF_8)));
    }

    private Map<String, String> headers(JobEvent event) {
        Job job = event.job();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", id(event));
        headers.put("ce_source", source);
        headers.put("ce_type", "dev.takeone.video." + name(event) + ".v1");
        headers.put("ce_subject", job.identity().id());
        headers.put("ce_time", Rfc3339.of(event.at()));
        headers.put("content-type", "application/json");
        job.trace()
                .map(trace -> traced ? trace.under(EventSpan.id(event)) : trace)
                .ifPresent(trace -> {
                    headers.put("traceparent", trace.parent());
                    trace.state().ifPresent(state -> headers.put("tracestate", state));
                });
        return headers;
    }

    /** The {@code ce_id}, never reused. */
    static String id(JobEvent event) {
        return event.job().id() + "-" + name(event);
    }

    private static String name(JobEvent event) {
        return switch (event) {
            case JobEvent.Submitted _submitted -> "submitted";
            case JobEvent.Completed _completed -> "completed";
            case JobEvent.Failed _failed -> "failed";
        };
    }

    /**
     * The source as events have it: a URI reference in ASCII.
     *
     * @throws IllegalArgumentException where it is empty or no URI reference
     */
    public static String uriReference(String source) {
        try {
            String ascii = new URI(source).toASCIIString();
            if (ascii.isEmpty()) {
                throw new IllegalArgumentException("the source of an event must not be empty");
            }
            return ascii;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("the source of an event must be a URI reference: " + e.getMessage(), e);
        }
    }
}
