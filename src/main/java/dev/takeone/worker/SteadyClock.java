package dev.takeone.worker;

import dev.takeone.account.Moment;
import dev.takeone.journal.Restored;
import java.time.Duration;
import java.time.Instant;

/**
 * The time of day when it was made, moved on by the monotonic clock: it never steps. Every wait in this package is
 * measured with it, so that no clock that is set, here or at another replica, makes one longer than it was meant to be.
 */
final class SteadyClock {
    private final Ticker ticker;
    private final Instant origin;
    private final long originNanos;

    SteadyClock(Ticker ticker) {
        this.ticker = ticker;
        this.origin = ticker.now();
        this.originNanos = ticker.nanos();
    }

    Instant now() {
        return origin.plusNanos(ticker.nanos() - originNanos);
    }

    /** This moment by both clocks. */
    Moment moment() {
        return new Moment(ticker.nanos(), ticker.now());
    }

    /** A time of day as a time of this clock. */
    Instant of(Instant timeOfDay) {
        return now().plus(Duration.between(ticker.now(), timeOfDay));
    }

    /** The same, but no further away than {@code longest}, which what is due was meant to wait at most. */
    Instant of(Instant timeOfDay, Duration longest) {
        Instant last = now().plus(longest);
        Instant steady = of(timeOfDay);
        return steady.isAfter(last) ? last : steady;
    }

    /**
     * The latest time of this clock that a past time of day can be: it may have been told before the wall clock was set, or
     * since. Before that nobody can have told one that is yet to come by this clock. For what must not be over too soon.
     */
    Instant latest(Instant past) {
        Instant steady = of(past);
        boolean toldSince = past.isAfter(now().plus(Restored.CLOCKS_APART));
        return toldSince || steady.isAfter(past) ? steady : past;
    }

    /** By how much the wall clock was set ahead since this one was made, or back where negative. */
    Duration set() {
        return Duration.between(now(), ticker.now());
    }

    /** A time of this clock as a time of day. */
    Instant timeOfDay(Instant steady) {
        return ticker.now().plus(Duration.between(now(), steady));
    }
}
