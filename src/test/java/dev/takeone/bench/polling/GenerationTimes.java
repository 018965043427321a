package dev.takeone.bench.polling;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long tasks take: log-normal around the median of one of some equal humps, and drawn anew where that is outside of the
 * range.
 *
 * @param humps at least one
 * @param growth what the times of tasks that begin in the second half of the hour are multiplied by
 * @param estimate what the provider says when it accepts a task, where it says something
 */
record GenerationTimes(List<Hump> humps, Duration least, Duration most, double growth, Optional<Duration> estimate) {

    /** The profile of published Veo durations. */
    static final GenerationTimes PUBLISHED =
            of(Duration.ofSeconds(105), 0.35, Duration.ofSeconds(83), Duration.ofSeconds(253), Optional.empty());

    /** As if two kinds of tasks went by one name. */
    static final GenerationTimes TWO_HUMPS = new GenerationTimes(
            List.of(new Hump(Duration.ofSeconds(40), 0.1), new Hump(Duration.ofSeconds(180), 0.1)),
            Duration.ofSeconds(20),
            Duration.ofSeconds(300),
            1,
            Optional.empty());

    /** Published ones, with a provider that grows slower in mid-hour. */
    static final GenerationTimes GROWING =
            new GenerationTimes(PUBLISHED.humps(), PUBLISHED.least(), PUBLISHED.most(), 1.5, Optional.empty());

    /** The durations around one median, each as likely as any other hump's. */
    record Hump(Duration median, double sigma) {

        /** How dense they lie at so many seconds. */
        double density(double seconds) {
            double away = StrictMath.log(seconds * 1_000 / median.toMillis()) / sigma;
            return StrictMath.exp(-away * away / 2) / (sigma * seconds);
        }
    }

    static GenerationTimes of(
            Duration median, double sigma, Duration least, Duration most, Optional<Duration> estimate) {
        return new GenerationTimes(List.of(new Hump(median, sigma)), least, most, 1, estimate);
    }

    /** The times of the hour's second half. */
    GenerationTimes grown() {
        return new GenerationTimes(
                humps.stream()
                        .map(hump -> new Hump(times(hump.median(), growth), hump.sigma()))
                        .toList(),
                times(least, growth),
                times(most, growth),
                1,
                estimate);
    }

    private static Duration times(Duration duration, double factor) {
        return Duration.ofMillis(Math.round(duration.toMillis() * factor));
    }

    /** How dense they lie at so many seconds, as a multiple of what is the same for all. */
    double density(double seconds) {
        double millis = seconds * 1_000;
        return millis < least.toMillis() || millis > most.toMillis()
                ? 0
                : humps.stream().mapToDouble(hump -> hump.density(seconds)).sum();
    }

    /** The time of a task of the hour's first half. */
    Duration draw(RandomGenerator chance) {
        while (true) {
            Hump hump = humps.size() == 1 ? humps.getFirst() : humps.get(chance.nextInt(humps.size()));
            Duration drawn = times(hump.median(), StrictMath.exp(hump.sigma() * chance.nextGaussian()));
            if (drawn.compareTo(least) >= 0 && drawn.compareTo(most) <= 0) {
                return drawn;
            }
        }
    }

    /** The time of a task that begins so long after the hour's beginning. */
    Duration draw(RandomGenerator chance, Duration begins) {
        Duration drawn = draw(chance);
        return begins.compareTo(Hour.LENGTH.dividedBy(2)) < 0 ? drawn : times(drawn, growth);
    }
}
