package dev.takeone.worker;

import dev.takeone.job.FirstCheck;
import dev.takeone.job.Job;
import java.time.Duration;

/** When to ask for a task's status. A benchmark compares ways to choose it. Called on the worker's one thread. */
public interface CheckTimes {

    /** How to choose the time of this job's first check. */
    FirstCheck first(Job job);

    /** The pause until a task that is not done is asked for again. */
    Duration next(Load load);

    /** A task of this profile took so long, from its submission to its end. */
    void learn(String profile, Duration generation);

    /**
     * What the choice of a pause may depend on.
     *
     * @param polls the checks of this job that were answered
     * @param asked the tasks of this worker that have been asked for and are not done
     * @param callsPerMinute that this worker may make now
     * @param use the part of them that the last minute has used, 0 to 1
     */
    record Load(int polls, int asked, double callsPerMinute, double use) {}
}
