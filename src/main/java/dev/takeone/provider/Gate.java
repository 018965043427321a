package dev.takeone.provider;

import dev.takeone.job.ProviderError;
import dev.takeone.job.StatusOutcome;
import dev.takeone.job.SubmitOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The one gate in front of the provider. It is held when the provider, the network or the account cannot be used, lets one
 * call probe when the pause is over, and opens when that call is answered. Beside it there is no other circuit breaker.
 *
 * <p>An account that is at fault for a POST holds submissions only, since running tasks go on; everything else holds all
 * calls. Owned by one thread; reads no clock.
 */
public final class Gate {
    /** Unreadable answers in a row that mean more than a hiccup. */
    private static final int FAILURES_IN_A_ROW = 5;

    private final Barrier everything = new Barrier(EnumSet.allOf(Lane.class));
    private final Barrier submissions = new Barrier(Set.of(Lane.SUBMISSION));
    private final HeldTimes accountHeld = new HeldTimes();
    private int failures;

    /** Whether a call of this kind may go now. */
    public boolean mayPass(Lane lane, Instant now) {
        return everything.mayPass(now) && (lane == Lane.CHECK || submissions.mayPass(now));
    }

    /** Whether this call began as the gate stands now, so that its answer counts. */
    public boolean isCurrent(Pass pass) {
        return everything.isCurrent(pass.everything());
    }

    /**
     * A call that {@link #mayPass} allowed is started now. What becomes of it has to be told, with the pass returned, by
     * {@link #submitted} or {@link #checked}.
     */
    public Pass passed(Lane lane, Instant now) {
        long all = everything.enter(now);
        return new Pass(lane, all, lane == Lane.SUBMISSION ? submissions.enter(now) : 0);
    }

    /** What became of a POST. */
    public void submitted(Pass pass, SubmitOutcome outcome, Instant now) {
        switch (outcome) {
            case SubmitOutcome.Accepted accepted -> works(pass);
            case SubmitOutcome.Rejected rejected -> works(pass);
            case SubmitOutcome.Throttled throttled -> throttled(pass, throttled.retryAfter(), throttled.error(), now);
            case SubmitOutcome.NotSent notSent -> away(pass, notSent.error(), now);
            case SubmitOutcome.AccountHeld held -> submissionsHeld(pass, held.error(), now);
            case SubmitOutcome.Withheld withheld -> release(pass);
            case SubmitOutcome.InDoubt inDoubt -> failed(pass, inDoubt.error(), now);
        }
        noteAccount(now);
    }

    /** What became of a status check. */
    public void checked(Pass pass, StatusOutcome outcome, Instant now) {
        switch (outcome) {
            case StatusOutcome.Running running -> works(pass);
            case StatusOutcome.Completed completed -> works(pass);
            case StatusOutcome.Failed failed -> works(pass);
            case StatusOutcome.Cancelled cancelled -> works(pass);
            case StatusOutcome.NotFound notFound -> works(pass);
            case StatusOutcome.Unknown unknown -> works(pass);
            case StatusOutcome.Throttled throttled -> throttled(pass, throttled.retryAfter(), throttled.error(), now);
            case StatusOutcome.AccountHeld held -> allHeld(pass, held.error(), now);
            case StatusOutcome.Unreadable unreadable -> failed(pass, unreadable.error(), now);
        }
        noteAccount(now);
    }

    /** Every hold in force, that of all calls first; empty where the gate is open. */
    public List<Hold> holds() {
        return Stream.of(everything, submissions)
                .flatMap(barrier -> barrier.hold().stream())
                .toList();
    }

    /** How long the account was held between two times, of which the earlier is at most 48 h ago. */
    public Duration accountHeldBetween(Instant from, Instant to) {
        return accountHeld.between(from, to);
    }

    private void works(Pass pass) {
        answered(pass);
        everything.open(pass.everything());
        if (pass.lane() == Lane.SUBMISSION) {
            submissions.open(pass.submissions());
        }
    }

    private void throttled(Pass pass, Optional<Duration> retryAfter, ProviderError error, Instant now) {
        answered(pass);
        everything.close(pass.everything(), Hold.Cause.THROTTLED, retryAfter, error, now);
        releaseSubmissions(pass);
    }

    private void away(Pass pass, ProviderError error, Instant now) {
        everything.close(pass.everything(), Hold.Cause.PROVIDER_AWAY, Optional.empty(), error, now);
        releaseSubmissions(pass);
    }

    private void submissionsHeld(Pass pass, ProviderError error, Instant now) {
        answered(pass);
        if (everything.isHeldBy(Hold.Cause.ACCOUNT_HELD)) {
            allHeld(pass, error, now);
        } else {
            everything.open(pass.everything());
            submissions.close(pass.submissions(), Hold.Cause.ACCOUNT_HELD, Optional.empty(), error, now);
        }
    }

    private void allHeld(Pass pass, ProviderError error, Instant now) {
        answered(pass);
        everything.close(pass.everything(), Hold.Cause.ACCOUNT_HELD, Optional.empty(), error, now);
        releaseSubmissions(pass);
    }

    /** One broken call is a hiccup; a broken probe, or several in a row, mean that the provider is away. */
    private void failed(Pass pass, ProviderError error, Instant now) {
        if (pass.lane() == Lane.SUBMISSION) {
            submissions.again(pass.submissions(), error, now);
        }
        if (everything.isCurrent(pass.everything())) {
            failures++;
            if (everything.hold().isPresent() || failures >= FAILURES_IN_A_ROW) {
                everything.close(pass.everything(), Hold.Cause.PROVIDER_AWAY, Optional.empty(), error, now);
            }
        }
    }

    private void release(Pass pass) {
        everything.release(pass.everything());
        releaseSubmissions(pass);
    }

    private void releaseSubmissions(Pass pass) {
        if (pass.lane() == Lane.SUBMISSION) {
            submissions.release(pass.submissions());
        }
    }

    private void answered(Pass pass) {
        if (everything.isCurrent(pass.everything())) {
            failures = 0;
        }
    }

    private void noteAccount(Instant now) {
        accountHeld.set(
                everything.isHeldBy(Hold.Cause.ACCOUNT_HELD) || submissions.isHeldBy(Hold.Cause.ACCOUNT_HELD), now);
    }
}
