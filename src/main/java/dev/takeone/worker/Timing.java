package dev.takeone.worker;

import dev.takeone.job.FirstCheck;
import dev.takeone.job.Job;
import dev.takeone.request.ModelCatalogue;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When to ask for a task's status: first, and again.
 *
 * <p>The pause between two checks is one and the same for all tasks, and depends on what calls are worth: short while
 * the quota is idle, longer the more of it is used, so that a saturated account spends its calls on submissions, and as
 * long as the quota needs where more tasks are being asked for than it can carry.
 */
final class Timing {
    /** Of the calls that this replica may make, a tenth is left to submissions. */
    private static final double SHARE_OF_CHECKS = 0.9;

    /** How many times the shortest pause is reached where the quota is used up. */
    private static final double STRETCH = 2.5;

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

    /**
     * The pause until a task is asked for again, with jitter.
     *
     * @param asked the tasks that have been asked for and are not done
     * @param callsPerMinute that this replica may make
     * @param use the part of them that is being used, 0 to 1
     */
    Duration next(int asked, double callsPerMinute, double use) {
        double needed = asked / Math.max(callsPerMinute * SHARE_OF_CHECKS, Double.MIN_NORMAL);
        double budget = Math.min(needed * A_MINUTE.toMillis(), A_MINUTE.toMillis() * 60.0);
        double stretched = settings.checkInterval().toMillis() * (1 + (STRETCH - 1) * use);
        double jitter = 1 + JITTER * (chance.nextDouble() - 0.5);
        return Duration.ofMillis((long) (Math.max(stretched, budget) * jitter));
    }
}
