/**
 * For operators: what the worker says in logs, metrics and health. Start at {@link dev.takeone.ops.Health}, and at {@link
 * dev.takeone.ops.WorkerMeters} for what is counted. May depend on {@code worker}, everything
 * below it, {@code outage} and {@code logs}.
 */
@NullMarked
package dev.takeone.ops;

import org.jspecify.annotations.NullMarked;
