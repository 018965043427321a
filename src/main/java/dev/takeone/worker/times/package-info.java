/**
 * When to ask for a task's status; pure.
 *
 * <p>{@link dev.takeone.worker.times.LearnedTimes} is where to begin. Owned by the worker's one thread.
 */
@NullMarked
package dev.takeone.worker.times;

import org.jspecify.annotations.NullMarked;
