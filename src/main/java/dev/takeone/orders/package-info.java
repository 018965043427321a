/**
 * What operators order while workers run: hold purchases, withdraw requests.
 *
 * <p>An order is a record of the topic {@code commands}: its key is the order's name, its value the order; without a value
 * it ends the order of that name. {@link dev.takeone.orders.OrderReader} reads one record,
 * {@link dev.takeone.orders.StandingOrders} adds them up and says what they mean for a job; both are pure.
 * {@link dev.takeone.orders.OrderFollower} reads the topic, and {@link dev.takeone.orders.WhatWasRead} says what of it has only
 * been lost where it is read again.
 *
 * <p><b>Where a new kind of order goes:</b> it is a record of {@link dev.takeone.orders.Order}, upon which the compiler names
 * all who have to say what it is to them (the writer, {@code StandingOrders}, {@code command.OrderCommand}, {@code
 * console.picture.Standing}); {@link dev.takeone.orders.OrderReader} learns its word. What it means for a job is a question to
 * {@code StandingOrders}, which {@code worker.Obeyed} puts, and {@code worker.Admission} or {@code worker.Submissions} obeys.
 * A new button for it is a letter of {@code console.act.OrderLetters}. May depend on {@code job}, {@code outage}, {@code
 * follow}, {@code logs}, the Kafka clients, Jackson and the logger.
 */
@NullMarked
package dev.takeone.orders;

import org.jspecify.annotations.NullMarked;
