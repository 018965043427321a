package dev.takeone.bench.pipeline;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Requests that are on their way through one kind when it is killed.
 *
 * @param keyed of a kind whose POSTs mostly carry none: whether these carry an idempotency key
 */
record Victim(Kind kind, boolean keyed) {
    /** So many of each. */
    static final int REQUESTS = 500;

    /** Everybody, and of one kind those without a key first. */
    static final List<Victim> ALL = List.of(
            new Victim(Kind.LIMIT, false),
            new Victim(Kind.TAKEONE, false),
            new Victim(Kind.PARALLEL_CONSUMER, false),
            new Victim(Kind.PARALLEL_CONSUMER, true),
            new Victim(Kind.NAIVE, false),
            new Victim(Kind.NAIVE, true));

    static List<Victim> of(Kind kind) {
        return ALL.stream().filter(victim -> victim.kind() == kind).toList();
    }

    /** What its requests' ids begin with. */
    String name() {
        return kind.word() + "-kill" + (keyed ? Calls.KEYED : "");
    }

    String id(int number) {
        return name() + "-" + number;
    }

    List<String> ids() {
        return IntStream.range(0, REQUESTS).mapToObj(this::id).toList();
    }
}
