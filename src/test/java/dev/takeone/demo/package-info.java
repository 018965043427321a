/**
 * What {@code ./takeone demo} runs: broker, provider simulator and packaged worker, each a process of its own, a script
 * of requests, and the events as they come. May depend on {@link dev.takeone.broker}, {@link dev.takeone.process}, the
 * Kafka client and Jackson; the worker and the simulator are spoken to from outside alone, as users do.
 */
@NullMarked
package dev.takeone.demo;

import org.jspecify.annotations.NullMarked;
