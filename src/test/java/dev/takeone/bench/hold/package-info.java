/** How soon every worker stops buying where an operator orders a hold, and goes on where it is ended. */
@NullMarked
package dev.takeone.bench.hold;

import org.jspecify.annotations.NullMarked;
