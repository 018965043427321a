package dev.takeone.ops;

import dev.takeone.job.Job;
import dev.takeone.job.JobState;
import dev.takeone.job.JobState.Submitted;
import dev.takeone.job.JobState.Submitting;
import dev.takeone.job.Transition;
import dev.takeone.worker.WorkerListener;
import io.micrometer.core.instrument.MeterRegistry;
import org.jboss.logging.Logger;

/** A line and a count for what happens. Names requests and tasks, never what they ask for. */
public final class WorkerLog implements WorkerListener {
    private static final Logger LOG = Logger.getLogger("dev.takeone");

    private final MeterRegistry metrics;

    /** Counts in {@code metrics}. */
    public WorkerLog(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    @Override
    public void moved(Transition transition) {
        String reason = reason(transition);
        metrics.counter("takeone.transitions", "reason", reason).increment();
        Job job = transition.next().job();
        String line = "%s requestId=%s jobId=%s partition=%d%s";
        switch (transition.reason()) {
            case CHECKED, RESUMED, IGNORED, POSTING -> LOG.debugf(line, words(transition, reason, job));
            case IN_DOUBT, ACCOUNT_HELD, NOT_ACCEPTED, FAILED, REFUSED ->
                LOG.warnf(line, words(transition, reason, job));
            case ACCEPTED, REPLAYING, SUBMITTED, WITHHELD, TASK_ENDED, COMPLETED ->
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
        metrics.counter("takeone.requests.repeated").increment();
        LOG.infof(
                "repeat ignored requestId=%s partition=%d offset=%d",
                repeat.identity().id(),
                repeat.origin().partition(),
                repeat.origin().offset());
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
    public void halted(String why) {
        LOG.errorf("The worker can do no more: %s", why);
    }
}
