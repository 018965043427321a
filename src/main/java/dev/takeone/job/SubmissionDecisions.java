package dev.takeone.job;

import static dev.takeone.job.Decisions.ignored;
import static dev.takeone.job.Transition.passing;
import static dev.takeone.job.Transition.recorded;

import dev.takeone.job.JobState.Accepted;
import dev.takeone.job.JobState.Doubt;
import dev.takeone.job.JobState.Refusals;
import dev.takeone.job.JobState.Submitted;
import dev.takeone.job.JobState.Submitting;
import dev.takeone.job.SubmitOutcome.AccountHeld;
import dev.takeone.job.SubmitOutcome.InDoubt;
import dev.takeone.job.SubmitOutcome.InProgress;
import dev.takeone.job.SubmitOutcome.Indeterminate;
import dev.takeone.job.SubmitOutcome.KeyReused;
import dev.takeone.job.SubmitOutcome.NotSent;
import dev.takeone.job.SubmitOutcome.Rejected;
import dev.takeone.job.SubmitOutcome.Throttled;
import dev.takeone.job.SubmitOutcome.Unavailable;
import dev.takeone.job.SubmitOutcome.Withheld;
import dev.takeone.job.Transition.Reason;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The moves around the paid POST. */
final class SubmissionDecisions {
    private static final ProviderError UNANSWERED =
            ProviderError.transport("the worker that sent the request stopped before it journaled an answer");

    /** The rows of refusals keep no words: this is true of every one that may have been an acceptance. */
    private static final ProviderError UNCLEAR = ProviderError.transport(
            "the provider answered with 503, which does not say that nothing was executed, and with no task id after it");

    private final Rules rules;

    SubmissionDecisions(Rules rules) {
        this.rules = rules;
    }

    Transition waiting(Accepted state, JobInput input, Instant now) {
        return switch (input) {
            case JobInput.Granted(Optional<String> body) ->
                mayPost(state, now)
                        ? post(body.map(state::calledAt).orElse(state).post(now), Reason.POSTING)
                        : failInDoubt(state, now);
            case JobInput.Due _due when !mayPost(state, now) -> failInDoubt(state, now);
            case JobInput.Resumed _resumed -> passing(state, Reason.RESUMED);
            case JobInput.ReceiptFound receipt -> adopted(state, receipt, now);
            // Not asked for any more, and yet paid for.
            case JobInput.Answered(
                    int _older,
                    SubmitOutcome.Accepted accepted,
                    Duration _tried,
                    FirstCheck firstCheck,
                    boolean _othersPassed) ->
                adopted(state, new JobInput.ReceiptFound(accepted.taskIds(), accepted.replayed(), firstCheck), now);
            case JobInput.Withdrawn order
            when state.unclearSince().isEmpty() -> withdrawn(state.withdraw(now), state.job(), order, now);
            case JobInput.TooExpensive(BigDecimal most)
            when state.unclearSince().isEmpty() ->
                failed(state.tooExpensive(now), state.job(), tooExpensive(most), now);
            // What may have been accepted has been begun.
            case JobInput.Withdrawn _late -> ignored(state);
            case JobInput.TooExpensive _late -> ignored(state);
            case JobInput.Settled _settled -> ignored(state);
            case JobInput.Due _due -> ignored(state);
            case JobInput.Answered _late -> ignored(state);
            case JobInput.Checked _late -> ignored(state);
        };
    }

    /** What may have been accepted is repeated only as long as its key is trusted. */
    private boolean mayPost(Accepted state, Instant now) {
        return state.unclearSince().map(first -> rules.mayRepeat(first, now)).orElse(true);
    }

    Transition posting(Submitting state, JobInput input, Instant now) {
        return switch (input) {
            case JobInput.Answered answer when answer.attempt() == state.attempt() -> answered(state, answer, now);
            // Money was spent on this task, whichever POST it answers.
            case JobInput.Answered(
                    int _older,
                    SubmitOutcome.Accepted accepted,
                    Duration _tried,
                    FirstCheck firstCheck,
                    boolean _othersPassed) -> accepted(state, accepted, firstCheck, now);
            case JobInput.ReceiptFound receipt ->
                adopted(
                        state.accepted(receipt.taskIds(), receipt.replayed(), now, firstCheckAt(receipt, now)),
                        receipt,
                        now);
            case JobInput.Resumed _resumed -> passing(state, Reason.RESUMED);
            case JobInput.Settled _settled when state.doubt().isEmpty() -> unanswered(state, now);
            case JobInput.Due _due
            when state.doubt().isPresent() && !rules.mayReplay(state, now) -> failInDoubt(state, now);
            case JobInput.Granted _granted
            when state.doubt().isPresent() ->
                rules.mayReplay(state, now) ? post(state.replay(now), Reason.REPLAYING) : failInDoubt(state, now);
            // Begun: it goes on to its own ending.
            case JobInput.Withdrawn _late -> ignored(state);
            case JobInput.TooExpensive _late -> ignored(state);
            case JobInput.Settled _settled -> ignored(state);
            case JobInput.Due _due -> ignored(state);
            case JobInput.Granted _granted -> ignored(state);
            case JobInput.Answered _late -> ignored(state);
            case JobInput.Checked _late -> ignored(state);
        };
    }

