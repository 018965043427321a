/** Tests of reading back and of the judgement. */
@NullMarked
package dev.takeone.journal.read;

import org.jspecify.annotations.NullMarked;
