/**
 * What the topics say, folded into what people see: the orders that stand, what workers tell of themselves on the board, why
 * a job waits, and what is wrong. Pure: time is an argument, and nothing here reads a topic or draws a page. {@link
 * dev.takeone.console.picture.Picture} is where to begin: whoever reads tells it, pages ask it. May depend on {@code job},
 * {@code orders}, {@code account}, {@code outage} and, of the console, on {@code memory} and {@code view}.
 */
@NullMarked
package dev.takeone.console.picture;

import org.jspecify.annotations.NullMarked;
