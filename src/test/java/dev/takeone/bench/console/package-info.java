/** What the console takes: until it is ready, in memory, and for a filter. */
@NullMarked
package dev.takeone.bench.console;

import org.jspecify.annotations.NullMarked;
