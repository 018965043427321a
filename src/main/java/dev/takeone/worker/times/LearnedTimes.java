package dev.takeone.worker.times;

import dev.takeone.job.FirstCheck;
import dev.takeone.job.Job;
import dev.takeone.request.catalogue.ModelCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * When it pays, by what was learned of each profile: see {@link CheckPlan}.
 *
 * <p>What a call is worth follows from the account's use. While nearly half of it lies idle a call costs next to nothing, and the
 * least pause alone parts two checks. From there on its price grows, until in an account that is used up it brings the mean
 * delay to {@code takeone.status.delay}, and what that saves goes into submissions.
 *
 * <p>A task that outlives all that were learned, or of whose profile not enough is known, is asked for after a tenth of its
 * age, a minute at most, where calls have their full price; the lower that is, the sooner.
 */
public final class LearnedTimes implements CheckTimes {
    /** The use from which on calls have a price. */
    private static final double IDLE = 0.55;

    /** The use from which on they have the full one. */
    private static final double USED_UP = 0.85;

    /** Of the latest check in what a call is worth. */
    private static final double WEIGHT = 0.02;

    /** The same, where calls lie idle: few checks tell of it. */
    private static final double WEIGHT_OF_IDLENESS = 0.2;

    private static final int PART_OF_AGE = 10;

    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    /** So many profiles are remembered, those that were asked for last: a sender may make up as many as it likes. */
    private static final int PROFILES = 256;

    private final Duration leastPause;
    private final Duration delay;
    private final Optional<Duration> wantedFirst;
    private final ModelCatalogue catalogue;
    private final Map<String, LearnedPlans> byProfile = new LinkedHashMap<>(16, 0.75f, true);

    /** Of a call, 0 to 1, as lately seen: what follows each change at once makes the use swing. */
    private double worth;

    /**
     * Times that nothing has been learned for yet.
     *
     * @param leastPause between two checks of a task
     * @param delay the mean time from a task's end to the check that finds it, where the account is used up
     * @param wantedFirst the pause before a task's first check, where the user insists on one
     * @param catalogue for models without a history, where the provider makes no estimate of its own
     */
    public LearnedTimes(Duration leastPause, Duration delay, Optional<Duration> wantedFirst, ModelCatalogue catalogue) {
        this.leastPause = leastPause;
        this.delay = delay;
        this.wantedFirst = wantedFirst;
        this.catalogue = catalogue;
    }

    @Override
    public FirstCheck first(Job job, Instant now) {
        return wantedFirst
                .map(wanted -> new FirstCheck(Optional.of(wanted), wanted))
                .orElseGet(() -> new FirstCheck(
                        planned(job.profile(), Duration.ZERO, now),
                        catalogue.firstCheck(job.model().orElse(""))));
    }

    @Override
    public Duration next(Running task, double use, Instant now) {
        double weight = use < IDLE ? WEIGHT_OF_IDLENESS : WEIGHT;
        worth += weight * (Math.clamp((use - IDLE) / (USED_UP - IDLE), 0, 1) - worth);
        Duration pause = planned(task.profile(), task.age(), now)
                .map(at -> at.minus(task.age()))
                .orElseGet(() -> unplanned(task.age()));
        return pause.compareTo(leastPause) > 0 ? pause : leastPause;
    }

    /** What lies idle is used, whoever calls. */
    @Override
    public Duration unlessCalled(Running task, double calling, Instant now) {
        return planned(task.profile(), task.age(), 1 - worth * calling, now)
                .map(at -> at.minus(task.age()))
                .orElse(Duration.ZERO);
    }

    @Override
    public double ended(String profile, Duration from, Duration to, Instant now) {
        return Optional.ofNullable(byProfile.get(profile))
                .map(learned -> learned.ended(from, to, now))
                .orElse(0.0);
    }

    private Optional<Duration> planned(String profile, Duration age, Instant now) {
        return planned(profile, age, 1, now);
    }

    /**
     * When to ask for a task that was not done at that age, by what was learned.
     *
     * @param silent the part of such tasks that do not call when they end
     */
    private Optional<Duration> planned(String profile, Duration age, double silent, Instant now) {
        return Optional.ofNullable(byProfile.get(profile))
                .flatMap(learned -> learned.plan(worth, silent, now))
                .flatMap(plan -> plan.after(age));
    }

    private Duration unplanned(Duration age) {
        Duration part = Duration.ofMillis((long) (age.toMillis() * worth / PART_OF_AGE));
        return part.compareTo(A_MINUTE) < 0 ? part : A_MINUTE;
    }

    @Override
    public void learn(String profile, Duration generation, Instant endedAt) {
        byProfile
                .computeIfAbsent(profile, any -> new LearnedPlans(leastPause, delay))
                .learn(generation, endedAt);
        if (byProfile.size() > PROFILES) {
            byProfile.remove(byProfile.keySet().iterator().next());
        }
    }
}
