/**
 * How decisions become durable: {@code WriteQueue} is where the journal's callers meet its thread, {@code Writer} that thread,
 * {@code Transaction} what one commit holds, {@code Session} one producer's life.
 */
@NullMarked
package dev.takeone.journal.write;

import org.jspecify.annotations.NullMarked;
