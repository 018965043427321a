/**
 * The paid API, seen from here: one POST, many status checks, and what their answers mean.
 *
 * <p>{@link dev.takeone.provider.ProviderClient} turns every call into an outcome of {@code dev.takeone.job}, never into
 * an exception, and never sends a POST twice. The classifiers are pure and hold the table from answers to outcomes.
 * {@link dev.takeone.provider.Gate} and {@link dev.takeone.provider.Quota} say when a call may be made at all; each is
 * owned by one thread and reads no clock; what else has to hold before a POST stands in {@code worker.Submissions}. May
 * depend on {@code job}, the Vert.x HTTP client and the Netty below it, Mutiny and Jackson; knows
 * nothing of Kafka, of settings or of the worker, and is the only package that calls out.
 */
@NullMarked
package dev.takeone.provider;

import org.jspecify.annotations.NullMarked;
