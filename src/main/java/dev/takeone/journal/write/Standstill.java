package dev.takeone.journal.write;

import dev.takeone.journal.Unwritten;
import dev.takeone.journal.clients.ClientSettings;
import dev.takeone.journal.clients.Denials;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Since when, and why, not all decisions can be written, and how long to pause before the next try. The writer says so on its
 * thread; it may be asked on any.
 */
final class Standstill {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final InstantSource clock;
    private Duration pause = FIRST_PAUSE;
    private volatile Optional<Unwritten> refused = Optional.empty();
    private volatile Optional<Instant> begunAt = Optional.empty();

    Standstill(InstantSource clock) {
        this.clock = clock;
    }

    /** Empty where all is written. */
    Optional<Unwritten> told() {
        return refused.or(this::heldUp);
    }

    /** A transaction that takes longer than one may is not over yet, and says nothing. */
    private Optional<Unwritten> heldUp() {
        Instant latest = clock.instant().minus(ClientSettings.TRANSACTION_TIMEOUT);
        return begunAt.filter(at -> !at.isAfter(latest)).map(at -> new Unwritten(at, Denials.heldUp()));
    }

    /** A transaction begins. */
    void begun() {
        begunAt = Optional.of(clock.instant());
    }

    /** It has ended, for better or worse. */
    void ended() {
        begunAt = Optional.empty();
    }

    void refused(Throwable error) {
        refused(Denials.ofWriting(error, clock.instant()));
    }

    void refused(String why) {
        Instant since = refused.map(Unwritten::since).orElseGet(clock::instant);
        refused = Optional.of(new Unwritten(since, why));
    }

    /** All that could not be written is written, or was let go. */
    void over() {
        refused = Optional.empty();
    }

    /** Whether nothing has gone wrong since something went well. */
    boolean isFirst() {
        return pause.equals(FIRST_PAUSE);
    }

    /** The pause before the next try: longer each time, until something has gone well. */
    Duration nextPause() {
        Duration now = pause;
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
        return now;
    }

    /** Something has gone well. */
    void calm() {
        pause = FIRST_PAUSE;
    }
}
