/** Tests of the console's pages, over a picture that is made up; the real one is in {@code dev.takeone.console.browser}. */
@NullMarked
package dev.takeone.console.web;

import org.jspecify.annotations.NullMarked;
