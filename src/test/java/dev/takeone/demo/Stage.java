package dev.takeone.demo;

import dev.takeone.broker.LocalBroker;
import dev.takeone.process.LoopbackPorts;
import dev.takeone.process.SimulatorProcess;
import dev.takeone.process.WorkerProcess;
import dev.takeone.waiting.Waiting;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Broker, simulator and worker: started in this order, ended in the other one, the worker in peace. */
final class Stage implements AutoCloseable {
    /** What the demo's worker is told beside where to work: to ask soon, since simulated videos take seconds. */
    private static final Map<String, String> WORKER_SETTINGS = Map.of(
            "TAKEONE_WORKER_ID", "demo",
            "TAKEONE_STATUS_FIRST_CHECK", "1s",
            "TAKEONE_STATUS_INTERVAL", "1s");

    private static final String API_KEY = "demo-key";
    private static final String TASK_SECONDS = "2..6";

    private final Screen screen;
    private final LocalBroker broker;
    private final URI provider;
    private final WorkerProcess worker;
    private final URI console;
    private final Deque<Runnable> endings = new ArrayDeque<>();
    private final HttpClient http = HttpClient.newHttpClient();

    /** Starts everything and waits until the worker is ready; where that fails, what was started is ended. */
    Stage(Screen screen, Path workerLog) {
        this.screen = screen;
        try {
            broker = LocalBroker.start();
            endings.push(broker::close);
            screen.line("broker     " + broker.bootstrapServers());
            provider = startSimulator();
            screen.line("provider   " + provider + "  (a simulator; its ledger is at /sim/ledger)");
            worker = startWorker(workerLog);
            worker.awaitReady();
            screen.line("worker     " + worker.url() + "  (health at /q/health, log in " + workerLog + ")");
            console = startConsole();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    URI provider() {
        return provider;
    }

    /** Where it can be looked at. */
    URI console() {
        return console;
    }

    /** The worker's last lines, where it has ended by itself. */
    boolean workerHasEnded() {
        return !worker.isAlive();
    }

    List<String> workerOutput() {
        return worker.output();
    }

    /** What the provider has charged until now. */
    Charges charges() throws InterruptedException {
        HttpRequest question = HttpRequest.newBuilder(provider.resolve("/sim/ledger"))
                .timeout(Waiting.AT_MOST)
                .build();
        try {
            return Charges.of(
                    http.send(question, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException("the simulator does not answer", e);
        }
    }

    /** Ends everything; nothing where that has been done. */
    @Override
    public synchronized void close() {
        if (!endings.isEmpty()) {
            screen.bottom("");
            screen.line("Ending worker, simulator and broker ...");
        }
        while (!endings.isEmpty()) {
            endings.pop().run();
        }
    }

    private URI startSimulator() {
        SimulatorProcess simulator = SimulatorProcess.start(
                List.of("-XX:TieredStopAtLevel=1"), List.of("--key", API_KEY, "--task-seconds", TASK_SECONDS));
        endings.push(simulator::close);
        return simulator.url();
    }

    private WorkerProcess startWorker(Path workerLog) {
        Map<String, String> environment =
                new HashMap<>(WorkerProcess.environment(broker.bootstrapServers(), provider, API_KEY));
        environment.putAll(WORKER_SETTINGS);
        environment.putAll(called());
        PrintStream log = open(workerLog);
        WorkerProcess started = WorkerProcess.start(environment, log::println);
        endings.push(() -> stopInPeace(started));
        return started;
    }

    /** The simulator calls the worker when a task has ended; it minds no private address. */
    private Map<String, String> called() {
        int port = LoopbackPorts.free();
        return Map.of(
                "QUARKUS_HTTP_PORT",
                Integer.toString(port),
                "TAKEONE_WEBHOOK_URL",
                "http://127.0.0.1:" + port + "/hooks",
                "TAKEONE_WEBHOOK_SECRET_FILE",
                secret().toString(),
                "TAKEONE_WEBHOOK_ALLOW_PRIVATE",
                "true");
    }

    private Path secret() {
        try {
            Path file = Files.createTempFile("takeone-demo", ".webhook");
            endings.push(() -> delete(file));
            return Files.writeString(file, UUID.randomUUID() + "-" + UUID.randomUUID());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without users it reads only, and listens on this machine only. It is not waited for: it says itself how far it is. */
    private URI startConsole() {
        Map<String, String> environment =
                Map.of("TAKEONE_ROLE", "console", "KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
        WorkerProcess console = WorkerProcess.start(environment, line -> {});
        endings.push(() -> stopInPeace(console));
        return console.url();
    }

    private static void stopInPeace(WorkerProcess worker) {
        if (worker.isAlive()) {
            worker.stop();
        }
        worker.close();
    }

    private static PrintStream open(Path log) {
        try {
            return new PrintStream(Files.newOutputStream(log), true, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
