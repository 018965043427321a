/**
 * The jobs that the console knows, in little memory, and how they are found and counted: there may be 600,000 of them, and
 * a person waits. Pure: time is an argument. {@link dev.takeone.console.memory.Jobs} holds them and is where to begin,
 * {@link dev.takeone.console.memory.JobPages} finds a page of them, {@link dev.takeone.console.memory.Tally} counts all. May
 * depend on {@code job} and, of the console, on {@code view} only.
 */
@NullMarked
package dev.takeone.console.memory;

import org.jspecify.annotations.NullMarked;
