/** The console's readers. */
@NullMarked
package dev.takeone.console.read;

import org.jspecify.annotations.NullMarked;
