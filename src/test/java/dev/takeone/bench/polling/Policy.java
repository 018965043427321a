package dev.takeone.bench.polling;

import dev.takeone.job.FirstCheck;
import dev.takeone.job.Job;
import dev.takeone.request.catalogue.ModelCatalogue;
import dev.takeone.worker.times.CheckTimes;
import dev.takeone.worker.times.LearnedTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** The ways to choose the times of checks that are compared. */
enum Policy {
    FIXED_5("fixed 5 s"),
    FIXED_10("fixed 10 s"),
    EXPONENTIAL("exponential 2 s x 1.5 to 30 s"),
    QUICKEST("the quickest, then one pause"),
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
            case FIXED_5 -> new Unlearned(task -> Duration.ofSeconds(5));
            case FIXED_10 -> new Unlearned(task -> Duration.ofSeconds(10));
            case EXPONENTIAL -> new Unlearned(Policy::exponential);
            case QUICKEST -> new Quickest();
            case TAKEONE ->
                new LearnedTimes(
                        hour.settings().checkInterval(),
                        hour.settings().checkDelay(),
                        hour.settings().firstCheck(),
                        ModelCatalogue.bundled());
            case BEST -> new Oracle(hour);
        };
    }

    private static Duration exponential(CheckTimes.Running task) {
        double millis = Math.min(2_000 * StrictMath.pow(1.5, task.polls()), (double) LONGEST.toMillis());
        return Duration.ofMillis(Math.round(millis));
    }

    /** A pause that knows nothing of how long tasks take; the first is as the others. */
    private record Unlearned(Function<Running, Duration> pause) implements CheckTimes {

        @Override
        public FirstCheck first(Job job, Instant now) {
            Duration first = pause.apply(new Running("", Duration.ZERO, 0));
            return new FirstCheck(Optional.of(first), first);
        }

        @Override
        public Duration next(Running task, double use, Instant now) {
            return pause.apply(task);
        }

        @Override
        public void learn(String profile, Duration generation, Instant endedAt) {}
    }

    /** Knows when each task will be done. */
    private record Oracle(Hour hour) implements CheckTimes {

        @Override
        public FirstCheck first(Job job, Instant now) {
            Account.Task task = hour.account().task(job.identity().id());
            Duration end = Duration.between(task.startedAt, task.doneAt);
            return new FirstCheck(Optional.of(end), end);
        }

        @Override
        public Duration next(Running task, double use, Instant now) {
            return Duration.ofSeconds(1);
        }

        @Override
        public void learn(String profile, Duration generation, Instant endedAt) {}
    }
}
