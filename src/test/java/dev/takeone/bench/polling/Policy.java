package dev.takeone.bench.polling;

import dev.takeone.job.FirstCheck;
import dev.takeone.job.Job;
import dev.takeone.request.ModelCatalogue;
import dev.takeone.worker.CheckTimes;
import dev.takeone.worker.LearnedTimes;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/** The ways to choose the times of checks that are compared. */
enum Policy {
    FIXED_5("fixed 5 s"),
    FIXED_10("fixed 10 s"),
    EXPONENTIAL("exponential 2 s x 1.5 to 30 s"),
    TAKEONE("Takeone"),
    BEST("best possible: once, at the end");

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final String label;

    Policy(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    CheckTimes times(Hour hour) {
        return switch (this) {
            case FIXED_5 -> new Unlearned(load -> Duration.ofSeconds(5));
            case FIXED_10 -> new Unlearned(load -> Duration.ofSeconds(10));
            case EXPONENTIAL -> new Unlearned(Policy::exponential);
            case TAKEONE ->
                new LearnedTimes(
                        hour.settings(),
                        ModelCatalogue.bundled(),
                        new Random(hour.scheduler().random().nextLong()));
            case BEST -> new Oracle(hour);
        };
    }

    private static Duration exponential(CheckTimes.Load load) {
        double millis = Math.min(2_000 * Math.pow(1.5, load.polls()), (double) LONGEST.toMillis());
        return Duration.ofMillis(Math.round(millis));
    }

    /** A pause that knows nothing of how long tasks take; the first is as the others. */
    private record Unlearned(Function<Load, Duration> pause) implements CheckTimes {

        @Override
        public FirstCheck first(Job job) {
            Duration first = pause.apply(new Load(0, 0, 0, 0));
            return new FirstCheck(Optional.of(first), first);
        }

        @Override
        public Duration next(Load load) {
            return pause.apply(load);
        }

        @Override
        public void learn(String profile, Duration generation) {}
    }

    /** Knows when each task will be done. */
    private record Oracle(Hour hour) implements CheckTimes {

        @Override
        public FirstCheck first(Job job) {
            Duration end = hour.account().duration(job.identity().id());
            return new FirstCheck(Optional.of(end), end);
        }

        @Override
        public Duration next(Load load) {
            return Duration.ofSeconds(1);
        }

        @Override
        public void learn(String profile, Duration generation) {}
    }
}
