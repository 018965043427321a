/**
 * The journal: what makes a decision durable, and what a worker knows when it starts.
 *
 * <p>One Kafka transaction holds a decision's row, its events and the offset of the record that led to it, so that
 * readers of committed data see all of it or nothing. Here on top stands what the worker sees: {@link
 * dev.takeone.journal.Journal} and its values (and, in {@code threads}, what keeps those that only watch from deciding). The packages below are a line, each of which sees only those behind it:
 *
 * <pre>
 *   kafka      the journal in Kafka, put together
 *   watch      whether the topics are still the same ones and whole, while their partitions are held
 *   write      the queue, the transactional producer, and what is held in whose name
 *   read       a partition read back, and its story judged
 *   receipts   definite answers that could not be journaled, written and read: all of a receipt's way
 *   topics     what the topics must be like, asked of the broker and mended where it can be
 *   clients    the Kafka clients: their settings, where they are made, what their errors mean to a person
 *   rows       the bytes of the topics
 *   threads    threads that are seen from outside, and what only watches kept from deciding
 * </pre>
 *
 * <p>May depend on {@code job}, {@code logs}, the Kafka clients, Jackson and the logger.
 */
@NullMarked
package dev.takeone.journal;

import org.jspecify.annotations.NullMarked;
