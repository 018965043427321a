package dev.takeone.process;

import dev.takeone.waiting.Waiting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The packaged worker, as operators run it: a JVM of its own, told everything by its environment. */
public final class WorkerProcess implements AutoCloseable {
    /** The system property that holds the path of the packaged worker's jar. */
    public static final String JAR_PROPERTY = "takeone.worker.jar";

    private static final String DEFAULT_JAR = "target/quarkus-app/quarkus-run.jar";
    private static final String PORT = "QUARKUS_HTTP_PORT";
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(100);

    private final ChildProcess process;
    private final URI url;
    private final HttpClient http = HttpClient.newHttpClient();

    private WorkerProcess(ChildProcess process, URI url) {
        this.process = process;
        this.url = url;
    }

    /** What every worker has to be told; further variables are the caller's to add. */
    public static Map<String, String> environment(String bootstrapServers, URI provider, String apiKey) {
        return Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", bootstrapServers,
                "TAKEONE_PROVIDER_URL", provider.toString(),
                "TAKEONE_PROVIDER_API_KEY", apiKey);
    }

    /** Starts the packaged worker on a free loopback port, unless {@code environment} names another. */
    public static WorkerProcess start(Map<String, String> environment, Consumer<String> lines) {
        return start(jar(), environment, lines);
    }

    /** What starts the packaged worker's jar; further words are its arguments. */
    public static List<String> command() {
        return command(jar());
    }

    private static List<String> command(Path jar) {
        List<String> command = new ArrayList<>();
        command.add(ChildProcess.javaExecutable());
        ClassArchive.configured().filter(ClassArchive::isMade).ifPresent(archive -> command.addAll(archive.options()));
        command.addAll(List.of("-jar", jar.toString()));
        return command;
    }

    /** The packaged worker's. */
    static Path jar() {
        return Path.of(System.getProperty(JAR_PROPERTY, DEFAULT_JAR));
    }

    static WorkerProcess start(Path jar, Map<String, String> environment, Consumer<String> lines) {
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(
                    "no packaged worker at " + jar + ": build it with ./mvnw package, or set " + JAR_PROPERTY);
        }
        Map<String, String> all = new HashMap<>(environment);
        all.putIfAbsent("QUARKUS_HTTP_HOST", "127.0.0.1");
        all.computeIfAbsent(PORT, name -> Integer.toString(LoopbackPorts.free()));
        List<String> command = command(jar);
        ChildProcess process =
                ChildProcess.start(new ChildProcess.Command("worker", command, all, Optional.empty()), lines);
        return new WorkerProcess(process, URI.create("http://127.0.0.1:" + all.get(PORT)));
    }

    /** Where its health and metrics are, without a path. */
    public URI url() {
        return url;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The last lines of its output, oldest first. */
    public List<String> output() {
        return process.output();
    }

    /**
     * Waits until {@code /q/health/ready} says yes.
     *
     * @throws IllegalStateException with the last output, where the worker ends before that or hangs
     */
    public void awaitReady() {
        awaitReady(Waiting.AT_MOST);
    }

    void awaitReady(Duration atMost) {
        Waiting waiting = Waiting.begin(atMost);
        while (!isReady()) {
            Optional<Integer> exit = process.exitWithin(BETWEEN_QUESTIONS);
            if (exit.isPresent()) {
                throw notReady("ended with exit code " + exit.get());
            }
            if (waiting.isOver()) {
                throw notReady("was not ready within " + atMost);
            }
        }
    }

    /** Whether {@code /q/health/ready} says yes now; a worker that does not answer within 2 s is not ready. */
    public boolean isReady() {
        HttpRequest question = HttpRequest.newBuilder(url.resolve("/q/health/ready"))
                .timeout(Duration.ofSeconds(2))
                .build();
        try {
            return http.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notListening) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking the worker", e);
        }
    }

    /** {@link ChildProcess#awaitLine} */
    public String awaitLine(Predicate<String> wanted) {
        return process.awaitLine(wanted);
    }

    /** {@link ChildProcess#awaitExit} */
    public int awaitExit() {
        return process.awaitExit();
    }

    /** {@link ChildProcess#exitWithin} */
    public Optional<Integer> exitWithin(Duration pause) {
        return process.exitWithin(pause);
    }

    /** {@link ChildProcess#stop} */
    public int stop() {
        return process.stop();
    }

    /** {@link ChildProcess#kill} */
    public void kill() {
        process.kill();
    }

    /** {@link ChildProcess#freeze()}: its connections stay open, and it does nothing until {@link #resume()}. */
    public void pause() {
        process.freeze();
    }

    /** Lets a frozen worker go on (SIGCONT). */
    public void resume() {
        process.signal("CONT");
    }

    @Override
    public void close() {
        http.close();
        process.close();
    }

    private IllegalStateException notReady(String what) {
        return new IllegalStateException("the worker " + what + "; its last output:\n" + String.join("\n", output()));
    }
}
