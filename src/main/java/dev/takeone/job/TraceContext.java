package dev.takeone.job;

import java.util.Optional;

/**
 * Whose work a request is part of, in the words of W3C's trace context.
 *
 * @param parent its {@code traceparent}, of version 00: {@code 00-<trace id>-<span id>-<flags>}
 * @param state its {@code tracestate}, which belongs to the tracing systems and is passed on as it came
 */
public record TraceContext(String parent, Optional<String> state) {
    private static final int SPAN_AT = "00-".length() + 32 + "-".length();
    private static final int FLAGS_AT = SPAN_AT + 16;

    /** The same trace with another span as the parent, 16 digits in hexadecimal: what comes next is that span's child. */
    public TraceContext under(String span) {
        return new TraceContext(parent.substring(0, SPAN_AT) + span + parent.substring(FLAGS_AT), state);
    }
}
