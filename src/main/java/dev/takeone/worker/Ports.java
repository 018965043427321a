package dev.takeone.worker;

import dev.takeone.journal.Journal;
import dev.takeone.provider.Provider;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * What the worker reaches the world through; a simulation brings its own of each.
 *
 * @param executor the one thread on which everything in this package runs
 * @param chance for jitter, and for nothing that matters
 */
public record Ports(
        Journal journal,
        Provider provider,
        Ticker ticker,
        Executor executor,
        RandomGenerator chance,
        WorkerListener listener) {

    /** The same, on another executor. */
    Ports on(Executor other) {
        return new Ports(journal, provider, ticker, other, chance, listener);
    }
}
