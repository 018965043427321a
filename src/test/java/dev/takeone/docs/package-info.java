/** Holds README and pages to each other, and to the code where no other test does. */
@NullMarked
package dev.takeone.docs;

import org.jspecify.annotations.NullMarked;
