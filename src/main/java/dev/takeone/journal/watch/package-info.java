/**
 * What looks at the logs of the partitions that are held: whether they are still the same ones and whole, and what waits in
 * them unread.
 *
 * <p>Requests and jobs that were made anew stop their partitions, for a person has to choose. Receipts that were made anew
 * are told, and followed from their beginning: no choice would bring back those that went with the former ones, and nobody
 * writes them again. Each was an answer that no journal has, so that its job goes on as one whose answer never came: in doubt, or
 * with the same idempotency key. That is a doubt more, and never a charge more.
 */
@NullMarked
package dev.takeone.journal.watch;

import org.jspecify.annotations.NullMarked;
