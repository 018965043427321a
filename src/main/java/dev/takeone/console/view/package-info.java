/**
 * What people see, and how it is made of what the topics say. Pure: time is an argument, and nothing here reads a topic or
 * draws a page. {@link dev.takeone.console.view.ConsoleState} is what pages are made from.
 */
@NullMarked
package dev.takeone.console.view;

import org.jspecify.annotations.NullMarked;
