package dev.takeone.job;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** One object for all jobs of one estimate: a catalogue names few amounts, and a hundred thousand jobs may be in memory. */
final class Estimates {
    /** What is beyond has its own: catalogues change, and a process may run for long. */
    private static final int MOST = 1_000;

    private static final Map<BigDecimal, Optional<BigDecimal>> SHARED = new ConcurrentHashMap<>();

    private Estimates() {}

    static Optional<BigDecimal> shared(Optional<BigDecimal> estimate) {
        return estimate.flatMap(amount -> SHARED.size() < MOST
                ? SHARED.computeIfAbsent(amount, Optional::of)
                : SHARED.getOrDefault(amount, estimate));
    }
}
