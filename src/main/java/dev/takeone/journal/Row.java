package dev.takeone.journal;

import dev.takeone.job.JobState;

/**
 * A job as the journal holds it.
 *
 * @param sequence counts the rows of this job from 1; it only ever grows
 * @param state where the job stands
 */
public record Row(long sequence, JobState state) {}
