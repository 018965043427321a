package dev.takeone.events;

import dev.takeone.job.JobEvent;

/**
 * The id of the span that tells of an event. It is reckoned, and not drawn, since the event has to name it before the
 * span is made, and again, the same, where the event is told a second time.
 */
public final class EventSpan {
    /** Of the hash FNV-1a, which spreads whatever it is given. */
    private static final long BASIS = 0xcbf29ce484222325L;

    private static final long PRIME = 0x100000001b3L;

    private EventSpan() {}

    /** 16 digits in hexadecimal, never all zero: W3C's form of a span's id. */
    public static String id(JobEvent event) {
        long hash = CloudEvents.id(event).chars().asLongStream().reduce(BASIS, (sum, each) -> (sum ^ each) * PRIME);
        return "%016x".formatted(hash == 0 ? BASIS : hash);
    }
}
