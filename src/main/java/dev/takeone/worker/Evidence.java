package dev.takeone.worker;

import dev.takeone.job.JobState.Submitted;
import dev.takeone.job.StatusOutcome;
import dev.takeone.job.Task;
import java.time.Duration;
import java.time.Instant;

/** What an answer says of the task that was asked for, and what of the provider: it is told by what others are answered. */
final class Evidence {
    /** How fresh an answer must be to tell that others' answers can be read. */
    private static final Duration LATELY = Duration.ofMinutes(1);

    private final SteadyClock clock;
    private final JobCounts counts;

    /** By the {@link SteadyClock}. */
    private Instant lastReadable = Instant.MIN;

    Evidence(SteadyClock clock, JobCounts counts) {
        this.clock = clock;
        this.counts = counts;
    }

    /** A check was answered so. */
    void note(StatusOutcome outcome) {
        Instant now = clock.now();
        switch (outcome) {
            case StatusOutcome.Running _readable -> lastReadable = now;
            case StatusOutcome.Unknown _readable -> lastReadable = now;
            case StatusOutcome.Completed _readable -> lastReadable = now;
            case StatusOutcome.NoOutput _readable -> lastReadable = now;
            case StatusOutcome.Failed _readable -> lastReadable = now;
            case StatusOutcome.Cancelled _readable -> lastReadable = now;
            case StatusOutcome.Refused _silent -> {}
            case StatusOutcome.NotFound _silent -> {}
            case StatusOutcome.Throttled _silent -> {}
            case StatusOutcome.AccountHeld _silent -> {}
            case StatusOutcome.NotSent _silent -> {}
            case StatusOutcome.Unreadable _silent -> {}
        }
    }

    /** Another owner's clock tells nothing of when, by this one's, a task was first missing: that begins anew. */
    void noteMissing(LiveJob job) {
        Instant since = job.missingSince.equals(Instant.MAX) ? clock.now() : job.missingSince;
        job.missingSince = isMissing(job) ? since : Instant.MAX;
    }

    private static boolean isMissing(LiveJob job) {
        return job.state instanceof Submitted submitted
                && submitted.tasks().stream().anyMatch(task -> task.notFound() > 0);
    }

    private boolean readableSinceMissing(LiveJob job) {
        return !isMissing(job) || lastReadable.isAfter(job.missingSince);
    }

    /**
     * Whether others' checks work now, and have worked since this job's task was first not found or refused.
     * With no other job there is nothing to say: an answer of the provider's own is believed, and silence is an outage as
     * far as the job's own tasks do not say otherwise.
     *
     * @param taskId the task that was asked for
     */
    boolean othersReadable(LiveJob job, String taskId, StatusOutcome outcome) {
        boolean alone = counts.running() <= 1;
        boolean lately = lastReadable.isAfter(clock.now().minus(LATELY));
        return switch (outcome) {
            case StatusOutcome.Unreadable _silence -> alone ? siblingsReadable(job, taskId, lately) : lately;
            case StatusOutcome.Throttled _silence -> alone ? siblingsReadable(job, taskId, lately) : lately;
            case StatusOutcome.AccountHeld _silence -> alone ? siblingsReadable(job, taskId, lately) : lately;
            case StatusOutcome.Refused _own -> alone || (lately && readableSinceMissing(job));
            case StatusOutcome.NotFound _own -> alone || (lately && readableSinceMissing(job));
            // Believed or not whatever others' answers are.
            case StatusOutcome.Running _own -> true;
            case StatusOutcome.Unknown _own -> true;
            case StatusOutcome.Completed _own -> true;
            case StatusOutcome.NoOutput _own -> true;
            case StatusOutcome.Failed _own -> true;
            case StatusOutcome.Cancelled _own -> true;
            case StatusOutcome.NotSent _unasked -> true;
        };
    }

    /**
     * Of a job that is alone: whether another of its tasks is read, or it was shown before, by whoever is over now, that this
     * task alone cannot be read.
     */
    private static boolean siblingsReadable(LiveJob job, String taskId, boolean lately) {
        return job.state instanceof Submitted submitted
                && ((lately && submitted.tasks().size() > 1)
                        || submitted.tasks().stream()
                                .filter(task -> task.id().equals(taskId))
                                .anyMatch(Task::isKnownUnread));
    }
}
