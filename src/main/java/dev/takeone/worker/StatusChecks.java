package dev.takeone.worker;

import dev.takeone.job.JobInput;
import dev.takeone.job.JobState.Submitted;
import dev.takeone.job.ProviderError;
import dev.takeone.job.StatusOutcome;
import dev.takeone.job.Task;
import dev.takeone.provider.Pass;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Asks for the status of whoever is due, as a stream: due checks go in as gate and quota allow, at most so many are
 * open at once, and the answers come out as inputs of their jobs.
 */
final class StatusChecks {
    private final WorkerSettings settings;
    private final Steps steps;
    private final Allowance allowance;
    private final Ports ports;
    private final JobTable table;
    private final UnicastProcessor<Check> due = UnicastProcessor.create();
    private int open;
    private Instant lastReadable = Instant.MIN;

    private record Check(LiveJob job, String taskId, Pass pass, Instant begun) {}

    private record Answer(Check check, StatusOutcome outcome) {}

    StatusChecks(WorkerSettings settings, Steps steps, Allowance allowance, Ports ports) {
        this.settings = settings;
        this.steps = steps;
        this.allowance = allowance;
        this.ports = ports;
        this.table = steps.table();
    }

    void start() {
        due.onItem()
                .transformToUni(this::ask)
                .merge(settings.maxChecks())
                .subscribe()
                .with(
                        answer -> ports.executor().execute(() -> answered(answer.check(), answer.outcome())),
                        broken -> ports.executor().execute(() -> {
                            throw new IllegalStateException("the stream of status checks has ended", broken);
                        }));
    }

    private Uni<Answer> ask(Check check) {
        return ports.provider()
                .check(check.taskId())
                .onFailure()
                .recoverWithItem(
                        broken -> new StatusOutcome.Unreadable(ProviderError.transport(String.valueOf(broken))))
                .map(outcome -> new Answer(check, outcome));
    }

    /** Starts the checks that are due and allowed at {@code now}. */
    void pump(Instant now, boolean submissionsWaiting) {
        while (open < settings.maxChecks()) {
            Optional<LiveJob> next = table.checks().peek(now);
            Optional<Pass> pass = next.flatMap(job -> allowance.check(now, submissionsWaiting));
            if (next.isEmpty() || pass.isEmpty()) {
                return;
            }
            begin(next.get(), pass.get(), now);
        }
    }

    private void begin(LiveJob job, Pass pass, Instant now) {
        open++;
        table.calling(job);
        due.onNext(new Check(job, task(job).map(Task::id).orElseThrow(), pass, now));
    }

    private static Optional<Task> task(LiveJob job) {
        return job.state instanceof Submitted submitted ? submitted.nextTask() : Optional.empty();
    }

    private void answered(Check check, StatusOutcome outcome) {
        Instant now = ports.ticker().now();
        open--;
        allowance.checked(check.pass(), outcome, now);
        noteReadable(outcome, now);
        ports.listener()
                .checked(new WorkerListener.Call(check.job().state.job(), check.begun(), now), check.taskId(), outcome);
        if (table.holds(check.job())) {
            LiveJob job = check.job();
            boolean othersReadable = othersReadable(job);
            int polls = polls(job) + 1;
            table.called(job);
            steps.step(job, new JobInput.Checked(check.taskId(), outcome, othersReadable, next(polls, now)));
            if (!table.holds(job)) {
                allowance.ended(polls);
            }
        }
    }

    private Duration next(int polls, Instant now) {
        return ports.checkTimes()
                .next(new CheckTimes.Load(polls, table.asked(), allowance.callsPerMinute(now), allowance.use(now)));
    }

    private static int polls(LiveJob job) {
        return job.state instanceof Submitted submitted ? submitted.polls() : 0;
    }

    private void noteReadable(StatusOutcome outcome, Instant now) {
        switch (outcome) {
            case StatusOutcome.Running _readable -> lastReadable = now;
            case StatusOutcome.Unknown _readable -> lastReadable = now;
            case StatusOutcome.Completed _readable -> lastReadable = now;
            case StatusOutcome.Failed _readable -> lastReadable = now;
            case StatusOutcome.Cancelled _readable -> lastReadable = now;
            case StatusOutcome.NotFound _silent -> {}
            case StatusOutcome.Throttled _silent -> {}
            case StatusOutcome.AccountHeld _silent -> {}
            case StatusOutcome.Unreadable _silent -> {}
        }
    }

    /** Whether checks have worked since this job's task was first not found; with no other job there is nothing to say. */
    private boolean othersReadable(LiveJob job) {
        return table.running() <= 1
                || task(job).map(Task::notFoundSince).orElse(Instant.EPOCH).isBefore(lastReadable);
    }
}
