package dev.takeone.worker;

import dev.takeone.job.FirstCheck;
import dev.takeone.job.Job;
import dev.takeone.request.ModelCatalogue;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** When to ask for a task's status: first, and again. */
final class Timing {
    /** Of the calls that this replica may make, a tenth is left to submissions. */
    private static final double SHARE_OF_CHECKS = 0.9;

    private static final double JITTER = 0.1;
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private final WorkerSettings settings;
    private final ModelCatalogue catalogue;
    private final LearnedDurations learned;
    private final RandomGenerator chance;

    Timing(WorkerSettings settings, ModelCatalogue catalogue, LearnedDurations learned, RandomGenerator chance) {
        this.settings = settings;
        this.catalogue = catalogue;
        this.learned = learned;
        this.chance = chance;
    }

    FirstCheck first(Job job) {
        return settings.firstCheck()
                .map(wanted -> new FirstCheck(Optional.of(wanted), wanted))
                .orElseGet(() -> new FirstCheck(
                        learned.quickest(job.profile()),
                        catalogue.firstCheck(job.model().orElse(""))));
    }

    /** At least the user's interval, and as long as the budget needs for the jobs in flight; with jitter. */
    Duration next(int running, double callsPerMinute) {
        double needed = running / Math.max(callsPerMinute * SHARE_OF_CHECKS, Double.MIN_NORMAL);
        long budget = (long) Math.min(needed * A_MINUTE.toMillis(), A_MINUTE.toMillis() * 60.0);
        long millis = Math.max(settings.checkInterval().toMillis(), budget);
        return Duration.ofMillis((long) (millis * (1 + JITTER * chance.nextDouble())));
    }
}
