package dev.takeone.worker;

import dev.takeone.journal.Journal;
import dev.takeone.journal.threads.Observers;
import dev.takeone.provider.Provider;
import dev.takeone.worker.times.CheckTimes;
import java.util.concurrent.Executor;

/**
 * What the worker reaches the world through; a simulation brings its own of each.
 *
 * @param executor the one thread on which everything in this package runs
 * @param source where records come from
 * @param checkTimes when to ask for a task's status
 * @param callbacks what wakes the worker, and where it is called
 * @param listener only watches: what it throws changes nothing
 */
public record Ports(
        Journal journal,
        Provider provider,
        Source source,
        Ticker ticker,
        Executor executor,
        CheckTimes checkTimes,
        Callbacks callbacks,
        WorkerObserver listener) {
    public Ports {
        listener = Observers.apart(WorkerObserver.class, listener);
    }

    /** The same, on another executor. */
    Ports on(Executor other) {
        return new Ports(journal, provider, source, ticker, other, checkTimes, callbacks, listener);
    }
}
