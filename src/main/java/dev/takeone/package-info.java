/**
 * Takeone: one request, one charge, one ending.
 *
 * <p>The packages below are a line: {@code intake} and {@code ops} see {@code worker}, which sees {@code journal},
 * {@code provider} and {@code events}, and all of them see {@code job}, which sees nothing but {@code java.*}. Start
 * reading at {@link dev.takeone.job.JobState} for the states of a job, and at {@link dev.takeone.worker.Worker} for
 * what drives them. This package puts the parts together and is seen by none of them.
 */
@NullMarked
package dev.takeone;

import org.jspecify.annotations.NullMarked;
