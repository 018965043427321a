/** How soon a call to {@code /hooks} is answered beside a worker's load, and what strangers' calls cost that worker. */
@NullMarked
package dev.takeone.bench.hooks;

import org.jspecify.annotations.NullMarked;
