/**
 * What the topics and the rights to them must be like to carry the promise, asked of the broker at the start, and made or
 * mended where that is allowed.
 */
@NullMarked
package dev.takeone.journal.topics;

import org.jspecify.annotations.NullMarked;
