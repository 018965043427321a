/**
 * From a Kafka record's bytes and headers to a valid request, or to every violation of the contract; pure.
 *
 * <p>{@link dev.takeone.request.RequestReader} is the way in: any record gives exactly one
 * {@link dev.takeone.request.RequestReading}, never an exception. What a model accepts is data, in
 * {@link dev.takeone.request.catalogue.ModelCatalogue}, which sees {@code text}, where bytes are read strictly and violations
 * gathered. No text that leaves this package repeats what a sender wrote, except names
 * of fields that no model has.
 *
 * <p>May depend on {@code dev.takeone.job}, Jackson and {@code java.*} only; nothing here knows Kafka, resolves a name
 * or reads a clock.
 */
@NullMarked
package dev.takeone.request;

import org.jspecify.annotations.NullMarked;
