/** Tests of the journal: its values in plain tests, its clients against a real broker. */
@NullMarked
package dev.takeone.journal;

import org.jspecify.annotations.NullMarked;
