/**
 * The paid API, seen from here: one POST, many status checks, and what their answers mean.
 *
 * <p>{@link dev.takeone.provider.Provider} is what the worker sees of it: every call gives an outcome of {@code
 * dev.takeone.job}, never an exception, and a POST is never sent twice. Behind it {@code http} makes the calls and {@code
 * answer} reads what comes back; {@code quota} says when a call may be made at all, and what else has to hold before a POST
 * stands in {@code worker.Submissions}. {@code http} sees {@code answer}, both see the values here, {@code quota} sees neither
 * of the two. May depend on {@code job}, the Vert.x HTTP client and the Netty below it, Mutiny and Jackson; knows nothing of
 * Kafka, of settings or of the worker.
 */
@NullMarked
package dev.takeone.provider;

import org.jspecify.annotations.NullMarked;
