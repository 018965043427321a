package dev.takeone.worker;

import java.time.Duration;
import java.time.Instant;

/** Forgets identities whose time is over, and writes rows again before the topic's retention reaches them. */
final class Upkeep {
    private static final Duration EVERY = Duration.ofMinutes(1);

    private final Steps steps;
    private Duration refreshAfter;
    private Instant at = Instant.MIN;

    Upkeep(Duration refreshAfter, Steps steps) {
        this.refreshAfter = refreshAfter;
        this.steps = steps;
    }

    /** The topic's retention is shorter than was thought: from now on rows are written again at this age at the latest. */
    void rewriteAfter(Duration age) {
        refreshAfter = age.compareTo(refreshAfter) < 0 ? age : refreshAfter;
        at = Instant.MIN;
    }

    /** Time has passed, by the {@link SteadyClock}. */
    void tick(Instant now) {
        if (!now.isBefore(at)) {
            at = now.plus(EVERY);
            sweep(now);
        }
    }

    private void sweep(Instant now) {
        Instant old = now.minus(refreshAfter);
        steps.table().partitions().stream().filter(Partition::serving).forEach(partition -> {
            partition.known.forget(now);
            partition.jobs.values().stream()
                    .filter(job -> !job.settling && job.writtenAt.isBefore(old))
                    .forEach(steps::refresh);
        });
    }
}
