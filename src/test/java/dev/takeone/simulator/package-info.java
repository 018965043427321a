/**
 * A stand-in for the provider, for tests, the demo and benchmarks; never in the production artifact.
 *
 * <p>It honours what the provider documents (submission, task status, bearer key, idempotency key, error envelopes,
 * limits), misbehaves on demand ({@link dev.takeone.simulator.Fault}) and keeps a {@link dev.takeone.simulator.Ledger}
 * of what it charged, which is what tests ask. Where the provider's documents are silent this package chooses, and says
 * so where it does: a green test against it proves nothing about the real provider there.
 *
 * <p>A call becomes a {@link dev.takeone.simulator.Reply}, a value, decided in {@code Submissions} and {@code Checks};
 * only {@code Wire} touches the socket. May depend on {@code java.*}, Vert.x core and the nullness annotations: not on
 * the worker, so that a mistake of ours cannot be made twice and cancel itself out.
 */
@NullMarked
package dev.takeone.simulator;

import org.jspecify.annotations.NullMarked;
