package dev.takeone;

import dev.takeone.worker.Worker;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Provider;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Starts the worker before its channel, and drains it before its channel closes: the consumer leaves its group with no
 * POST open and nothing uncommitted.
 */
@ApplicationScoped
class Lifecycle {
    private static final Logger LOG = Logger.getLogger(Lifecycle.class);

    /** Before the channels are connected, which is at 1,000. */
    private static final int BEFORE_THE_CHANNELS = 100;

    private static final long TICK_MS = 50;

    private final Provider<Worker> worker;
    private final Settings settings;
    private final Vertx vertx;
    private Optional<Worker> running = Optional.empty();

    Lifecycle(Provider<Worker> worker, Settings settings, Vertx vertx) {
        this.worker = worker;
        this.settings = settings;
        this.vertx = vertx;
    }

    void start(@Observes @Priority(BEFORE_THE_CHANNELS) StartupEvent event) {
        Variables.unknown(System.getenv().keySet())
                .forEach(name -> LOG.warnf("There is no setting %s: check its spelling; the README lists all", name));
        Worker started = worker.get();
        running = Optional.of(started);
        vertx.getDelegate().setPeriodic(TICK_MS, timer -> started.tick());
    }

    /** Nothing to do where the start has failed. */
    void stop(@Observes ShutdownEvent event) {
        running.ifPresent(this::drain);
    }

    private void drain(Worker started) {
        try {
            LOG.info("Stopping: no new submissions; waiting for open ones and the last transaction");
            started.drain()
                    .toCompletableFuture()
                    .orTimeout(settings.shutdown().timeout().toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException late) {
            if (!(late.getCause() instanceof TimeoutException)) {
                throw late;
            }
            LOG.warnf(
                    "Not everything was done within takeone.shutdown.timeout (%s); the next owner settles the rest",
                    settings.shutdown().timeout());
        }
    }
}
