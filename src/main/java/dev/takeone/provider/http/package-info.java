/**
 * How calls are made: one POST on a connection of its own, which is never sent twice, and status checks.
 *
 * <p>{@link dev.takeone.provider.http.ProviderClient} is where to begin. The only package that calls out.
 */
@NullMarked
package dev.takeone.provider.http;

import org.jspecify.annotations.NullMarked;