    private static Transition post(Submitting next, Reason reason) {
        return recorded(next, reason)
                .then(new Effect.Post(next.job().id(), next.attempt(), next.idempotencyKey(), next.body()));
    }

    /** A row that says Submitting tells nothing of the answer, and whoever might have had it is silent. */
    private Transition unanswered(Submitting state, Instant now) {
        Submitting next = state.inDoubt(new Doubt(now, UNANSWERED, 0, Duration.ZERO), state.attempt(), now);
        return rules.mayReplay(next, now) ? passing(next, Reason.IN_DOUBT) : failInDoubt(next, now);
    }

    private Transition answered(Submitting state, JobInput.Answered answer, Instant now) {
        return switch (answer.outcome()) {
            case SubmitOutcome.Accepted accepted -> accepted(state, accepted, answer.firstCheck(), now);
            case InDoubt(ProviderError error) -> doubt(state, state.attempt(), error, Duration.ZERO, now);
            case KeyReused(ProviderError error) -> doubt(state, state.attempt(), error, Duration.ZERO, now);
            case InProgress(Optional<Duration> after, ProviderError error) ->
                doubt(state, state.attempt(), error, after.orElse(Duration.ZERO), now);
            case Indeterminate(ProviderError error) ->
                failInDoubt(state.inDoubt(doubt(state, error, Duration.ZERO, now), state.attempt(), now), now);
            case Unavailable unavailable -> unavailable(state, unavailable, answer.tried(), now);
            case Withheld _withheld -> withheld(state, now);
            case NotSent(ProviderError error) ->
                refused(state, state.attempt() - 1, error, Duration.ZERO, answer.tried(), now);
            case Throttled(Optional<Duration> after, ProviderError error) ->
                refused(state, state.attempt(), error, after.orElse(Duration.ZERO), answer.tried(), now);
            case AccountHeld held -> held(state, held, answer.othersPassed(), now);
            case Rejected(ProviderError error) -> rejected(state, error, now);
        };
    }

    private static Instant firstCheckAt(JobInput.ReceiptFound receipt, Instant now) {
        return now.plus(receipt.firstCheck().after(Optional.empty()));
    }

    private static Transition adopted(Accepted state, JobInput.ReceiptFound receipt, Instant now) {
        Submitted next = state.adopt(receipt.taskIds(), receipt.replayed(), now, firstCheckAt(receipt, now));
        return adopted(next, receipt, now);
    }

    private static Transition adopted(Submitted next, JobInput.ReceiptFound receipt, Instant now) {
        return recorded(next, Reason.ADOPTED)
                .telling(
                        new JobEvent.Submitted(next.job(), receipt.taskIds(), next.attempt(), receipt.replayed(), now));
    }

    private static Transition accepted(
            Submitting state, SubmitOutcome.Accepted accepted, FirstCheck firstCheck, Instant now) {
        Instant firstCheckAt = now.plus(firstCheck.after(accepted.estimated()));
        Submitted next = state.accepted(accepted.taskIds(), accepted.replayed(), now, firstCheckAt);
        return recorded(next, Reason.SUBMITTED)
                .telling(new JobEvent.Submitted(
                        state.job(), accepted.taskIds(), state.attempt(), accepted.replayed(), now));
    }

    private static Doubt doubt(Submitting state, ProviderError error, Duration asked, Instant now) {
        return state.doubt()
                .map(before -> new Doubt(before.since(), error, before.replays() + 1, asked))
                .orElseGet(() -> new Doubt(now, error, 0, asked));
    }

    private Transition doubt(Submitting state, int posts, ProviderError error, Duration asked, Instant now) {
        Doubt doubt = doubt(state, error, asked, now);
        Duration pause = longer(Rules.pauseAfter(doubt.replays() + 1), asked);
        Submitting next = state.inDoubt(doubt, posts, earlier(now.plus(pause), rules.windowEnd(state)));
        return rules.mayReplay(next, now) ? recorded(next, Reason.IN_DOUBT) : failInDoubt(next, now);
    }

    private static Transition withheld(Submitting state, Instant now) {
        int posts = state.attempt() - 1;
        return state.doubt()
                .map(doubt -> recorded(state.inDoubt(doubt, posts, now), Reason.WITHHELD))
                .orElseGet(() -> recorded(state.notAccepted(posts, state.refusals(), now), Reason.WITHHELD));
    }

