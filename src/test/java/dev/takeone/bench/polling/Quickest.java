package dev.takeone.bench.polling;

import dev.takeone.job.FirstCheck;
import dev.takeone.job.Job;
import dev.takeone.request.catalogue.ModelCatalogue;
import dev.takeone.worker.times.CheckTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * First half a pause after the quickest tasks of the kind have been done lately, and then at one pause, which doubles as the
 * quota is used up: what Takeone did before it learned whole distributions.
 */
final class Quickest implements CheckTimes {
    private static final int ENOUGH = 5;
    private static final int KEPT = 128;
    private static final double QUANTILE = 0.05;
    private static final Duration LEAST = Duration.ofSeconds(5);

    private final Map<String, Deque<Duration>> byProfile = new HashMap<>();
    private Duration pause = Duration.ZERO;

    @Override
    public FirstCheck first(Job job, Instant now) {
        return new FirstCheck(
                Optional.ofNullable(byProfile.get(job.profile()))
                        .filter(seen -> seen.size() >= ENOUGH)
                        .map(seen -> seen.stream().sorted().toList().get((int) (QUANTILE * seen.size())))
                        .map(quickest -> quickest.plus(pause.dividedBy(2))),
                ModelCatalogue.bundled().firstCheck(job.model().orElse("")));
    }

    @Override
    public Duration next(Running task, double use, Instant now) {
        pause = Duration.ofMillis((long) (LEAST.toMillis() * (1 + use)));
        return pause;
    }

    @Override
    public void learn(String profile, Duration generation, Instant endedAt) {
        Deque<Duration> seen = byProfile.computeIfAbsent(profile, any -> new ArrayDeque<>(KEPT));
        if (seen.size() == KEPT) {
            seen.removeFirst();
        }
        seen.addLast(generation);
    }
}
