/** Tests of a receipt's way. */
@NullMarked
package dev.takeone.journal.receipts;

import org.jspecify.annotations.NullMarked;
