package dev.takeone.job;

import static dev.takeone.job.Transition.passing;
import static dev.takeone.job.Transition.recorded;

import dev.takeone.job.JobState.Accepted;
import dev.takeone.job.JobState.Live;
import dev.takeone.job.JobState.Submitted;
import dev.takeone.job.JobState.Submitting;
import dev.takeone.job.Transition.Reason;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * State × input × now → what follows. The only place that chooses a job's move.
 *
 * <p>An input that a state does not wait for (a late answer, a second grant) changes nothing and is
 * {@link Reason#IGNORED}.
 */
public class Decisions {
    private final Rules rules;
    private final SubmissionDecisions submission;
    private final StatusDecisions status;

    /** Decides by {@code rules}. */
    public Decisions(Rules rules) {
        this.rules = rules;
        this.submission = new SubmissionDecisions(rules);
        this.status = new StatusDecisions(rules);
    }

    /** As {@link Rules#oldestRow}. */
    public Duration oldestRow() {
        return rules.oldestRow();
    }

    /** Whether a POST whose outcome is unknown ends the job, and is not repeated. */
    public boolean wouldEndInDoubt(Live state, Instant now) {
        return state instanceof Submitting posting && !rules.mayReplay(posting, now);
    }

    /** A valid request: the job begins. */
    public Transition open(Job job, String body, Instant now) {
        return recorded(new Accepted(job, body, 0, Optional.empty(), now), Reason.ACCEPTED);
    }

    /** A request that may not be sent: the job ends as it begins. */
    public Transition refuse(Job job, List<Violation> violations, int omitted, Instant now) {
        FailureReason reason = FailureReason.INVALID_REQUEST;
        int count = violations.size() + omitted;
        String message = count == 1
                ? "The request was not sent: " + violations.getFirst().field() + ": "
                        + violations.getFirst().message()
                : "The request was not sent: it has " + count + " violations.";
        return refused(
                job,
                new JobEvent.Failure(
                        reason, Charge.of(reason), message, violations, omitted, Optional.empty(), Optional.empty()),
                now);
    }

    /**
     * A request whose identity is known with other content: it ends under its own coordinates.
     *
     * @param job the job under its coordinates
     * @param taken the identity that it clashes with
     */
    public Transition conflict(Job job, Identity taken, Instant now) {
        return refused(
                job,
                new JobEvent.Failure(
                        FailureReason.CONFLICTING_DUPLICATE,
                        Charge.of(FailureReason.CONFLICTING_DUPLICATE),
                        "The request was not sent: its identity is taken by an earlier request with other content."
                                + " Send it under a new identity.",
                        List.of(),
                        0,
                        Optional.empty(),
                        Optional.of(taken)),
                now);
    }

    /** A request that an operator's order took back before it came: the job ends as it begins. */
    public Transition withdraw(Job job, JobInput.Withdrawn order, Instant now) {
        return SubmissionDecisions.withdrawn(JobState.Failed.of(job, FailureReason.WITHDRAWN, now), job, order, now);
    }

    /**
     * A valid request that costs more than a request may: the job ends as it begins.
     *
     * @param most what a request may cost, US dollars
     */
    public Transition tooExpensive(Job job, BigDecimal most, Instant now) {
        return refused(job, SubmissionDecisions.tooExpensive(most), now);
    }

    private static Transition refused(Job job, JobEvent.Failure failure, Instant now) {
        return recorded(new JobState.Failed(job.bare(), failure.reason(), failure.charge(), now), Reason.REFUSED)
                .telling(new JobEvent.Failed(job, List.of(), failure, now));
    }

    /** What follows when {@code input} happens to a job in {@code state} at {@code now}. */
    public Transition decide(Live state, JobInput input, Instant now) {
        return switch (state) {
            case Accepted accepted -> submission.waiting(accepted, input, now);
            case Submitting submitting -> submission.posting(submitting, input, now);
            case Submitted submitted -> status.running(submitted, input, now);
        };
    }

    static Transition ignored(JobState state) {
        return passing(state, Reason.IGNORED);
    }
}
