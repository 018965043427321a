package dev.takeone.simulator;

import java.time.Duration;
import java.util.Random;
import java.util.function.Supplier;

/** How long tasks take, one after the other; the same seed gives the same sequence. For one thread. */
public final class TaskDurations {
    private final Supplier<Duration> next;

    private TaskDurations(Supplier<Duration> next) {
        this.next = next;
    }

    /** All the same. */
    public static TaskDurations fixed(Duration duration) {
        return new TaskDurations(() -> duration);
    }

    /** Evenly spread from {@code least} to {@code most}. */
    public static TaskDurations between(Duration least, Duration most, long seed) {
        Random random = new Random(seed);
        long spread = most.minus(least).toMillis();
        if (spread < 0) {
            throw new IllegalArgumentException("the longest task is shorter than the shortest");
        }
        return new TaskDurations(() -> least.plusMillis(random.nextLong(spread + 1)));
    }

    /**
     * Log-normal, as generation times are: half of them below {@code median}, with a long tail, cut off at half of and
     * four times the median.
     *
     * @param sigma the standard deviation of the logarithm; 0.3 is a plausible one
     */
    public static TaskDurations logNormal(Duration median, double sigma, long seed) {
        Random random = new Random(seed);
        return new TaskDurations(() -> {
            double factor = Math.clamp(Math.exp(sigma * random.nextGaussian()), 0.5, 4);
            return Duration.ofMillis(Math.round(median.toMillis() * factor));
        });
    }

    Duration next() {
        return next.get();
    }
}