    private Transition refused(
            Submitting state, int posts, ProviderError error, Duration asked, Duration tried, Instant now) {
        if (state.doubt().isPresent()) {
            return doubt(state, posts, error, asked, now);
        }
        Refusals refusals = Refusals.next(state.refusals(), tried, asked);
        Instant again = now.plus(refusals.pause());
        Accepted next = state.notAccepted(posts, Optional.of(refusals), again);
        return refusals.counted().compareTo(rules.giveUpAfter()) < 0
                ? recorded(next, Reason.NOT_ACCEPTED)
                : giveUp(next, error, now);
    }

    /**
     * The provider is away without a promise that nothing was executed. The next POST bears the same key, and finds what
     * became of this one; where keys are not trusted, this is a doubt.
     */
    private Transition unavailable(Submitting state, Unavailable outcome, Duration tried, Instant now) {
        Duration asked = outcome.retryAfter().orElse(Duration.ZERO);
        Refusals unclear = Refusals.unclear(state.refusals(), state.firstPostAt());
        return switch (rules.inDoubt()) {
            case FAIL -> doubt(state, state.attempt(), outcome.error(), asked, now);
            case REPLAY -> refused(state.refused(unclear), state.attempt(), outcome.error(), asked, tried, now);
        };
    }

    /** A 403 may be the account's fault or the request's: where others are accepted meanwhile, it is the request's. */
    private Transition held(Submitting state, AccountHeld outcome, boolean othersPassed, Instant now) {
        if (state.doubt().isPresent()) {
            return doubt(state, state.attempt(), outcome.error(), Duration.ZERO, now);
        }
        return othersPassed && outcome.forbidden()
                ? rejected(state, outcome.error(), now)
                : recorded(state.notAccepted(state.attempt(), state.refusals(), now), Reason.ACCOUNT_HELD);
    }

    private Transition rejected(Submitting state, ProviderError error, Instant now) {
        return state.doubt().isPresent()
                ? doubt(state, state.attempt(), error, Duration.ZERO, now)
                : refused(
                        state.reject(now),
                        state.job(),
                        "The provider refused the request; provider_error has its words.",
                        error,
                        now);
    }

    static Transition withdrawn(JobState.Failed next, Job job, JobInput.Withdrawn order, Instant now) {
        return failed(
                next,
                job,
                JobEvent.Failure.of(
                        FailureReason.WITHDRAWN,
                        "The order " + order.order() + " withdrew the request before it was sent"
                                + order.reason().map(why -> ": " + why).orElse("."),
                        Optional.empty()),
                now);
    }

    static JobEvent.Failure tooExpensive(BigDecimal most) {
        return JobEvent.Failure.of(
                FailureReason.TOO_EXPENSIVE,
                "The request was not sent: its estimate is above what a request may cost"
                        + " (takeone.spend.per-request, $" + most.toPlainString() + ").",
                Optional.empty());
    }

    private static Transition giveUp(Accepted state, ProviderError error, Instant now) {
        return refused(
                state.giveUp(now),
                state.job(),
                "The provider did not accept the request for the time that takeone.submission.give-up-after allows.",
                error,
                now);
    }

    /** Says what is known of the money, which is not always that none was spent. */
    private static Transition refused(JobState.Failed next, Job job, String message, ProviderError error, Instant now) {
        String money = switch (next.charge().charged()) {
            case NO -> " Nothing was charged.";
            case YES, UNKNOWN ->
                " One of its answers did not say that nothing was executed: look for its task in the provider's"
                        + " console before you send it again.";
        };
        return failed(
                next, job, JobEvent.Failure.of(next.reason(), next.charge(), message + money, Optional.of(error)), now);
    }

    private static Transition failInDoubt(Submitting state, Instant now) {
        return failInDoubt(state.failInDoubt(now), state.job(), state.doubt().map(Doubt::last), now);
    }

    private static Transition failInDoubt(Accepted state, Instant now) {
        return failInDoubt(state.failInDoubt(now), state.job(), Optional.of(UNCLEAR), now);
    }

    private static Transition failInDoubt(JobState.Failed next, Job job, Optional<ProviderError> last, Instant now) {
        return failed(
                next,
                job,
                JobEvent.Failure.of(
                        FailureReason.SUBMISSION_IN_DOUBT,
                        "Nobody can tell whether the provider accepted the request, and it may not be repeated:"
                                + " look for its task in the provider's console before you send it again.",
                        last),
                now);
    }

    private static Transition failed(JobState.Failed next, Job job, JobEvent.Failure failure, Instant now) {
        return recorded(next, Reason.FAILED).telling(new JobEvent.Failed(job, List.of(), failure, now));
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
