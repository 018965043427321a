package dev.takeone.provider.quota;

import dev.takeone.job.ProviderError;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Open, held until a time, or held while one call probes.
 *
 * <p>Every change begins a new turn. An answer counts only where its call began in this turn: a call from before the hold
 * can neither open it nor prolong it, and one from before the opening cannot close it again.
 */
final class Barrier {
    /** Longer than any call lasts: a probe whose answer never comes must not hold the barrier for ever. */
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(60);

    private final Set<Lane> lanes;
    private final Optional<String> model;
    private Turn turn = Turn.FIRST;
    private int failures;
    private Optional<Closure> hold = Optional.empty();
    private Optional<Instant> probingSince = Optional.empty();

    /** @param model whose calls stand before it; empty for every model's */
    Barrier(Set<Lane> lanes, Optional<String> model) {
        this.lanes = lanes;
        this.model = model;
    }

    Optional<Closure> hold() {
        return hold;
    }

    boolean isHeldBy(Closure.Cause cause) {
        return hold.filter(held -> held.cause() == cause).isPresent();
    }

    boolean isCurrent(Turn callTurn) {
        return callTurn.equals(turn);
    }

    /** Whether a call may go: any while it is open, and one when the time of a hold has come. */
    boolean mayPass(Instant now) {
        return hold.isEmpty() || (!isProbing(now) && isDue(hold.get(), now));
    }

    /** Lets a call through, and returns the turn in which it began. */
    Turn enter(Instant now) {
        if (hold.isPresent()) {
            probingSince = Optional.of(now);
            turn = new Turn();
        }
        return turn;
    }

    /** Closes, or goes on holding after a probe that failed, and for longer. */
    void close(Turn callTurn, Closure.Cause cause, Optional<Duration> retryAfter, ProviderError error, Instant now) {
        if (!isCurrent(callTurn)) {
            retryAfter.ifPresent(pause -> prolong(cause, now.plus(pause)));
            return;
        }
        failures = hold.isPresent() ? failures + 1 : 0;
        Duration pause = retryAfter
                .map(asked -> asked.compareTo(cause.first()) < 0 ? cause.first() : asked)
                .orElse(cause.pause(failures));
        hold(cause, pause, error, now);
    }

    /** The probe proved nothing: goes on holding for the same cause, and for longer. */
    void again(Turn callTurn, ProviderError error, Instant now) {
        hold.filter(held -> isCurrent(callTurn))
                .ifPresent(held -> close(callTurn, held.cause(), Optional.empty(), error, now));
    }

    /** The probe could not prove anything: goes on holding for the same cause, and no longer than the last time. */
    void asBefore(Turn callTurn, ProviderError error, Instant now) {
        hold.filter(held -> isCurrent(callTurn))
                .ifPresent(held -> hold(held.cause(), held.cause().pause(failures), error, now));
    }

    /** The provider answered as it should. */
    void open(Turn callTurn) {
        if (isCurrent(callTurn)) {
            drop();
        }
    }

    /** What it was held for is gone. */
    void drop() {
        if (hold.isPresent()) {
            hold = Optional.empty();
            nextTurn();
        }
    }

    /** The call told nothing about this barrier: where it was the probe, the next call may be one. */
    void release(Turn callTurn) {
        if (isCurrent(callTurn)) {
            probingSince = Optional.empty();
        }
    }

    private void hold(Closure.Cause cause, Duration pause, ProviderError error, Instant now) {
        Instant since = hold.map(Closure::since).orElse(now);
        hold = Optional.of(new Closure(cause, lanes, model, since, now.plus(pause), error));
        nextTurn();
    }

    /** A late answer proves nothing, but a pause that it asks for in so many words is kept. */
    private void prolong(Closure.Cause cause, Instant until) {
        hold = hold.map(held -> held.cause() == cause && until.isAfter(held.until())
                ? new Closure(cause, lanes, model, held.since(), until, held.error())
                : held);
    }

    private void nextTurn() {
        probingSince = Optional.empty();
        turn = new Turn();
    }

    private boolean isProbing(Instant now) {
        return probingSince
                .filter(since -> !now.isBefore(since) && now.isBefore(since.plus(PROBE_LIMIT)))
                .isPresent();
    }

    /** A clock that was set back must not prolong a hold: before its beginning it is over, too. */
    private static boolean isDue(Closure held, Instant now) {
        return !now.isBefore(held.until()) || now.isBefore(held.since());
    }
}
