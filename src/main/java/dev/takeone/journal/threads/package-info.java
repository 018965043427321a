/**
 * Threads of the worker's own: each is seen from outside, and none dies unseen.
 *
 * <p>What only watches (a meter, a trace, a log line) is kept from deciding by {@link
 * dev.takeone.journal.threads.Observers}.
 */
@NullMarked
package dev.takeone.journal.threads;

import org.jspecify.annotations.NullMarked;
