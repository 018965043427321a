package dev.takeone.console.picture;

import dev.takeone.orders.OrderReading;
import java.time.Instant;

/**
 * What one record of the topic of orders says.
 *
 * @param at the record's time
 * @param offset the record's
 */
public record OrderAt(OrderReading reading, Instant at, long offset) {}
