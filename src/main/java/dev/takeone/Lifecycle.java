package dev.takeone;

import dev.takeone.account.BoardClient;
import dev.takeone.config.Role;
import dev.takeone.config.Settings;
import dev.takeone.config.StopTime;
import dev.takeone.config.Variables;
import dev.takeone.intake.Departure;
import dev.takeone.intake.Membership;
import dev.takeone.journal.kafka.KafkaJournal;
import dev.takeone.orders.OrderFollower;
import dev.takeone.worker.Worker;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.ext.web.Router;
import io.vertx.mutiny.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Provider;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Starts the worker before its channel, or the console, as the role says. Ends the worker: no POST begins any more, the open ones are answered, what is decided
 * is committed, the group is left, and the journal is closed, all within {@code takeone.shutdown.timeout}.
 *
 * <p>Partitions of a worker that waits are served by nobody, and a POST may take most of a minute. So the usual answer is
 * waited for, and committed, while the partitions are still this worker's; after that it leaves the group, and what is
 * answered later goes to the next owners as receipts, which they take up at once.
 */
@ApplicationScoped
class Lifecycle {
    private static final Logger LOG = Logger.getLogger(Lifecycle.class);

    /** Before the channels are connected, which is at 1,000. */
    private static final int BEFORE_THE_CHANNELS = 100;

    private static final long MEMBERSHIP_MS = 5_000;

    /** An answer usually takes a second; others can serve the partitions some two seconds after they are left. */
    private static final Duration OWNING = Duration.ofMillis(1_500);

    /** For the deciding thread to take note. */
    private static final Duration NOTE = Duration.ofSeconds(1);

    private final Provider<Worker> worker;
    private final Provider<KafkaJournal> journal;
    private final Provider<OrderFollower> orders;
    private final Provider<BoardClient> board;
    private final Provider<Membership> membership;
    private final Provider<Departure> departure;
    private final Provider<Console> console;
    private final Router router;
    private final Settings settings;
    private final Vertx vertx;
    private Optional<Worker> running = Optional.empty();
    private OptionalLong membershipTimer = OptionalLong.empty();

    Lifecycle(
            Provider<Worker> worker,
            Provider<KafkaJournal> journal,
            Provider<OrderFollower> orders,
            Provider<BoardClient> board,
            Provider<Membership> membership,
            Provider<Departure> departure,
            Provider<Console> console,
            Router router,
            Settings settings,
            Vertx vertx) {
        this.worker = worker;
        this.journal = journal;
        this.orders = orders;
        this.board = board;
        this.membership = membership;
        this.departure = departure;
        this.console = console;
        this.router = router;
        this.settings = settings;
        this.vertx = vertx;
    }

    void start(@Observes @Priority(BEFORE_THE_CHANNELS) StartupEvent event) {
        Variables.unknown(System.getenv().keySet())
                .forEach(name ->
                        LOG.warnf("There is no setting %s: check its spelling; src/docs/reference.md lists all", name));
        switch (settings.role()) {
            case WORKER -> work();
            case CONSOLE -> console.get().start(router);
        }
    }

    private void work() {
        Worker started = worker.get();
        running = Optional.of(started);
        orders.get().start();
        board.get().start();
        tick(started);
        membershipTimer = OptionalLong.of(vertx.getDelegate().setPeriodic(MEMBERSHIP_MS, timer -> look(started)));
    }

    /** The timer is the deciding thread's own, which wakes no other one. */
    private void tick(Worker started) {
        started.tick(pause -> vertx.getDelegate().setTimer(pause.toMillis(), timer -> tick(started)));
    }

    private void look(Worker started) {
        try {
            membership.get().look();
        } catch (Throwable bug) {
            started.broken("the watch on the group", bug);
        }
    }

    /** Nothing to do where the start has failed. */
    void stop(@Observes ShutdownEvent event) {
        running.ifPresent(this::stop);
        if (settings.role() == Role.CONSOLE) {
            console.get().stop();
        }
    }

    private void stop(Worker started) {
        membershipTimer.ifPresent(vertx.getDelegate()::cancelTimer);
        StopTime time = new StopTime(settings.shutdown().timeout(), System::nanoTime);
        LOG.info("Stopping: no new submissions; waiting for open ones and the last transaction");
        CompletableFuture<Void> drained = started.drain().toCompletableFuture();
        if (!isDone(drained, time.leftForAnswers(OWNING))) {
            LOG.info("Leaving the group before the last answers are here: they reach the next owners as receipts");
        }
        departure.get().leave(time.leftForAnswers());
        if (!isDone(drained, time.leftForAnswers())) {
            LOG.warnf(
                    "Not everything was done within takeone.shutdown.timeout (%s); the next owner settles the rest",
                    settings.shutdown().timeout());
            isDone(started.giveUp().toCompletableFuture(), NOTE);
        }
        board.get().close();
        journal.get().close(time.left());
    }

    private static boolean isDone(CompletableFuture<Void> awaited, Duration atMost) {
        try {
            awaited.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException late) {
            return false;
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            return awaited.isDone();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
