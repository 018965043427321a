/**
 * Where requests come in: the channel {@code requests} and the consumer group's rebalances.
 *
 * <p>Knows Kafka and Reactive Messaging, and hands what they bring to {@code worker} in words of its own. May depend on
 * {@code worker}, {@code journal}, {@code request} and {@code job}.
 */
@NullMarked
package dev.takeone.intake;

import org.jspecify.annotations.NullMarked;
