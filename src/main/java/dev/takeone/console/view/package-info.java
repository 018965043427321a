/**
 * What people see, as values, and what they may ask for: lines and pages of jobs, the page Now, and the filter with what is
 * read from its box. Pure: time is an argument. {@link dev.takeone.console.view.ConsoleState} is what pages are made from,
 * and where to begin; {@link dev.takeone.console.view.FilterReader} reads a filter. May depend on {@code job}, {@code outage}
 * and nothing else of the console.
 */
@NullMarked
package dev.takeone.console.view;

import org.jspecify.annotations.NullMarked;
