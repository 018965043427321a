/**
 * A campaign against real processes: three packaged workers, a real broker, the provider's simulator with its ledger,
 * a steady flow of requests, and workers that are killed, frozen and stopped at moments that a seed chooses. At the end
 * the books are closed: what was asked for, what was told, and what was charged have to agree.
 *
 * <p>{@code Campaign} does; what it does and what it makes of that are values, decided by plain classes: {@code Schedule}
 * and {@code Orders} from the seed, {@code Takeovers} and {@code Books} from what was seen. May depend on
 * {@link dev.takeone.broker}, {@link dev.takeone.process}, {@link dev.takeone.simulator}, the demo's
 * {@link dev.takeone.demo.Screen}, the Kafka client and Jackson; the worker is spoken to from outside alone.
 */
@NullMarked
package dev.takeone.chaos;

import org.jspecify.annotations.NullMarked;
