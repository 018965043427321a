package dev.takeone.journal.topics;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** How old the head of a quiet partition may become: the jobs topic deletes what it keeps too long, the head too. */
public final class HeadAge {

    private static final int KEPT = 3;
    private static final int WORN = 2;

    private final InstantSource clock;
    private volatile Optional<Duration> atMost;

    /**
     * @param clock the writer's
     * @param atMost a quarter of the topic's retention; empty where it keeps for ever
     */
    public HeadAge(InstantSource clock, Optional<Duration> atMost) {
        this.clock = clock;
        this.atMost = atMost;
    }

    public InstantSource clock() {
        return clock;
    }

    /**
     * A quarter of the topic's retention as it is now; one that is longer than before is believed from the next start on, since what was
     * deleted by the shorter one is no loss.
     *
     * @return the new age; empty where it stays
     */
    public synchronized Optional<Duration> shorten(Optional<Duration> newAtMost) {
        Optional<Duration> before = atMost;
        Optional<Duration> shorter = newAtMost.filter(
                now -> before.filter(old -> old.compareTo(now) <= 0).isEmpty());
        atMost = shorter.or(() -> before);
        return shorter;
    }

    /** Whether a head of that time has to be written again; one that was never written always has to be. */
    public boolean isOld(Instant headAt) {
        Instant now = clock.instant();
        Instant limit = atMost.map(now::minus).orElse(Instant.EPOCH.plusNanos(1));
        return headAt.isBefore(limit) || headAt.isAfter(now);
    }

    /**
     * From when on nothing that was written can have been taken away by the topic's retention; three quarters of it back,
     * since clocks differ, and the broker looks seldom. The epoch where the topic keeps for ever.
     */
    public Instant keptFrom() {
        return ago(KEPT);
    }

    /** Whether what is said of that time is worth saying anew: a time to come is that of a clock that was ahead. */
    public boolean isWorn(Instant at) {
        return at.isBefore(ago(WORN)) || at.isAfter(clock.instant());
    }

    private Instant ago(int quarters) {
        return atMost.map(quarter -> clock.instant().minus(quarter.multipliedBy(quarters)))
                .orElse(Instant.EPOCH);
    }
}
