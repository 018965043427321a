/**
 * What each model accepts and costs, as data; pure.
 *
 * <p>{@link dev.takeone.request.catalogue.ModelCatalogue} is where to begin.
 */
@NullMarked
package dev.takeone.request.catalogue;

import org.jspecify.annotations.NullMarked;
