package dev.takeone.process;

import java.net.URI;
import java.util.List;

/** The provider's simulator, as a JVM of its own. */
public final class SimulatorProcess implements AutoCloseable {
    private static final String MAIN = "dev.takeone.simulator.SimulatorMain";
    private static final String LISTENING = "simulator listening on ";

    private final ChildProcess process;
    private final URI url;

    private SimulatorProcess(ChildProcess process, URI url) {
        this.process = process;
        this.url = url;
    }

    /**
     * Starts one, and returns when it listens.
     *
     * @param arguments those of {@code SimulatorMain}
     * @throws IllegalStateException with its last output, where it ends before that or hangs
     */
    public static SimulatorProcess start(List<String> jvmOptions, List<String> arguments) {
        ChildProcess process =
                ChildProcess.start(ChildProcess.Command.java("simulator", jvmOptions, MAIN, arguments), line -> {});
        try {
            String line = process.awaitLine(each -> each.startsWith(LISTENING));
            return new SimulatorProcess(process, URI.create(line.substring(LISTENING.length())));
        } catch (IllegalStateException e) {
            process.close();
            throw e;
        }
    }

    /** Its root. */
    public URI url() {
        return url;
    }

    @Override
    public void close() {
        process.close();
    }
}
