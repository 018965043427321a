package dev.takeone.provider.quota;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Remembers for two days when something held calls back; all time before what is forgotten counts as such, so that no request
 * is given up for it. Owned by one thread; reads no clock.
 */
public final class HeldTimes {
    private static final Duration MEMORY = Duration.ofDays(2);
    private static final int MAX_SPANS = 4096;

    private final Deque<Span> closed = new ArrayDeque<>();
    private Optional<Instant> heldSince = Optional.empty();
    private Instant forgottenUntil = Instant.MIN;

    private record Span(Instant from, Instant to) {
        Duration within(Instant begin, Instant end) {
            Instant later = from.isAfter(begin) ? from : begin;
            Instant earlier = to.isBefore(end) ? to : end;
            return later.isBefore(earlier) ? Duration.between(later, earlier) : Duration.ZERO;
        }
    }

    /** Whether it does, from now on. */
    public void set(boolean held, Instant now) {
        if (held == heldSince.isPresent()) {
            return;
        }
        heldSince.filter(since -> since.isBefore(now)).ifPresent(since -> closed.addLast(new Span(since, now)));
        heldSince = held ? Optional.of(now) : Optional.empty();
        forget(now.minus(MEMORY));
    }

    /** How long it did between two times. */
    public Duration between(Instant from, Instant to) {
        Duration running = heldSince
                .map(since -> new Span(since, Instant.MAX).within(from, to))
                .orElse(Duration.ZERO);
        Duration forgotten = new Span(Instant.MIN, forgottenUntil).within(from, to);
        return closed.stream().map(span -> span.within(from, to)).reduce(running.plus(forgotten), Duration::plus);
    }

    private void forget(Instant before) {
        while (!closed.isEmpty()
                && (closed.size() > MAX_SPANS || closed.getFirst().to().isBefore(before))) {
            forgottenUntil = closed.removeFirst().to();
        }
    }
}
