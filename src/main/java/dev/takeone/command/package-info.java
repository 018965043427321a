/**
 * What the worker's jar does beside working: one class a command of the command line, as {@link
 * dev.takeone.command.QuoteCommand} and {@link dev.takeone.command.OrderCommand}. What operators order by the topic {@code
 * commands} is in {@code orders}. Sees {@code config}, {@code request}, and the forms of what workers write: {@code orders},
 * {@code account}, {@code journal}; seen by the entry point only.
 */
@NullMarked
package dev.takeone.command;

import org.jspecify.annotations.NullMarked;
