package dev.takeone.demo;

import dev.takeone.waiting.Waiting;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/** Sends the script, follows the events, and judges the end. */
final class Demo {
    private static final Duration READ = Duration.ofMillis(250);
    private static final Duration BETWEEN_LEDGERS = Duration.ofSeconds(1);

    /** How long to listen on after the last ending, so that one too many would be seen. */
    private static final Duration AFTERWARDS = Duration.ofSeconds(3);

    private final Screen screen;
    private final Stage stage;
    private final Scoreboard scoreboard = new Scoreboard();
    private Charges charges = Charges.NONE;
    private long ledgerReadAt;
    private volatile boolean cancelled;

    Demo(Screen screen, Stage stage) {
        this.screen = screen;
        this.stage = stage;
        this.ledgerReadAt = System.nanoTime();
    }

    void publish() throws InterruptedException {
        try (Publisher publisher = new Publisher(stage.bootstrapServers())) {
            for (DemoRequest request : Script.requests()) {
                Published published = publisher.publish(request);
                scoreboard.add(published);
                screen.published(LocalTime.now(ZoneId.systemDefault()), published);
            }
        }
    }

    /** Makes the other methods return soon. May be called by another thread. */
    void cancel() {
        cancelled = true;
    }

    boolean isCancelled() {
        return cancelled;
    }

    /**
     * Shows events until it is cancelled.
     *
     * @throws IllegalStateException where the worker ends by itself
     */
    void follow() throws InterruptedException {
        try (EventReader reader = new EventReader(stage.bootstrapServers())) {
            while (goesOn()) {
                show(reader);
            }
        }
        screen.bottom("");
        if (cancelled) {
            return;
        }
        throw new IllegalStateException(
                "the worker has ended by itself; its last output:\n" + String.join("\n", stage.workerOutput()));
    }

    /** Shows events until the script has ended, and what came of it. Returns whether all is well. */
    boolean followToTheEnd() throws InterruptedException {
        Waiting waiting = Waiting.begin();
        try (EventReader reader = new EventReader(stage.bootstrapServers())) {
            while (!scoreboard.allEnded() && !waiting.isOver() && goesOn()) {
                show(reader);
            }
            long ended = System.nanoTime();
            while (isWithin(AFTERWARDS, ended) && goesOn()) {
                show(reader);
            }
        }
        screen.bottom("");
        if (cancelled) {
            return false;
        }
        charges = stage.charges();
        return judge();
    }

    private boolean goesOn() {
        return !cancelled && !stage.workerHasEnded();
    }

    private boolean judge() {
        screen.line("");
        Summary.table(scoreboard, charges).forEach(screen::line);
        List<String> problems = scoreboard.problems(charges);
        screen.line("");
        screen.line(problems.isEmpty() ? "One request, one charge, one ending." : "Not as it should be:");
        problems.forEach(problem -> screen.line("  " + problem));
        if (stage.workerHasEnded()) {
            screen.line("  the worker has ended by itself; its last output:");
            stage.workerOutput().forEach(screen::line);
        }
        return problems.isEmpty() && !stage.workerHasEnded();
    }

    private void show(EventReader reader) throws InterruptedException {
        for (DemoEvent event : reader.read(READ)) {
            scoreboard.add(event);
            screen.event(LocalTime.now(ZoneId.systemDefault()), event);
        }
        if (!isWithin(BETWEEN_LEDGERS, ledgerReadAt)) {
            charges = stage.charges();
            ledgerReadAt = System.nanoTime();
        }
        if (!cancelled) {
            screen.bottom(Summary.progress(scoreboard, charges));
        }
    }

    private static boolean isWithin(Duration duration, long since) {
        return System.nanoTime() - since < duration.toNanos();
    }
}
