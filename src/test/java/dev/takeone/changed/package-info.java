/**
 * What {@code ./takeone test --changed} runs: the unit tests that a change touches, closest first, in under a minute.
 *
 * <p>{@link dev.takeone.changed.Touched} chooses, from sources alone, {@link dev.takeone.changed.Build} compiles what was
 * chosen, without the gates, and {@link dev.takeone.changed.RunMain} runs it. Depends on the JDK, git and JUnit's launcher.
 */
@NullMarked
package dev.takeone.changed;

import org.jspecify.annotations.NullMarked;
