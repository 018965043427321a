package dev.takeone.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What every call has to pass, in this order: the key, the limit, the account. */
final class Door {
    private volatile String authorization;
    private final RateLimiter limiter;
    private volatile boolean held;

    Door(SimulatorSettings settings) {
        this.authorization = bearer(settings.apiKey());
        this.limiter = new RateLimiter(settings.requestsPerMinute());
    }

    /** Expects another key from now on, and no longer the one before. */
    void exchangeKey(String next) {
        this.authorization = bearer(next);
    }

    /** Refuses every call with 402, or no longer does. */
    void hold(boolean hold) {
        this.held = hold;
    }

    /** Why this call does not pass; empty where it does. */
    Optional<Reply> refusal(Optional<String> presented, Instant now) {
        if (presented.filter(authorization::equals).isEmpty()) {
            return Optional.of(Reply.badKey());
        }
        Optional<Duration> pause = limiter.admit(now);
        if (pause.isPresent()) {
            return pause.map(Door::throttled);
        }
        return held ? Optional.of(Reply.noBalance()) : Optional.empty();
    }

    private static String bearer(String key) {
        return "Bearer " + key;
    }

    private static Reply throttled(Duration pause) {
        return Reply.throttled(Math.max(1, (pause.toMillis() + 999) / 1000));
    }
}
