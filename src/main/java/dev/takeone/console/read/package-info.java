/**
 * Follows the topics for the console, by consumers that belong to no group and commit nothing, and hands what they say to
 * {@code picture}. Where a broker is away, the picture stays as it was, says so, and mends itself.
 */
@NullMarked
package dev.takeone.console.read;

import org.jspecify.annotations.NullMarked;
