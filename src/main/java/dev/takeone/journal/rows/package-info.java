/** The bytes of the journal's topics, and the values in them: versioned, and readable for ever. */
@NullMarked
package dev.takeone.journal.rows;

import org.jspecify.annotations.NullMarked;
