/** Tests of the watch. */
@NullMarked
package dev.takeone.journal.watch;

import org.jspecify.annotations.NullMarked;
