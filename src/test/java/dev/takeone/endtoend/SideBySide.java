package dev.takeone.endtoend;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Scenarios of one class that wait for leases and windows more than they compute: all are begun before the first test, each
 * on a thread of its own, and each test awaits its own. A class takes as long as its longest.
 */
final class SideBySide implements AutoCloseable {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Future<?>> begun = new ConcurrentHashMap<>();

    /** Begins a scenario. */
    void begin(String name, Runnable scenario) {
        begun.put(name, threads.submit(scenario));
    }

    /** Returns when the scenario has held, and throws what it has thrown where it has not. */
    void await(String name) throws InterruptedException {
        Future<?> scenario = Optional.ofNullable(begun.get(name)).orElseThrow();
        try {
            // Whoever hangs in it gives up by itself.
            scenario.get();
        } catch (ExecutionException failed) {
            throw new AssertionError(name + ": " + failed.getCause(), failed.getCause());
        }
    }

    /** Ends what still runs. */
    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}
