/**
 * Where the provider calls when a task has ended: the address of each job, the route {@code /hooks}, and the topic
 * {@code callbacks} by which a call comes to the job's owner.
 *
 * <p>{@link dev.takeone.callbacks.Hooks} is where to begin. A call is a hint, whoever makes it: nothing here knows of jobs
 * but their ids, and nothing that is sent is kept, logged or believed. An error that one of its threads does not know ends
 * the worker: one that would be called and hear nothing looks well to everybody. May depend on {@code worker}, {@code request}, {@code
 * outage}, {@code secret}, {@code follow}, Vert.x Web, the Kafka clients and the logger.
 */
@NullMarked
package dev.takeone.callbacks;

import org.jspecify.annotations.NullMarked;
