package dev.takeone.worker.times;

import dev.takeone.job.FirstCheck;
import dev.takeone.job.Job;
import java.time.Duration;
import java.time.Instant;

/**
 * When to ask for a task's status. A benchmark compares ways to choose it. Called on the worker's one thread; {@code now} is
 * by a clock that is never set, and never goes back.
 */
public interface CheckTimes {

    /** How to choose the time of this job's first check. */
    FirstCheck first(Job job, Instant now);

    /**
     * The pause until a task that is not done is asked for again, as long as the calls for that can be made.
     *
     * @param use the part of this worker's calls that the last minute has used, 0 to 1
     */
    Duration next(Running task, double use, Instant now);

    /**
     * The pause until a task is asked for that is to call when it ends; zero where nothing is known of that.
     *
     * @param task as it was when it was known to be running
     * @param calling the part of such tasks that call, 0 to 1
     */
    default Duration unlessCalled(Running task, double calling, Instant now) {
        return Duration.ZERO;
    }

    /** The chance that a task of this profile which runs at one age has ended at another, 0 to 1; 0 where nothing is known. */
    default double ended(String profile, Duration from, Duration to, Instant now) {
        return 0;
    }

    /**
     * A task of this profile took so long, from its submission to its end.
     *
     * @param endedAt when it ended, by that clock, not later than now
     */
    void learn(String profile, Duration generation, Instant endedAt);

    /**
     * A task that is not done.
     *
     * @param profile of its job
     * @param age since its submission, not negative
     * @param polls the checks of its job that were answered
     */
    record Running(String profile, Duration age, int polls) {}
}
