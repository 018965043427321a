/**
 * What the worker's jar does beside working: one class a command of the command line, of which {@link
 * dev.takeone.command.Commands} knows the words. What operators order by the topic {@code commands} is in {@code orders}. Sees
 * {@code config}, {@code request}, {@code job}, the forms of what workers write ({@code orders}, {@code account}, {@code
 * journal}), of the console {@code access}, and {@code logs}; seen by the entry point only.
 */
@NullMarked
package dev.takeone.command;

import org.jspecify.annotations.NullMarked;
