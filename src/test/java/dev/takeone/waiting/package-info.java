/** How tests wait; nobody else among them looks at the clock to give up. */
@NullMarked
package dev.takeone.waiting;

import org.jspecify.annotations.NullMarked;
