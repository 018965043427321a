package dev.takeone.bench.pipeline;

import dev.takeone.bench.Gauge;
import dev.takeone.bench.StartCache;
import dev.takeone.bench.Topics;
import dev.takeone.bench.Workers;
import dev.takeone.process.ChildProcess;
import dev.takeone.process.WorkerProcess;
import java.io.File;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A process that is compared, started and maybe started again. */
final class Contestant implements AutoCloseable {
    private final Kind kind;
    private final Role role;
    private final HttpClient http = HttpClient.newHttpClient();
    private Life life;

    /** What there is of it between a start and an end. */
    private record Life(long pid, Runnable awaitReady, Runnable kill, CompletableFuture<String> ready) {}

    /** What its first life is for; the later ones are measured. */
    enum First {
        /** As its users start it. */
        MEASURED,
        /** Its compiler leaves the processors to the others. */
        KILLED;

        Map<String, String> environment() {
            return switch (this) {
                case MEASURED -> Map.of();
                case KILLED -> Map.of("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
            };
        }
    }

    /**
     * As the image starts it, in a container of 768 MiB, but for further options of the JVM, which win. A JDK 21 does not know
     * all of the image's.
     */
    static Map<String, String> asInTheImage(String options) {
        return Map.of(
                "JDK_JAVA_OPTIONS",
                "-XX:+IgnoreUnrecognizedVMOptions " + StartCache.quoted(StartCache.flags()) + " -XX:MaxRAM=768m "
                        + options);
    }

    /** Starts it with further variables, and returns before it is ready. */
    Contestant(Kind kind, Role role, Map<String, String> environment) {
        this.kind = kind;
        this.role = role;
        this.life = begin(environment);
    }

    Kind kind() {
        return kind;
    }

    Topics topics() {
        return kind.topics();
    }

    void awaitReady() {
        life.awaitReady().run();
    }

    Gauge gauge() {
        return new Gauge(life.pid());
    }

    void kill() {
        life.kill().run();
    }

    void startAgain() {
        life = begin(First.MEASURED.environment());
    }

    /**
     * Has the limit do jobs, whose ids are {@code name} and numbers from {@code from} on, each a pause after the one
     * before; without a pause as fast as it can. Done when they are.
     */
    CompletableFuture<Void> run(String name, int from, int jobs, Duration pause) {
        String port = life.ready().join().substring(Role.READY.length()).strip();
        URI url = URI.create("http://127.0.0.1:" + port + "/run?name=" + name + "&from=" + from + "&jobs=" + jobs
                + "&millis=" + pause.toMillis());
        return http.sendAsync(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString())
                .thenAccept(answer -> {
                    if (answer.statusCode() != 200) {
                        throw new IllegalStateException("the limit failed: " + answer.body());
                    }
                });
    }

    private Life begin(Map<String, String> environment) {
        return switch (kind) {
            case TAKEONE -> worker(environment);
            case LIMIT -> java(LimitMain.class, environment);
            case FLOOR -> java(FloorMain.class, environment);
            case PARALLEL_CONSUMER -> java(ParallelConsumerMain.class, environment);
            case NAIVE -> naive(environment);
        };
    }

    private Life worker(Map<String, String> environment) {
        Map<String, String> settings = Workers.environment(role.bootstrapServers(), role.provider(), topics());
        settings.put("TAKEONE_STATUS_FIRST_CHECK", role.pause().toString());
        settings.put("TAKEONE_STATUS_INTERVAL", role.pause().toString());
        settings.putAll(environment);
        WorkerProcess process = WorkerProcess.start(settings, line -> {});
        return new Life(
                process.pid(), () -> process.awaitReady(), process::close, CompletableFuture.completedFuture(""));
    }

    private Life java(Class<?> main, Map<String, String> environment) {
        return child(
                ChildProcess.Command.java(role.name(), List.of(), main.getName(), role.arguments())
                        .command(),
                environment);
    }

    /** Without Quarkus and the worker, whose beans and settings another container would stumble over. */
    private Life naive(Map<String, String> environment) {
        String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.contains("quarkus") && !entry.equals("target/classes"))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command =
                new ArrayList<>(List.of(ChildProcess.javaExecutable(), "-cp", classPath, NaiveMain.class.getName()));
        command.addAll(role.arguments());
        return child(command, environment);
    }

    private Life child(List<String> command, Map<String, String> environment) {
        CompletableFuture<String> ready = new CompletableFuture<>();
        ChildProcess.Command named = new ChildProcess.Command(role.name(), command, environment, Optional.empty());
        ChildProcess process = ChildProcess.start(named, line -> {
            if (line.startsWith(Role.READY)) {
                ready.complete(line);
            }
        });
        return new Life(
                process.pid(), () -> process.awaitLine(line -> line.startsWith(Role.READY)), process::close, ready);
    }

    @Override
    public void close() {
        kill();
        http.close();
    }
}
