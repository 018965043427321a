/** Tests of the console's pages, over a picture that is made up; those over the real one are in {@code dev.takeone.endtoend}. */
@NullMarked
package dev.takeone.console.web;

import org.jspecify.annotations.NullMarked;
