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

    /** Heads written before this have to be written again; one that was never written always has to be. */
    Instant limit() {
        return atMost.map(age -> clock.instant().minus(age)).orElse(Instant.EPOCH.plusNanos(1));
    }
}
