package dev.takeone.ops;

import dev.takeone.job.Job;
import dev.takeone.job.StatusOutcome;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.job.Transition;
import dev.takeone.journal.Receipt;
import dev.takeone.worker.WorkerObserver;
import dev.takeone.worker.WorkerStatus;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

/** A line for what happens. Names requests and tasks, never what they ask for. */
public final class WorkerLog implements WorkerObserver {
    private static final Logger LOG = Logger.getLogger("dev.takeone");

    /** Of those told, how many different looks of an answer are kept from being told again. */
    private static final int SHAPES = 100;

    private final Runnable onHalt;
    private final Set<String> shapes = new LinkedHashSet<>();

    /**
     * Writes to the category {@code dev.takeone}.
     *
     * @param onHalt ends the process: the group gives its partitions to others only when it is gone
     */
    public WorkerLog(Runnable onHalt) {
        this.onHalt = onHalt;
    }

    @Override
    public void moved(Transition transition) {
        String reason = WorkerMeters.reason(transition);
        LogKeys.of(transition.next()).reason(reason).log(level(transition.reason()), reason);
    }

    private static Level level(Transition.Reason reason) {
        return switch (reason) {
            case CHECKED, RESUMED, IGNORED, POSTING -> Level.DEBUG;
            case DOUBLE_CHARGE_SUSPECTED -> Level.ERROR;
            case IN_DOUBT, ACCOUNT_HELD, NOT_ACCEPTED, FAILED, REFUSED -> Level.WARN;
            case ACCEPTED, REPLAYING, SUBMITTED, ADOPTED, WITHHELD, TOLD_ONCE, TASK_ENDED, COMPLETED -> Level.INFO;
        };
    }

    /** An answer that holds a video in a place that nobody knows must leave a trace, and each look of it one only. */
    @Override
    public void checked(TimedCall call, String taskId, StatusOutcome outcome) {
        if (outcome instanceof StatusOutcome.NoOutput none && shapes.add(none.shape())) {
            LogKeys.of(call.job())
                    .tasks(List.of(taskId))
                    .log(Level.WARN, "done without an address, in an answer of the shape " + none.shape());
        }
        if (shapes.size() > SHAPES) {
            shapes.remove(shapes.iterator().next());
        }
    }

    @Override
    public void posted(TimedCall call, int attempt, SubmitOutcome outcome) {
        if (outcome instanceof SubmitOutcome.Doubtful doubt) {
            LogKeys keys = LogKeys.of(call.job()).attempt(attempt);
            String heard = Outcomes.heard(doubt.error());
            if (doubt instanceof SubmitOutcome.KeyReused) {
                keys.log(
                        Level.ERROR,
                        "the provider knows this job's idempotency key from another body, which is a fault of Takeone's or"
                                + " of another sender on the account; the request may have been charged (" + heard
                                + ")");
            } else {
                keys.log(Level.WARN, "nobody knows what became of this POST: " + heard);
            }
        }
    }

    @Override
    public void repeated(Job repeat) {
        LogKeys.of(repeat).offset(repeat.origin().offset()).log(Level.INFO, "repeat ignored");
    }

    @Override
    public void unclaimed(String jobId, SubmitOutcome outcome) {
        LogKeys keys = LogKeys.of(jobId);
        switch (outcome) {
            case SubmitOutcome.Accepted accepted ->
                keys.tasks(accepted.taskIds())
                        .log(
                                Level.ERROR,
                                "a task id came for a job that has ended, or has another task; it may have been"
                                        + " charged");
            case SubmitOutcome.Rejected _late -> keys.log(Level.DEBUG, "late refusal");
            case SubmitOutcome.Throttled _late -> keys.log(Level.DEBUG, "late refusal");
            case SubmitOutcome.NotSent _late -> keys.log(Level.DEBUG, "late refusal");
            case SubmitOutcome.AccountHeld _late -> keys.log(Level.DEBUG, "late refusal");
            case SubmitOutcome.Withheld _late -> keys.log(Level.DEBUG, "withheld");
            case SubmitOutcome.Unavailable _late -> keys.log(Level.DEBUG, "late refusal");
            case SubmitOutcome.Doubtful _late -> keys.log(Level.DEBUG, "late doubt");
        }
    }

    @Override
    public void receiptKept(Receipt receipt) {
        LogKeys keys = LogKeys.of(receipt.jobId());
        switch (receipt) {
            case Receipt.Acceptance acceptance ->
                keys.tasks(acceptance.taskIds()).log(Level.WARN, "receipt kept for the job's owner");
            case Receipt.Refusal refusal ->
                keys.attempt(refusal.attempt()).log(Level.WARN, "refusal kept for the job's owner");
        }
    }

    @Override
    public void relied(boolean now, double lately, long came, long missed) {
        LOG.logf(
                now ? Level.INFO : Level.WARN,
                "Callbacks are %s: of the last tasks %.0f %% called when they ended; %d have so far, and %d have not",
                now
                        ? "relied on from now on, and tasks that do not call are asked for later"
                        : "not relied on any more, and every task is asked for at its own times",
                100 * lately,
                came,
                missed);
    }

    @Override
    public void serving(int partition, int live, int remembered) {
        LOG.infof("Serving partition %d: %d jobs go on, %d identities remembered", partition, live, remembered);
    }

    @Override
    public void stopped(int partition, String error) {
        LOG.errorf("Partition %d is stopped: %s", partition, error);
    }

    @Override
    public void waiting(int partition, String why) {
        LOG.warnf("Partition %d waits: %s", partition, why);
    }

    @Override
    public void tooLate(WorkerStatus.Late late) {
        LOG.warnf(
                "Nothing is bought, and requests wait: %d POSTs were not sent, as each came too late: %s",
                late.posts(), late.why());
    }

    @Override
    public void begunAnew(int partition) {
        LOG.warnf("The requests of partition %d have begun anew, unasked: it is read back", partition);
    }

    @Override
    public void halted(String why, Optional<Throwable> bug) {
        try {
            LOG.errorf(bug.orElse(null), "The worker can do no more, and ends: %s", why);
        } finally {
            onHalt.run();
        }
    }
}
