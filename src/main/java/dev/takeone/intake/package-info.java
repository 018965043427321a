/**
 * Where requests come in: the channel {@code requests} and the consumer group's rebalances.
 *
 * <p>Records come by {@link dev.takeone.intake.RequestsChannel}, partitions come and go by {@link
 * dev.takeone.intake.Rebalances}, which tells why that is safe; start there. Knows Kafka and Reactive Messaging, and hands what they bring to
 * {@link dev.takeone.worker.Worker} in words of its own; how a record goes on is told in {@code worker}. May depend on {@code
 * worker}, {@code journal}, {@code request} and {@code job}.
 */
@NullMarked
package dev.takeone.intake;

import org.jspecify.annotations.NullMarked;
