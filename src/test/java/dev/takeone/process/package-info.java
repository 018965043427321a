/**
 * Processes that tests and the demo start: they keep the last lines of their output, and none outlives the JVM that
 * started it, not even when that one is killed. Needs a POSIX shell. May depend on {@code java.*} and on how tests wait.
 */
@NullMarked
package dev.takeone.process;

import org.jspecify.annotations.NullMarked;
