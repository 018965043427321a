package dev.takeone.journal;

import dev.takeone.job.JobState;

/**
 * A job as the journal holds it.
 *
 * @param sequence which of its rows this is
 * @param state where the job stands
 */
public record Row(Sequence sequence, JobState state) {}
