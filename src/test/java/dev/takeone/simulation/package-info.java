/**
 * The real worker in a world of chance: several replicas over a journal with Kafka's semantics, a provider with a ledger,
 * a virtual clock, everything on one seeded scheduler. A seed replays exactly.
 */
@NullMarked
package dev.takeone.simulation;

import org.jspecify.annotations.NullMarked;
