package dev.takeone.chaos;

import dev.takeone.broker.LocalBroker;
import dev.takeone.process.WorkerProcess;
import dev.takeone.simulator.Simulator;
import dev.takeone.simulator.SimulatorSettings;
import dev.takeone.simulator.TaskDurations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Broker, simulator and workers; whatever was started ends with {@link #close()}. */
final class Stage implements AutoCloseable {
    private static final String API_KEY = "chaos-key";

    /** Tasks that outlive a takeover are what takeovers are measured by. */
    private static final TaskDurations TASKS = TaskDurations.logNormal(Duration.ofSeconds(8), 0.5, 1);

    /** Beside where to work: to ask soon, since simulated videos take seconds, and to start soon. */
    private static final Map<String, String> QUICK = Map.of(
            "JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx256m",
            "TAKEONE_STATUS_FIRST_CHECK", "1s",
            "TAKEONE_STATUS_INTERVAL", "1s",
            "TAKEONE_PROVIDER_REQUESTS_PER_MINUTE", "60000");

    private static final String CEILING = "TAKEONE_SPEND_PER_HOUR";

    private final Deque<Runnable> endings = new ArrayDeque<>();
    private final LocalBroker broker;
    private final Simulator simulator;
    private final List<Replica> replicas = new ArrayList<>();

    /** Starts everything, and returns when all workers are ready; where that fails, what was started is ended. */
    Stage(Plan plan, Path logs, Chronicle chronicle, BiConsumer<Integer, String> lines) {
        try {
            broker = LocalBroker.start(Map.of(
                    "transaction.abort.timed.out.transaction.cleanup.interval.ms",
                    Long.toString(plan.pace().abortScan().toMillis())));
            endings.push(broker::close);
            simulator = Simulator.start(SimulatorSettings.defaults()
                    .withApiKey(API_KEY)
                    .withDurations(TASKS)
                    .withKeyPolicy(plan.policy().keys()));
            endings.push(simulator::close);
            for (int number = 0; number < Campaign.WORKERS; number++) {
                Path log = logs.resolve("worker-" + (number + 1) + ".log");
                Replica replica = new Replica(number, environment(plan, number), log, chronicle, lines);
                endings.push(replica::close);
                replicas.add(replica);
                replica.comeBack();
            }
            replicas.forEach(replica -> replica.awaitReady());
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private Map<String, String> environment(Plan plan, int number) {
        Map<String, String> environment =
                new HashMap<>(WorkerProcess.environment(broker.bootstrapServers(), simulator.url(), API_KEY));
        environment.putAll(QUICK);
        environment.put("TAKEONE_WORKER_ID", "worker-" + (number + 1));
        environment.put("TAKEONE_SUBMISSION_IN_DOUBT", plan.policy().word());
        environment.put("TAKEONE_INTAKE_SESSION_TIMEOUT", plan.pace().session().toString());
        plan.ceiling().ifPresent(dollars -> environment.put(CEILING, Integer.toString(dollars)));
        return environment;
    }

    /** Raises the ceiling, worker by worker: the lowest counts until the last has been started again. */
    void raiseCeiling() {
        replicas.forEach(replica -> replica.restart(CEILING, "100000"));
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    Simulator simulator() {
        return simulator;
    }

    List<Replica> replicas() {
        return List.copyOf(replicas);
    }

    @Override
    public void close() {
        while (!endings.isEmpty()) {
            endings.pop().run();
        }
    }
}
