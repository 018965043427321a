package dev.takeone.bench;

import dev.takeone.process.WorkerProcess;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A packaged worker with nothing to do: it reads its journal of one partition back, and none of its tasks is due. What it
 * takes for that, and what it takes at rest, is what is measured.
 */
public final class Sleeper implements AutoCloseable {

    /** Nobody listens there, and nobody is asked. */
    private static final URI PROVIDER = URI.create("http://127.0.0.1:9");

    private final long startedNanos = System.nanoTime();
    private final CompletableFuture<Long> assigned = new CompletableFuture<>();
    private final CompletableFuture<Long> serving = new CompletableFuture<>();
    private final WorkerProcess process;
    private final Duration startUp;

    /** Starts it on topics whose journal is prepared; returns when it is ready and serves. */
    public Sleeper(String bootstrapServers, Topics topics) {
        Map<String, String> environment = Workers.environment(bootstrapServers, PROVIDER, topics);
        process = WorkerProcess.start(environment, this::line);
        process.awaitReady();
        startUp = Duration.ofNanos(System.nanoTime() - startedNanos);
        process.awaitLine(line -> line.contains("Serving partition 0"));
    }

    private void line(String line) {
        if (line.contains("Assigned partitions [0]")) {
            assigned.complete(System.nanoTime());
        } else if (line.contains("Serving partition 0")) {
            serving.complete(System.nanoTime());
        }
    }

    /** From the process's start to its being ready. */
    public Duration startUp() {
        return startUp;
    }

    /** From the group's word that the partition is its own, to its being served, by the lines of the log. */
    public Duration restore() {
        return Duration.ofNanos(serving.join() - assigned.join());
    }

    /** What it takes now. */
    public Gauge gauge() {
        return new Gauge(process.pid());
    }

    /** Stops it in peace. */
    @Override
    public void close() {
        process.stop();
        process.close();
    }
}
