/** Takeone. */
@NullMarked
package dev.takeone;

import org.jspecify.annotations.NullMarked;
