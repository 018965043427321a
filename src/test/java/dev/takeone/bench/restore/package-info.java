/** How long a partition is read back, and what it takes in memory, by the number of finished jobs that it remembers. */
@NullMarked
package dev.takeone.bench.restore;

import org.jspecify.annotations.NullMarked;
