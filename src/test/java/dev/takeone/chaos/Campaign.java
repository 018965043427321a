package dev.takeone.chaos;

import dev.takeone.demo.Screen;
import dev.takeone.simulator.Ledger;
import dev.takeone.waiting.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Publishes, attacks, waits for every ending, and closes the books. For one run, on one thread but for {@link #cancel}. */
final class Campaign {
    /** How many workers there are. */
    static final int WORKERS = 3;

    private static final Duration READ = Duration.ofMillis(100);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

    private final Plan plan;
    private final Path logs;
    private final Screen screen;
    private final InstantSource clock = InstantSource.system();
    private final Holders holders = new Holders();
    private final Alarms alarms;
    private final Chronicle chronicle = new Chronicle();
    private final Books books = new Books();
    private final Orders orders;
    private long begunNanos;
    private long lineNanos;
    private Optional<Closing.Spending> spending = Optional.empty();
    private int told;
    private volatile boolean cancelled;

    /**
     * Does nothing yet.
     *
     * @param logs a folder for the workers' logs; made where it is not there
     */
    Campaign(Plan plan, Path logs, Screen screen) {
        this.plan = plan;
        this.logs = logs;
        this.screen = screen;
        this.orders = new Orders(plan.seed());
        this.alarms = new Alarms(plan.policy());
    }

    /** No more requests and attacks: what was published still gets its ending. May be called by another thread. */
    void cancel() {
        cancelled = true;
    }

    /**
     * Runs it to its end; nothing is left running.
     *
     * @throws IllegalStateException where broker, simulator or workers cannot be started or fail us otherwise
     */
    Closing run() throws InterruptedException {
        try {
            Files.createDirectories(logs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (Stage stage = new Stage(plan, logs, chronicle, this::line);
                Wire wire = new Wire(stage.bootstrapServers())) {
            screen.line("Broker, simulator and " + WORKERS + " workers are there; the workers' logs are in " + logs);
            begunNanos = System.nanoTime();
            lineNanos = begunNanos;
            attackAndPublish(stage, wire);
            finish(stage, wire);
            return close(stage);
        } finally {
            screen.bottom("");
        }
    }

    private void line(int worker, String line) {
        holders.line(worker, line);
        alarms.line(worker, line);
    }

    private void attackAndPublish(Stage stage, Wire wire) throws InterruptedException {
        try (Raid raid = new Raid(stage.replicas(), holders, error -> screen.line("takeone: " + error.getMessage()))) {
            raid.start(Schedule.of(plan.seed(), plan.pace()));
            while (!cancelled && (isPublishing() || !raid.isOver() || due() > 0)) {
                publish(wire);
                look(wire, "");
                raid.lookAfter();
            }
            if (cancelled) {
                raid.callOff();
            }
            plan.ceiling().ifPresent(dollars -> raise(dollars, stage));
            awaitEndings(wire, raid);
        }
    }

    private void raise(int dollars, Stage stage) {
        Instant at = clock.instant();
        Ledger ledger = stage.simulator().ledger();
        long begun = ledger.charges().stream()
                .filter(charge -> charge.at().isBefore(at))
                .count();
        spending = Optional.of(new Closing.Spending(
                BigDecimal.valueOf(dollars), ledger.mostWithin(Duration.ofHours(1), Orders.ESTIMATE, at), (int)
                        (books.jobs() - begun)));
        screen.line("No more attacks; the ceiling is raised, worker by worker");
        stage.raiseCeiling();
    }

    /** Gives up where no request ends any more; a new owner waits a minute and more before it settles a POST. */
    private void awaitEndings(Wire wire, Raid raid) {
        Waiting waiting = Waiting.begin();
        while (!books.allEnded() && !waiting.isOver()) {
            int before = books.ended();
            look(wire, "no more attacks");
            raid.lookAfter();
            waiting = books.ended() > before ? Waiting.begin() : waiting;
        }
    }

    /** Every worker has to be at work again by now, and leaves in peace; then nothing more can come. */
    private void finish(Stage stage, Wire wire) {
        for (Replica replica : stage.replicas()) {
            try {
                replica.awaitReady();
            } catch (IllegalStateException notBack) {
                chronicle.broke(stage.replicas().indexOf(replica), "is not at work at the end");
            }
        }
        screen.bottom("stopping the workers");
        stage.replicas().parallelStream().forEach(Replica::stop);
        wire.readToEnd().forEach(books::seen);
    }

    private Closing close(Stage stage) {
        Ledger ledger = stage.simulator().ledger();
        List<Paid> charges = ledger.charges().stream()
                .map(charge -> new Paid(charge.marker().orElse(charge.bodyHash()), charge.at(), charge.refunded()))
                .toList();
        Bound bound = plan.pace().bound();
        return new Closing(
                plan.policy(),
                books.jobs(),
                books.repeats(),
                chronicle.hits(),
                books.close(chronicle.hits(), charges),
                Takeover.of(chronicle.hits(), chronicle.standing(), books.events(), ledger::checksOf, bound),
                bound,
                spending,
                Stream.concat(chronicle.broken().stream(), alarms.all().stream())
                        .toList());
    }

    /** How many requests should be there and are not; late on a machine that is busy, but none is left out. */
    private long due() {
        Duration length = plan.pace().length();
        Duration from = isPublishing() ? elapsed() : length;
        return from.toMillis() * plan.pace().requestsPerSecond() / 1000 - books.jobs() - books.repeats();
    }

    private boolean isPublishing() {
        return elapsed().compareTo(plan.pace().length()) < 0;
    }

    private void publish(Wire wire) throws InterruptedException {
        for (long due = due(); due > 0; due--) {
            Order order = orders.next();
            books.published(order, clock.instant());
            wire.publish(order);
        }
    }

    /** Reads what has come, and says how it goes. */
    private void look(Wire wire, String phase) {
        wire.read(READ).forEach(books::seen);
        List<Hit> hits = chronicle.hits();
        hits.subList(told, hits.size()).forEach(hit -> screen.line(Progress.hit(elapsed(), hit)));
        told = hits.size();
        String progress = Progress.line(elapsed(), books, hits, chronicle, phase);
        screen.bottom(progress);
        if (!screen.redraws() && System.nanoTime() - lineNanos >= BETWEEN_LINES.toNanos()) {
            lineNanos = System.nanoTime();
            screen.line(progress);
        }
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begunNanos);
    }
}
