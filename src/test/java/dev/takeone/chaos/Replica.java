package dev.takeone.chaos;

import dev.takeone.process.WorkerProcess;
import dev.takeone.waiting.Waiting;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** One worker over all its lives. What is done to it is done in turn, so that each method waits for the one before. */
final class Replica implements AutoCloseable {
    private static final Duration AT_ONCE = Duration.ofMillis(1);
    private static final String COMES_UP = "Listening on";

    private final int number;
    private final Map<String, String> environment = new HashMap<>();
    private final Chronicle chronicle;
    private final BiConsumer<Integer, String> lines;
    private final PrintStream log;
    private final InstantSource clock = InstantSource.system();
    private Optional<WorkerProcess> process = Optional.empty();
    private boolean frozen;

    /**
     * One that is not there yet.
     *
     * @param log where its output goes
     * @param lines is given each line of it, with the number
     */
    Replica(
            int number,
            Map<String, String> environment,
            Path log,
            Chronicle chronicle,
            BiConsumer<Integer, String> lines) {
        this.number = number;
        this.environment.putAll(environment);
        this.chronicle = chronicle;
        this.lines = lines;
        this.log = open(log);
    }

    /**
     * Does it, where there is a worker that it can be done to; returns when it is done.
     *
     * @param partitions that the worker has
     */
    synchronized void suffer(Attack.Kind kind, Set<Integer> partitions) {
        noteOwnEnd();
        process.filter(running -> !frozen).ifPresent(running -> {
            switch (kind) {
                case KILL -> {
                    running.kill();
                    chronicle.hit(new Hit(clock.instant(), kind, number, partitions));
                    forget(running);
                }
                case PAUSE -> {
                    running.pause();
                    frozen = true;
                    chronicle.hit(new Hit(clock.instant(), kind, number, partitions));
                }
                case STOP -> {
                    // What libraries log where their start is interrupted is no error of a worker's.
                    if (running.isReady()) {
                        chronicle.hit(new Hit(clock.instant(), kind, number, partitions));
                        stop();
                    }
                }
            }
        });
    }

    /** Lets it go on where it is frozen, and starts it where it is not there. */
    synchronized void comeBack() {
        noteOwnEnd();
        if (process.isEmpty()) {
            log.println("---- start");
            process = Optional.of(WorkerProcess.start(environment, this::line));
        } else if (frozen) {
            process.get().resume();
            frozen = false;
            log.println("---- resumed");
            chronicle.stands(number, clock.instant());
        }
    }

    /** Starts it again where it has ended by itself, as whoever runs it would. */
    synchronized void restartWhereEnded() {
        if (process.filter(running -> !running.isAlive()).isPresent()) {
            comeBack();
        }
    }

    /** An operator's restart with another setting; returns when it is at work again. */
    synchronized void restart(String variable, String value) {
        stop();
        environment.put(variable, value);
        comeBack();
        awaitReady();
    }

    /** Asks it to end, and waits until it has. */
    synchronized void stop() {
        process.ifPresent(running -> {
            try {
                running.stop();
            } catch (IllegalStateException late) {
                chronicle.broke(number, "did not stop within " + Waiting.AT_MOST.toSeconds() + " s");
            }
            forget(running);
        });
    }

    /**
     * Waits until it is ready.
     *
     * @throws IllegalStateException where it ends before, or hangs
     */
    synchronized void awaitReady() {
        process.orElseThrow(() -> new IllegalStateException("worker " + (number + 1) + " is not there"))
                .awaitReady();
    }

    private void noteOwnEnd() {
        process.filter(running -> !running.isAlive()).ifPresent(ended -> {
            String code = ended.exitWithin(AT_ONCE).map(String::valueOf).orElse("unknown");
            chronicle.broke(number, "ended by itself, with exit code " + code);
            forget(ended);
        });
    }

    private void forget(WorkerProcess ended) {
        ended.close();
        process = Optional.empty();
        frozen = false;
        log.println("---- over");
    }

    private void line(String line) {
        log.println(line);
        lines.accept(number, line);
        if (line.contains(COMES_UP)) {
            chronicle.stands(number, clock.instant());
        }
    }

    private static PrintStream open(Path log) {
        try {
            return new PrintStream(Files.newOutputStream(log), true, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        process.ifPresent(WorkerProcess::close);
        process = Optional.empty();
    }
}
