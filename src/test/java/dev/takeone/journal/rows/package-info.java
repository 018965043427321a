/** Tests of the rows: golden files, properties, limits. */
@NullMarked
package dev.takeone.journal.rows;

import org.jspecify.annotations.NullMarked;
