package dev.takeone.chaos;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Durations from {@code least} to {@code most}, to the millisecond. */
record Span(Duration least, Duration most) {
    static Span ofMillis(long least, long most) {
        return new Span(Duration.ofMillis(least), Duration.ofMillis(most));
    }

    /** One of them, all being as likely. */
    Duration draw(RandomGenerator chance) {
        return Duration.ofMillis(chance.nextLong(least.toMillis(), most.toMillis() + 1));
    }
}
