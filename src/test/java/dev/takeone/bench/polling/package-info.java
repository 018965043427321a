/**
 * Ways to choose when to ask for a task's status, compared over a virtual hour: real workers that share one account's
 * quota, with an in-memory journal and a provider whose tasks take as long as published. Depends on {@code worker} and
 * what it needs, and on the simulation's clock.
 */
@NullMarked
package dev.takeone.bench.polling;

import org.jspecify.annotations.NullMarked;
