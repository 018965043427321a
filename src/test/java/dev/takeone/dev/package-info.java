/**
 * What {@code ./takeone dev} runs: a broker and the provider's simulator, alone, on ports that stay, for a worker that a
 * contributor starts by hand. May depend on {@link dev.takeone.broker} and {@link dev.takeone.process}.
 */
@NullMarked
package dev.takeone.dev;

import org.jspecify.annotations.NullMarked;
