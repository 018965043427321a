/**
 * How a partition is read back: {@code JournalReader} reads, {@code Replay} adds up, {@code HeadCheck} judges whether journal,
 * requests and offsets tell one story, {@code Restorations} says what comes of that, and {@code Restorer} asks in the order
 * that makes the answer whole.
 */
@NullMarked
package dev.takeone.journal.read;

import org.jspecify.annotations.NullMarked;
