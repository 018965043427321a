package dev.takeone.worker;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How long tasks of each profile have taken lately. */
final class LearnedDurations {
    /** Fewer say nothing about a low quantile. */
    private static final int ENOUGH = 5;

    private static final int KEPT = 128;
    private static final double QUANTILE = 0.05;

    private final Map<String, Deque<Duration>> byProfile = new HashMap<>();

    void learn(String profile, Duration generation) {
        Deque<Duration> seen = byProfile.computeIfAbsent(profile, any -> new ArrayDeque<>(KEPT));
        if (seen.size() == KEPT) {
            seen.removeFirst();
        }
        seen.addLast(generation);
    }

    /** The time before which hardly any task of this profile has ended; empty until enough have been seen. */
    Optional<Duration> quickest(String profile) {
        return Optional.ofNullable(byProfile.get(profile))
                .filter(seen -> seen.size() >= ENOUGH)
                .map(seen -> seen.stream().sorted().toList().get((int) (QUANTILE * seen.size())));
    }
}
