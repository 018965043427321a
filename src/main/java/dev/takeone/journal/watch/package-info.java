/**
 * What looks at the logs of the partitions that are held: whether they are still the same ones and whole, and what waits in
 * them unread.
 */
@NullMarked
package dev.takeone.journal.watch;

import org.jspecify.annotations.NullMarked;
