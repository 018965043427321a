/** Jobs in memory: kept, found, counted. */
@NullMarked
package dev.takeone.console.memory;

import org.jspecify.annotations.NullMarked;
