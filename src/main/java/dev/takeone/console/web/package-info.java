/**
 * The console's pages: what stands on them, and how the buttons are pressed. {@link dev.takeone.console.web.Site} is where to
 * begin. Pages are templates ({@code src/main/resources/console}), which escape every text that they are given; nothing in
 * the browser but one script, which pages can be read without. Who may see them, {@code access} says.
 */
@NullMarked
package dev.takeone.console.web;

import org.jspecify.annotations.NullMarked;
