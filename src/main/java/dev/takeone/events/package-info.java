/**
 * What downstream consumers read: a {@link dev.takeone.job.JobEvent} as a CloudEvents 1.0 record in Kafka's binary mode.
 *
 * <p>{@link dev.takeone.events.CloudEvents} writes topic, key and headers, {@code EventJson} the value. Pure: the same
 * event gives the same record, byte for byte, on every worker. May depend on {@code job} and Jackson's streaming core.
 */
@NullMarked
package dev.takeone.events;

import org.jspecify.annotations.NullMarked;
