/**
 * The Kafka clients of the journal: how they are set, where they are made, and what their errors mean to a person.
 *
 * <p>{@link dev.takeone.journal.clients.Clients} is the one place that makes a client, so that no other can have times or
 * rights of its own.
 */
@NullMarked
package dev.takeone.journal.clients;

import org.jspecify.annotations.NullMarked;
