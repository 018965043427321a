package dev.takeone.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The account's limit: in any 60 s no more admitted calls than so many, submissions and checks together. The provider
 * publishes no numbers and no algorithm; a sliding window is this simulator's choice. For one thread.
 */
final class RateLimiter {
    private final OptionalInt perMinute;
    private final SlidingWindow admitted = new SlidingWindow();

    /** @param perMinute empty for no limit */
    RateLimiter(OptionalInt perMinute) {
        this.perMinute = perMinute;
    }

    /** Admits a call, or says how long from {@code now} the next one has to wait. */
    Optional<Duration> admit(Instant now) {
        if (perMinute.isPresent() && admitted.count(now) >= perMinute.getAsInt()) {
            return Optional.of(admitted.untilOneLeaves(now));
        }
        admitted.add(now);
        return Optional.empty();
    }
}
