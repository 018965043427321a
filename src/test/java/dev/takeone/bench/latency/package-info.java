/** How long a request waits for its POST, and an ending for its readers. */
@NullMarked
package dev.takeone.bench.latency;

import org.jspecify.annotations.NullMarked;
