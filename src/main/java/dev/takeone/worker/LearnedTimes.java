package dev.takeone.worker;

import dev.takeone.job.FirstCheck;
import dev.takeone.job.Job;
import dev.takeone.request.ModelCatalogue;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * First about when the quickest tasks of the kind have lately been done, and then at one pause.
 *
 * <p>The first check comes half a pause after the quickest: at the quickest's own time it would find next to none.
 *
 * <p>The pause between two checks is one and the same for all tasks, and depends on what calls are worth: short while
 * the quota is idle, longer the more of it is used, so that a saturated account spends its calls on submissions, and as
 * long as the quota needs where more tasks are being asked for than it can carry.
 */
public final class LearnedTimes implements CheckTimes {
    /** Of the calls that this replica may make, a tenth is left to submissions. */
    private static final double SHARE_OF_CHECKS = 0.9;

    /** How many times the shortest pause is reached where the quota is used up. */
    private static final double STRETCH = 2;

    private static final double JITTER = 0.1;
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private final WorkerSettings settings;
    private final ModelCatalogue catalogue;
    private final LearnedDurations learned = new LearnedDurations();
    private final RandomGenerator chance;

    /** The latest one. */
    private Duration pause = Duration.ZERO;

    /**
     * Times that nothing has been learned for yet.
     *
     * @param catalogue for models without a history, where the provider makes no estimate of its own
     * @param chance for jitter, and for nothing that matters
     */
    public LearnedTimes(WorkerSettings settings, ModelCatalogue catalogue, RandomGenerator chance) {
        this.settings = settings;
        this.catalogue = catalogue;
        this.chance = chance;
    }

    @Override
    public FirstCheck first(Job job) {
        return settings.firstCheck()
                .map(wanted -> new FirstCheck(Optional.of(wanted), wanted))
                .orElseGet(() -> new FirstCheck(
                        learned.quickest(job.profile()).map(quickest -> quickest.plus(pause.dividedBy(2))),
                        catalogue.firstCheck(job.model().orElse(""))));
    }

    @Override
    public Duration next(Load load) {
        double needed = load.asked() / Math.max(load.callsPerMinute() * SHARE_OF_CHECKS, Double.MIN_NORMAL);
        double budget = Math.min(needed * A_MINUTE.toMillis(), A_MINUTE.toMillis() * 60.0);
        double stretched = settings.checkInterval().toMillis() * (1 + (STRETCH - 1) * load.use());
        double jitter = 1 + JITTER * (chance.nextDouble() - 0.5);
        pause = Duration.ofMillis((long) Math.max(stretched, budget));
        return Duration.ofMillis((long) (pause.toMillis() * jitter));
    }

    @Override
    public void learn(String profile, Duration generation) {
        learned.learn(profile, generation);
    }
}
