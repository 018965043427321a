/** A browser for tests of pages. May depend on {@code waiting}. */
@NullMarked
package dev.takeone.browser;

import org.jspecify.annotations.NullMarked;
