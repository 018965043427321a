/**
 * The journal: what makes a decision durable, and what a worker knows when it starts.
 *
 * <p>One Kafka transaction holds a decision's row, its events and the offset of the record that led to it, so that
 * readers of committed data see all of it or nothing. {@code KafkaJournal} writes them in groups,
 * {@code Restorer} reads them back when a partition is assigned, {@code
 * Topics} sees to it that the topics can carry the promise. May depend on {@code job}, the Kafka clients,
 * Jackson and the logger.
 */
@NullMarked
package dev.takeone.journal;

import org.jspecify.annotations.NullMarked;
