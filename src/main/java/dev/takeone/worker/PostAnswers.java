package dev.takeone.worker;

import dev.takeone.job.JobInput;
import dev.takeone.job.JobState;
import dev.takeone.job.JobState.Submitted;
import dev.takeone.job.JobState.Submitting;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.job.Transition.Reason;
import dev.takeone.journal.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What is made of the answer to a POST: its job's next step, or word of it for whoever has the job now. */
final class PostAnswers {
    private final Steps steps;
    private final Allowance allowance;
    private final Ports ports;
    private final SteadyClock clock;
    private final JobTable table;
    private final KeptBack keptBack;

    /** When the latest POST began that was accepted, by the {@link SteadyClock}. */
    private Instant lastAccepted = Instant.MIN;

    PostAnswers(Steps steps, Allowance allowance, KeptBack keptBack, Ports ports, SteadyClock clock) {
        this.steps = steps;
        this.allowance = allowance;
        this.keptBack = keptBack;
        this.ports = ports;
        this.clock = clock;
        this.table = steps.table();
    }

    /** An answer to a POST of this worker's. It stands for money, and outlives an error in what is made of it. */
    void came(OpenPost call, SubmitOutcome outcome) {
        try {
            take(call, outcome);
        } catch (Throwable bug) {
            leaveWord(call, outcome, ports.ticker().now());
            throw bug;
        }
    }

    private void take(OpenPost call, SubmitOutcome outcome) {
        Instant now = ports.ticker().now();
        allowance.submitted(call.leave(), outcome);
        if (outcome instanceof SubmitOutcome.Accepted) {
            Instant begun = call.begun().steady();
            lastAccepted = begun.isAfter(lastAccepted) ? begun : lastAccepted;
        }
        ports.listener()
                .posted(
                        new WorkerObserver.TimedCall(
                                call.job().state.job(), call.begun().at(), now),
                        call.attempt(),
                        outcome);
        if (table.holds(call.job())) {
            table.called(call.job());
        }
        // Another object of the same job has been read back meanwhile: the answer is its, the call under way is not.
        table.job(call.job().partition.number, call.job().id())
                .ifPresentOrElse(job -> take(job, call, outcome, now), () -> leaveWord(call, outcome, now));
    }

    private void take(LiveJob job, OpenPost call, SubmitOutcome outcome, Instant now) {
        Reason reason = step(job, call.attempt(), outcome, call.word(outcome, now));
        boolean unclaimed = reason == Reason.IGNORED && !knows(job, outcome);
        if (unclaimed || reason == Reason.DOUBLE_CHARGE_SUSPECTED) {
            ports.listener().unclaimed(job.id(), outcome);
        }
    }

    /** A receipt has brought the same task before the answer did. */
    private static boolean knows(LiveJob job, SubmitOutcome outcome) {
        return outcome instanceof SubmitOutcome.Accepted accepted
                && job.state instanceof Submitted submitted
                && submitted.knows(accepted.taskIds());
    }

    /** The answer to another worker's POST of this very attempt, as that has left word of it. */
    void heard(LiveJob job, int attempt, SubmitOutcome outcome) {
        step(job, attempt, outcome, Optional.empty());
    }

    private Reason step(LiveJob job, int attempt, SubmitOutcome outcome, Optional<Receipt> word) {
        boolean othersPassed = lastAccepted.isAfter(job.forbiddenSince);
        if (outcome instanceof SubmitOutcome.AccountHeld held && held.forbidden()) {
            job.forbiddenSince = job.forbiddenSince.isBefore(clock.now()) ? job.forbiddenSince : clock.now();
        }
        Reason reason = steps.step(
                job,
                new JobInput.Answered(
                        attempt,
                        outcome,
                        tried(job),
                        ports.checkTimes().first(job.state.job(), clock.now()),
                        othersPassed),
                word);
        job.triedSince = reason == Reason.NOT_ACCEPTED ? clock.now() : job.triedSince;
        return reason;
    }

    /**
     * The time since the job's last refusal without that in which the account was held, nobody served the partition, or an
     * order or a ceiling kept it back from a try that was due.
     */
    private Duration tried(LiveJob job) {
        Instant now = clock.now();
        Instant dueAgain = later(job.triedSince, lastPause(job));
        return Duration.between(job.triedSince, now)
                .minus(allowance.accountHeldSince(job.triedSince))
                .minus(keptBack.between(job.model(), dueAgain, now));
    }

    private static Duration lastPause(LiveJob job) {
        return job.state instanceof Submitting posting
                ? posting.refusals().map(JobState.Refusals::pause).orElse(Duration.ZERO)
                : Duration.ZERO;
    }

    private static Instant later(Instant from, Duration pause) {
        return from.equals(Instant.MAX) ? from : from.plus(pause);
    }

    /** The job is somebody else's now, or is being read back here: what is known must reach whoever has it. */
    private void leaveWord(OpenPost call, SubmitOutcome outcome, Instant now) {
        call.word(outcome, now).ifPresent(receipt -> steps.leave(call.job().partition.number, receipt));
    }
}
