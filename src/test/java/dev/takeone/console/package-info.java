/** The console's picture and buttons, without a broker. */
@NullMarked
package dev.takeone.console;

import org.jspecify.annotations.NullMarked;
