package dev.takeone.dev;

import dev.takeone.broker.LocalBroker;
import dev.takeone.process.LoopbackPorts;
import dev.takeone.process.SimulatorProcess;
import dev.takeone.process.WorkerProcess;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** {@code ./takeone dev}, after the build. */
public final class DevMain {
    private static final String API_KEY = "dev-key";
    private static final String TASK_SECONDS = "2..6";
    private static final List<String> SMALL = List.of("-XX:TieredStopAtLevel=1");

    private final PrintStream out;
    private final Deque<Runnable> endings = new ArrayDeque<>();

    private DevMain(PrintStream out) {
        this.out = out;
    }

    /** Takes {@code --broker-port} and {@code --provider-port}. Ends by Ctrl-C, or with 1 where it could not start. */
    public static void main(String[] arguments) throws InterruptedException {
        DevMain dev = new DevMain(new PrintStream(System.out, true, StandardCharsets.UTF_8));
        Runtime.getRuntime().addShutdownHook(new Thread(dev::end, "dev-end"));
        try {
            dev.start(Ports.of(List.of(arguments)));
        } catch (IllegalStateException | IllegalArgumentException | UncheckedIOException e) {
            String.valueOf(e.getMessage())
                    .lines()
                    .map(line -> "takeone: " + line)
                    .forEach(System.err::println);
            System.exit(1);
        }
        new CountDownLatch(1).await(); // until Ctrl-C
    }

    private void start(Ports ports) {
        List<String> taken = ports.taken(LoopbackPorts::isFree);
        if (!taken.isEmpty()) {
            throw new IllegalStateException(String.join("\n", taken));
        }
        LocalBroker broker = LocalBroker.startAt(ports.broker());
        opened(broker::close);
        out.println("broker     " + broker.bootstrapServers());
        SimulatorProcess provider = SimulatorProcess.start(
                SMALL,
                List.of(
                        "--port",
                        Integer.toString(ports.provider()),
                        "--key",
                        API_KEY,
                        "--task-seconds",
                        TASK_SECONDS));
        opened(provider::close);
        out.println("provider   " + provider.url() + "  (a simulator; its ledger is at /sim/ledger)");
        out.println();
        Guide.lines(
                        WorkerProcess.environment(broker.bootstrapServers(), provider.url(), API_KEY),
                        broker.bootstrapServers())
                .forEach(out::println);
    }

    private synchronized void opened(Runnable ending) {
        endings.push(ending);
    }

    private synchronized void end() {
        while (!endings.isEmpty()) {
            endings.pop().run();
        }
    }
}
