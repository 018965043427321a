package dev.takeone.ops;

import dev.takeone.job.Job;
import dev.takeone.job.JobEvent;
import dev.takeone.job.StatusOutcome;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.job.Transition;
import dev.takeone.journal.Receipt;
import dev.takeone.journal.threads.Observers;
import dev.takeone.worker.CallbackOutcome;
import dev.takeone.worker.WorkerObserver;
import dev.takeone.worker.WorkerStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Several listeners as one: each hears everything, in their order, whatever becomes of the others.
 *
 * @param listeners in the order in which they hear
 */
public record Audience(List<WorkerObserver> listeners) implements WorkerObserver {
    public Audience {
        listeners = listeners.stream()
                .map(each -> Observers.apart(WorkerObserver.class, each))
                .toList();
    }

    @Override
    public void moved(Transition transition) {
        listeners.forEach(each -> each.moved(transition));
    }

    @Override
    public void repeated(Job repeat) {
        listeners.forEach(each -> each.repeated(repeat));
    }

    @Override
    public void posted(TimedCall call, int attempt, SubmitOutcome outcome) {
        listeners.forEach(each -> each.posted(call, attempt, outcome));
    }

    @Override
    public void checked(TimedCall call, String taskId, StatusOutcome outcome) {
        listeners.forEach(each -> each.checked(call, taskId, outcome));
    }

    @Override
    public void called(String jobId, CallbackOutcome outcome) {
        listeners.forEach(each -> each.called(jobId, outcome));
    }

    @Override
    public void relied(boolean now, double lately, long came, long missed) {
        listeners.forEach(each -> each.relied(now, lately, came, missed));
    }

    @Override
    public void told(JobEvent event, Instant at) {
        listeners.forEach(each -> each.told(event, at));
    }

    @Override
    public void unclaimed(String jobId, SubmitOutcome outcome) {
        listeners.forEach(each -> each.unclaimed(jobId, outcome));
    }

    @Override
    public void receiptKept(Receipt receipt) {
        listeners.forEach(each -> each.receiptKept(receipt));
    }

    @Override
    public void serving(int partition, int live, int remembered) {
        listeners.forEach(each -> each.serving(partition, live, remembered));
    }

    @Override
    public void stopped(int partition, String error) {
        listeners.forEach(each -> each.stopped(partition, error));
    }

    @Override
    public void tooLate(WorkerStatus.Late late) {
        listeners.forEach(each -> each.tooLate(late));
    }

    @Override
    public void begunAnew(int partition) {
        listeners.forEach(each -> each.begunAnew(partition));
    }

    @Override
    public void waiting(int partition, String why) {
        listeners.forEach(each -> each.waiting(partition, why));
    }

    @Override
    public void halted(String why, Optional<Throwable> bug) {
        listeners.forEach(each -> each.halted(why, bug));
    }
}
