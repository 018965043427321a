/** How tests hear what is logged. */
@NullMarked
package dev.takeone.logs;

import org.jspecify.annotations.NullMarked;
