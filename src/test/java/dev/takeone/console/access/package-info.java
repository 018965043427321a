/** Who may come in. */
@NullMarked
package dev.takeone.console.access;

import org.jspecify.annotations.NullMarked;
