/**
 * The benchmarks of {@code ./takeone bench}: what they share. Each has a package of its own below this one.
 *
 * <p>Broker, simulator and whatever is measured are processes of their own; this JVM only feeds and reads. May depend on
 * everything that tests start processes with, and on Kafka's clients.
 */
@NullMarked
package dev.takeone.bench;

import org.jspecify.annotations.NullMarked;
