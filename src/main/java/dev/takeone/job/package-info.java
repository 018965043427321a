/**
 * The life of one job, pure: a decision is a value.
 *
 * <p>{@link dev.takeone.job.JobState} holds the states and the diagram of their moves. Nothing here does I/O, reads a
 * clock, draws a random number or knows a framework: time and chance are arguments, so that every case can be shown by
 * a plain test. May depend on {@code java.*} and the nullness annotations only; every other package may depend on it.
 *
 * <p>One folder on purpose: one sealed machine and its values, which are read together.
 */
@NullMarked
package dev.takeone.job;

import org.jspecify.annotations.NullMarked;
