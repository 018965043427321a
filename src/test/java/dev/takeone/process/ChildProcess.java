package dev.takeone.process;

import dev.takeone.waiting.Waiting;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A process that dies with this JVM, however this JVM dies.
 *
 * <p>A shell takes the command's place in two steps: it leaves a watcher behind, which reads the pipe that this JVM
 * holds open, and then becomes the command, under the same process id. A JVM closes the pipe once it has collected a
 * process that ended; so where the pipe ends and the command still runs, the JVM has died, and the watcher kills the command. Interrupts and hang-ups of the terminal are left to this JVM, which ends its processes
 * in an order of its own.
 */
public final class ChildProcess implements AutoCloseable {
    private static final String WATCHED = """
            trap '' INT HUP
            scratch=$1; shift
            exec 3<&0
            {
                read -r line
                kill -KILL $$ && [ -n "$scratch" ] && { sleep 1; rm -rf -- "$scratch"; }
            } <&3 >/dev/null 2>&1 &
            exec "$@" </dev/null 3<&-
            """;

    /** Stopped, and gone; see proc(5). */
    private static final Set<String> STILL = Set.of("T", "Z", "X");

    private final String name;
    private final Process process;
    private final Output output = new Output();
    private final Thread reader;

    private ChildProcess(String name, Process process, Consumer<String> lines) {
        this.name = name;
        this.process = process;
        this.reader = Thread.ofPlatform().daemon().name(name + "-output").start(() -> read(lines));
    }

    /**
     * What to start.
     *
     * @param name for messages
     * @param command the program and its arguments
     * @param environment added to this JVM's environment, of which variables that would configure Kafka, Quarkus or
     *     Takeone are left out
     * @param scratch a folder that is deleted when this JVM dies before the process has ended
     */
    public record Command(String name, List<String> command, Map<String, String> environment, Optional<Path> scratch) {
        public Command {
            command = List.copyOf(command);
            environment = Map.copyOf(environment);
        }

        /** A main class of this JVM's class path, run by this JVM's own {@code java}. */
        public static Command java(String name, List<String> jvmOptions, String main, List<String> arguments) {
            List<String> command = new ArrayList<>();
            command.add(javaExecutable());
            command.addAll(jvmOptions);
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
            command.addAll(arguments);
            return new Command(name, command, Map.of(), Optional.empty());
        }

        public Command withScratch(Path folder) {
            return new Command(name, command, environment, Optional.of(folder));
        }
    }

    /** The path of the {@code java} that runs this JVM. */
    public static String javaExecutable() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Starts the command; each line of its output, errors among it, is also given to {@code lines}, on one thread. */
    public static ChildProcess start(Command command, Consumer<String> lines) {
        List<String> watched = new ArrayList<>(List.of("/bin/sh", "-c", WATCHED, "sh"));
        watched.add(command.scratch().map(Path::toString).orElse(""));
        watched.addAll(command.command());
        ProcessBuilder builder = new ProcessBuilder(watched).redirectErrorStream(true);
        builder.environment().keySet().removeIf(ChildProcess::configuresUs);
        builder.environment().putAll(command.environment());
        try {
            return new ChildProcess(command.name(), builder.start(), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(command.name() + " cannot be started", e);
        }
    }

    private static boolean configuresUs(String variable) {
        return variable.startsWith("KAFKA_")
                || variable.startsWith("QUARKUS_")
                || variable.startsWith("TAKEONE_")
                || variable.toUpperCase(Locale.ROOT).endsWith("_PROXY")
                || variable.equals("SSL_CERT_FILE");
    }

    private void read(Consumer<String> lines) {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            reader.lines().forEach(line -> {
                // Whoever waits for the line has it in a list of its own then.
                lines.accept(line);
                output.add(line);
            });
        } catch (IOException | UncheckedIOException closed) {
            output.add("(output closed: " + closed.getMessage() + ")");
        } finally {
            output.end();
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The last lines of its output, oldest first. */
    public List<String> output() {
        return output.lines();
    }

    /**
     * Waits for a line of output, which may have been written already.
     *
     * @throws IllegalStateException with the last output, where the process ends without it or hangs
     */
    public String awaitLine(Predicate<String> wanted) {
        try {
            return output.find(wanted)
                    .get(Waiting.AT_MOST.toMillis(), TimeUnit.MILLISECONDS)
                    .orElseThrow(() -> failure("ended before it said what was waited for"));
        } catch (TimeoutException e) {
            throw failure("did not say what was waited for within " + Waiting.AT_MOST);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("was waited for, and the wait interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException(name, e);
        }
    }

    /**
     * Waits for its end, and for its last output.
     *
     * @return its exit code
     * @throws IllegalStateException with the last output, where it hangs
     */
    public int awaitExit() {
        return exitWithin(Waiting.AT_MOST).orElseThrow(() -> failure("did not end within " + Waiting.AT_MOST));
    }

    /** The exit code, or empty while the process still runs after so long. Its output is read to the end then. */
    public Optional<Integer> exitWithin(Duration pause) {
        try {
            if (!process.waitFor(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
            Waiting.ended(reader);
            return Optional.of(process.exitValue());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("was waited for, and the wait interrupted");
        }
    }

    /**
     * Asks the process to end (SIGTERM) and waits for it.
     *
     * @return its exit code
     * @throws IllegalStateException where it hangs; it is killed then
     */
    public int stop() {
        return stop(Waiting.AT_MOST);
    }

    int stop(Duration atMost) {
        process.toHandle().destroy(); // the handle's, since the process's own closes the pipe, and the watcher kills
        return exitWithin(atMost).orElseGet(() -> {
            kill();
            throw failure("did not stop within " + atMost);
        });
    }

    /** Ends the process at once (SIGKILL), stopped or not, and waits until it has. */
    public void kill() {
        process.toHandle().destroyForcibly();
        int unused = awaitExit();
    }

    /** Sends a signal by its name, such as {@code STOP} or {@code CONT}. */
    public void signal(String signal) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid()))
                    .redirectErrorStream(true)
                    .start();
            if (Waiting.ended(kill) != 0) {
                throw failure("took no " + signal);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("was sent " + signal + ", and the wait interrupted");
        }
    }

    /**
     * Freezes it (SIGSTOP); returns when none of its threads runs any more. Until the signal has reached one of them, which
     * on a busy machine takes a while, the others go on.
     */
    public void freeze() {
        signal("STOP");
        Waiting.until("all threads of " + name + " to stop", this::isFrozen);
    }

    /** Where a system does not show threads, the signal is taken at its word. */
    private boolean isFrozen() {
        Path threads = Path.of("/proc", Long.toString(pid()), "task");
        if (!Files.isDirectory(threads)) {
            return true;
        }
        try (Stream<Path> each = Files.list(threads)) {
            return each.allMatch(thread -> STILL.contains(state(thread)));
        } catch (IOException | UncheckedIOException moved) {
            return false;
        }
    }

    /** The word after the command's name, which stands in parentheses and may hold any. */
    private static String state(Path thread) {
        try {
            String line = Files.readString(thread.resolve("stat"), StandardCharsets.ISO_8859_1);
            int from = line.lastIndexOf(')') + 2;
            return line.substring(from, from + 1);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** The same as {@link #kill()}, and nothing where it has ended already. */
    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }

    private IllegalStateException failure(String what) {
        return new IllegalStateException(
                name + " (pid " + pid() + ") " + what + "; its last output:\n" + String.join("\n", output()));
    }
}
