package dev.takeone.journal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * How old the head of a quiet partition may become: the jobs topic deletes what it keeps too long, the head too.
 *
 * @param clock the writer's
 * @param atMost a quarter of the topic's retention; empty where it keeps for ever
 */
record HeadAge(InstantSource clock, Optional<Duration> atMost) {

    private static final int KEPT = 3;
    private static final int WORN = 2;

    /** Whether a head of that time has to be written again; one that was never written always has to be. */
    boolean isOld(Instant headAt) {
        Instant now = clock.instant();
        Instant limit = atMost.map(now::minus).orElse(Instant.EPOCH.plusNanos(1));
        return headAt.isBefore(limit) || headAt.isAfter(now);
    }

    /**
     * From when on nothing that was written can have been taken away by the topic's retention; three quarters of it back,
     * since clocks differ, and the broker looks seldom. The epoch where the topic keeps for ever.
     */
    Instant keptFrom() {
        return ago(KEPT);
    }

    /** Whether what is said of that time is worth saying anew: a time to come is that of a clock that was ahead. */
    boolean isWorn(Instant at) {
        return at.isBefore(ago(WORN)) || at.isAfter(clock.instant());
    }

    private Instant ago(int quarters) {
        return atMost.map(quarter -> clock.instant().minus(quarter.multipliedBy(quarters)))
                .orElse(Instant.EPOCH);
    }
}
