package dev.takeone.provider.quota;

import dev.takeone.job.ProviderError;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Why calls are not made now.
 *
 * @param cause what made the provider unusable
 * @param lanes the kinds of call that are held
 * @param model the model whose calls alone are held; empty where every model's are
 * @param since when the first call of this hold went wrong
 * @param until when one call is tried again; it lies in the past while that call is under way
 * @param error the last answer, or what became of the connection
 */
public record Closure(
        Cause cause, Set<Lane> lanes, Optional<String> model, Instant since, Instant until, ProviderError error) {

    private static final Duration BRIEF = Duration.ofMinutes(1);

    public Closure {
        lanes = Set.copyOf(lanes);
    }

    /** Whether it is over soon, as far as is known: being told to slow down is a matter of seconds, and no fault. */
    public boolean isBrief() {
        return cause == Cause.THROTTLED && !until.isAfter(since.plus(BRIEF));
    }

    /** The same hold, by another clock. */
    public Closure by(UnaryOperator<Instant> clock) {
        return new Closure(cause, lanes, model, clock.apply(since), clock.apply(until), error);
    }

    /** What makes the provider unusable, and how long it is left alone then. */
    public enum Cause {
        /** 429, or 503: the pause is the provider's own where it names one. */
        THROTTLED(Duration.ofSeconds(1), Duration.ofSeconds(60)),
        /** Bad key, no balance, a wrong URL: a human has to act, and is not to wait long afterwards. */
        ACCOUNT_HELD(Duration.ofSeconds(5), Duration.ofSeconds(60)),
        /** Not reachable, or no readable answer several times in a row. */
        PROVIDER_AWAY(Duration.ofSeconds(1), Duration.ofSeconds(30));

        private static final int MAX_DOUBLINGS = 20;

        private final Duration first;
        private final Duration last;

        Cause(Duration first, Duration last) {
            this.first = first;
            this.last = last;
        }

        /** The shortest pause. */
        Duration first() {
            return first;
        }

        /** The pause after the failure number {@code failures}, counted from 0: doubled each time, up to a limit. */
        Duration pause(int failures) {
            Duration doubled = first.multipliedBy(1L << Math.min(failures, MAX_DOUBLINGS));
            return doubled.compareTo(last) > 0 ? last : doubled;
        }
    }
}
