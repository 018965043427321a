package dev.takeone.bench.polling;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long tasks take: log-normal around a median, and drawn anew where that is outside of the range.
 *
 * @param estimate what the provider says when it accepts a task, where it says something
 */
record GenerationTimes(Duration median, double sigma, Duration least, Duration most, Optional<Duration> estimate) {

    /** The profile of published Veo durations. */
    static final GenerationTimes PUBLISHED = new GenerationTimes(
            Duration.ofSeconds(105), 0.35, Duration.ofSeconds(83), Duration.ofSeconds(253), Optional.empty());

    Duration draw(RandomGenerator chance) {
        while (true) {
            double factor = Math.exp(sigma * chance.nextGaussian());
            Duration drawn = Duration.ofMillis(Math.round(median.toMillis() * factor));
            if (drawn.compareTo(least) >= 0 && drawn.compareTo(most) <= 0) {
                return drawn;
            }
        }
    }
}
