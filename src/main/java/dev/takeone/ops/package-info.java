/**
 * For operators: what the worker says in logs, metrics and health. May depend on {@code worker} and everything below it.
 */
@NullMarked
package dev.takeone.ops;

import org.jspecify.annotations.NullMarked;
