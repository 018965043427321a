/**
 * A receipt's way, from the worker that could not journal an answer to the one that has the job: written outside every
 * transaction, read by whoever holds the partition, before it settles anything.
 */
@NullMarked
package dev.takeone.journal.receipts;

import org.jspecify.annotations.NullMarked;
