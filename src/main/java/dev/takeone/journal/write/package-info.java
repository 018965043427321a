/**
 * How decisions become durable: {@code WriteQueue} is where the journal's callers meet its thread ({@code Tenures}:
 * what is held; {@code Backlog}: what waits; {@code Rhythm}: when it goes), {@code Writer} that thread, {@code Standstill}
 * what it says where it cannot write, {@code Transaction} what one commit holds, {@code Session} one producer's life.
 */
@NullMarked
package dev.takeone.journal.write;

import org.jspecify.annotations.NullMarked;
