/**
 * The console's pages: who may see them, what stands on them, and how the buttons are pressed. {@link
 * dev.takeone.console.web.Site} is where to begin. Pages are templates ({@code src/main/resources/console}), which escape
 * every text that they are given; nothing in the browser but one script, which pages can be read without.
 */
@NullMarked
package dev.takeone.console.web;

import org.jspecify.annotations.NullMarked;
