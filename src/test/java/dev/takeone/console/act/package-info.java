/** The console's buttons, without a broker. */
@NullMarked
package dev.takeone.console.act;

import org.jspecify.annotations.NullMarked;
