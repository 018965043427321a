/** What a worker takes at rest, by the number of tasks in flight, and how long it takes to start. */
@NullMarked
package dev.takeone.bench.footprint;

import org.jspecify.annotations.NullMarked;
