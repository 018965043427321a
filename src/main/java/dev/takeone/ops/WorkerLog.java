package dev.takeone.ops;

import dev.takeone.job.FailureReason;
import dev.takeone.job.Job;
import dev.takeone.job.JobState;
import dev.takeone.job.JobState.Submitted;
import dev.takeone.job.JobState.Submitting;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.job.Transition;
import dev.takeone.journal.Receipt;
import dev.takeone.worker.WorkerListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** A line and a count for what happens. Names requests and tasks, never what they ask for. */
public final class WorkerLog implements WorkerListener {
    private static final Logger LOG = Logger.getLogger("dev.takeone");

    private static final String REPEATED = "takeone.requests.repeated";
    private static final String UNCLAIMED = "takeone.submissions.unclaimed";
    private static final String RECEIPTS = "takeone.receipts.kept";

    private final MeterRegistry metrics;
    private final Runnable onHalt;

    /**
     * Counts in {@code metrics}.
     *
     * @param onHalt ends the process: the group gives its partitions to others only when it is gone
     */
    public WorkerLog(MeterRegistry metrics, Runnable onHalt) {
        this.metrics = metrics;
        this.onHalt = onHalt;
        register();
    }

    /** All counters begin at zero: an increase from nothing to one is none for Prometheus, and the first doubt counts. */
    private void register() {
        Stream<String> reasons = Stream.concat(
                Arrays.stream(Transition.Reason.values())
                        .filter(reason -> reason != Transition.Reason.FAILED && reason != Transition.Reason.REFUSED)
                        .map(Transition.Reason::label),
                Arrays.stream(FailureReason.values()).map(FailureReason::label));
        reasons.forEach(this::transitions);
        Stream.of(REPEATED, UNCLAIMED, RECEIPTS).forEach(name -> metrics.counter(name));
    }

    private Counter transitions(String reason) {
        return metrics.counter("takeone.transitions", "reason", reason);
    }

    @Override
    public void moved(Transition transition) {
        String reason = reason(transition);
        transitions(reason).increment();
        Job job = transition.next().job();
        String line = "%s requestId=%s jobId=%s partition=%d%s";
        switch (transition.reason()) {
            case CHECKED, RESUMED, IGNORED, POSTING -> LOG.debugf(line, words(transition, reason, job));
            case DOUBLE_CHARGE_SUSPECTED -> LOG.errorf(line, words(transition, reason, job));
            case IN_DOUBT, ACCOUNT_HELD, NOT_ACCEPTED, FAILED, REFUSED ->
                LOG.warnf(line, words(transition, reason, job));
            case ACCEPTED, REPLAYING, SUBMITTED, ADOPTED, WITHHELD, TASK_ENDED, COMPLETED ->
                LOG.infof(line, words(transition, reason, job));
        }
    }

    private static Object[] words(Transition transition, String reason, Job job) {
        return new Object[] {
            reason, job.identity().id(), job.id(), job.origin().partition(), particulars(transition.next())
        };
    }

    private static String reason(Transition transition) {
        return transition.next() instanceof JobState.Failed failed
                ? failed.reason().label()
                : transition.reason().label();
    }

    private static String particulars(JobState state) {
        return switch (state) {
            case JobState.Accepted accepted -> accepted.posts() == 0 ? "" : " attempt=" + accepted.posts();
            case Submitting submitting -> " attempt=" + submitting.attempt();
            case Submitted submitted -> " taskId=" + String.join(",", submitted.taskIds());
            case JobState.Completed _over -> "";
            case JobState.Failed failed ->
                " charged=" + failed.reason().charged().label();
        };
    }

    @Override
    public void repeated(Job repeat) {
        metrics.counter(REPEATED).increment();
        LOG.infof(
                "repeat ignored requestId=%s partition=%d offset=%d",
                repeat.identity().id(),
                repeat.origin().partition(),
                repeat.origin().offset());
    }

    @Override
    public void unclaimed(String jobId, SubmitOutcome outcome) {
        switch (outcome) {
            case SubmitOutcome.Accepted accepted -> {
                metrics.counter(UNCLAIMED).increment();
                LOG.errorf(
                        "a task id came for a job that has ended, or has another task; it may have been charged"
                                + " jobId=%s taskId=%s",
                        jobId, String.join(",", accepted.taskIds()));
            }
            case SubmitOutcome.Rejected _late -> LOG.debugf("late refusal jobId=%s", jobId);
            case SubmitOutcome.Throttled _late -> LOG.debugf("late refusal jobId=%s", jobId);
            case SubmitOutcome.NotSent _late -> LOG.debugf("late refusal jobId=%s", jobId);
            case SubmitOutcome.AccountHeld _late -> LOG.debugf("late refusal jobId=%s", jobId);
            case SubmitOutcome.Withheld _late -> LOG.debugf("withheld jobId=%s", jobId);
            case SubmitOutcome.InDoubt _late -> LOG.debugf("late doubt jobId=%s", jobId);
        }
    }

    @Override
    public void receiptKept(Receipt receipt) {
        metrics.counter(RECEIPTS).increment();
        switch (receipt) {
            case Receipt.Acceptance acceptance ->
                LOG.warnf(
                        "receipt kept for the job's owner jobId=%s taskId=%s",
                        acceptance.jobId(), String.join(",", acceptance.taskIds()));
            case Receipt.Refusal refusal ->
                LOG.warnf("refusal kept for the job's owner jobId=%s attempt=%d", refusal.jobId(), refusal.attempt());
        }
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
    public void halted(String why, Optional<Throwable> bug) {
        LOG.errorf(bug.orElse(null), "The worker can do no more, and ends: %s", why);
        onHalt.run();
    }
}
