/**
 * What operators order while workers run: hold purchases, withdraw requests.
 *
 * <p>An order is a record of the topic {@code commands}: its key is the order's name, its value the order; without a value
 * it ends the order of that name. {@link dev.takeone.orders.OrderReader} reads one record,
 * {@link dev.takeone.orders.StandingOrders} adds them up and says what they mean for a job; both are pure.
 * {@link dev.takeone.orders.OrderFollower} reads the topic. May depend on {@code job}, the Kafka clients, Jackson and the
 * logger.
 */
@NullMarked
package dev.takeone.orders;

import org.jspecify.annotations.NullMarked;
