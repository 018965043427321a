/**
 * How a part keeps following what is outside, on a thread of its own, however often that is away. Sees {@code outage}; the
 * journal's threads are its own ({@code journal.threads}), each of which is seen by its name.
 */
@NullMarked
package dev.takeone.follow;

import org.jspecify.annotations.NullMarked;
