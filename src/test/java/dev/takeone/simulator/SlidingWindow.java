package dev.takeone.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** Calls of the last 60 s: those strictly later than 60 s ago. For one thread. */
final class SlidingWindow {
    static final Duration LENGTH = Duration.ofSeconds(60);

    private final Deque<Instant> calls = new ArrayDeque<>();

    /** Adds a call at {@code now} and returns how many the window holds with it. */
    int add(Instant now) {
        calls.add(now);
        return count(now);
    }

    /** How many calls the window holds at {@code now}. */
    int count(Instant now) {
        Instant edge = now.minus(LENGTH);
        while (!calls.isEmpty() && !calls.getFirst().isAfter(edge)) {
            calls.removeFirst();
        }
        return calls.size();
    }

    /** How long after {@code now} the oldest call of a window that is not empty leaves it. */
    Duration untilOneLeaves(Instant now) {
        return Duration.between(now, calls.getFirst().plus(LENGTH));
    }
}
