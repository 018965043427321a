package dev.takeone.broker;

import dev.takeone.process.ChildProcess;
import dev.takeone.process.LoopbackPorts;
import dev.takeone.tls.Certificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.security.scram.ScramLoginModule;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;

/**
 * A real KRaft broker, controller and broker in one node, in a JVM of its own on the loopback interface. Its data lie
 * in a temporary folder, which outlives {@link #stop()} and {@link #kill()} and goes with {@link #close()}.
 */
public final class LocalBroker implements Broker {
    private static final List<String> JVM_OPTIONS = List.of(
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager");

    /** What the settings of the second door of a secured broker begin with. */
    private static final String SECURED = "listener.name.secured.";

    private final Path folder;
    private final List<String> jvmOptions;
    private final String clusterId = Uuid.randomUuid().toString();
    private final int port;
    private final int portBehind = LoopbackPorts.free();
    private ChildProcess process;

    private LocalBroker(
            Path folder, int port, Map<String, String> settings, List<String> jvmOptions, OptionalInt advertised) {
        this.folder = folder;
        this.port = port;
        this.jvmOptions =
                Stream.concat(JVM_OPTIONS.stream(), jvmOptions.stream()).toList();
        writeProperties(settings, advertised);
        this.process = run();
    }

    /** Starts a broker with an empty data folder, and returns when it serves clients. */
    public static LocalBroker start() {
        return start(Map.of());
    }

    /** The same on a port that the caller knows to be free. */
    public static LocalBroker startAt(int port) {
        return start(port, Map.of(), List.of(), OptionalInt.empty());
    }

    /** The same with settings of its own, which go before those that all brokers of tests have. */
    public static LocalBroker start(Map<String, String> settings) {
        return start(settings, List.of(), OptionalInt.empty());
    }

    /**
     * Starts a broker with a second door, for clients behind {@code proxy}: whoever comes in there is told to connect to
     * the proxy's port.
     */
    public static LocalBroker startBehind(TcpProxy proxy) {
        LocalBroker broker = start(Map.of(), List.of(), OptionalInt.of(proxy.port()));
        proxy.to(broker.portBehind);
        return broker;
    }

    /**
     * Starts a broker with a second door, {@link #securedServers()}: TLS with this certificate, and users who log in with
     * SCRAM-SHA-512. Who comes in by the first door may do everything, such as making users and giving them rights; users
     * may what they have been given.
     */
    public static LocalBroker startSecured(Certificate certificate) {
        return startSecured(certificate, Map.of(), List.of());
    }

    /** The same with settings of its own, which go before those, and further options of its JVM. */
    public static LocalBroker startSecured(
            Certificate certificate, Map<String, String> settings, List<String> jvmOptions) {
        Map<String, String> all = new HashMap<>(Map.of(
                SECURED + "ssl.keystore.type",
                "PKCS12",
                SECURED + "ssl.keystore.location",
                certificate.keyStore().toString(),
                SECURED + "ssl.keystore.password",
                Certificate.PASSWORD,
                SECURED + "sasl.enabled.mechanisms",
                "SCRAM-SHA-512",
                SECURED + "scram-sha-512.sasl.jaas.config",
                ScramLoginModule.class.getName() + " required;",
                "authorizer.class.name",
                StandardAuthorizer.class.getName(),
                "super.users",
                KafkaPrincipal.ANONYMOUS.toString()));
        all.putAll(settings);
        return start(all, jvmOptions, OptionalInt.empty());
    }

    private static LocalBroker start(Map<String, String> settings, List<String> jvmOptions, OptionalInt advertised) {
        return start(LoopbackPorts.free(), settings, jvmOptions, advertised);
    }

    private static LocalBroker start(
            int port, Map<String, String> settings, List<String> jvmOptions, OptionalInt advertised) {
        try {
            return new LocalBroker(
                    Files.createTempDirectory("takeone-broker-"), port, settings, jvmOptions, advertised);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Host and port of the second door, whatever is announced for it. */
    public String securedServers() {
        return "127.0.0.1:" + portBehind;
    }

    /** Ends the broker in order, as an operator would; data and port stay its own. */
    public synchronized void stop() {
        process.stop();
    }

    /** Ends the broker at once (SIGKILL); data and port stay its own. */
    public synchronized void kill() {
        process.kill();
    }

    /** Starts the broker again on the same port and data, after ending it in order where it still runs. */
    public synchronized void restart() {
        if (process.isAlive()) {
            stop();
        }
        process = run();
    }

    /** Keeps a copy of what the stopped broker has of a partition. */
    public synchronized void setAside(String topic, int partition) {
        copy(log(topic, partition), aside(topic, partition));
    }

    /** Gives the stopped broker the copy back: it has lost what came after that, as a replica that lagged has. */
    public synchronized void bringBack(String topic, int partition) {
        delete(log(topic, partition));
        copy(aside(topic, partition), log(topic, partition));
    }

    private Path log(String topic, int partition) {
        return folder.resolve("data").resolve(topic + "-" + partition);
    }

    private Path aside(String topic, int partition) {
        return folder.resolve("aside").resolve(topic + "-" + partition);
    }

    private static void copy(Path from, Path to) {
        try {
            Files.createDirectories(to);
            try (Stream<Path> files = Files.list(from)) {
                for (Path file : files.toList()) {
                    Files.copy(file, to.resolve(from.relativize(file)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last lines of its output, oldest first; warnings are among it. */
    public synchronized List<String> output() {
        return process.output();
    }

    @Override
    public synchronized void close() {
        process.close();
        delete(folder);
    }

    private ChildProcess run() {
        List<String> arguments = List.of(propertiesFile().toString(), clusterId);
        ChildProcess started = ChildProcess.start(
                ChildProcess.Command.java("broker", jvmOptions, BrokerMain.class.getName(), arguments)
                        .withScratch(folder),
                line -> {});
        try {
            started.awaitLine(BrokerMain.READY::equals);
            return started;
        } catch (IllegalStateException e) {
            started.close();
            throw e;
        }
    }

    private Path propertiesFile() {
        return folder.resolve("server.properties");
    }

    private void writeProperties(Map<String, String> settings, OptionalInt advertised) {
        String controller = "127.0.0.1:" + LoopbackPorts.free();
        Properties properties = new Properties();
        properties.putAll(BrokerSettings.COMMON);
        properties.putAll(settings);
        properties.setProperty("process.roles", "broker,controller");
        properties.setProperty("node.id", "1");
        properties.setProperty("controller.quorum.voters", "1@" + controller);
        properties.setProperty("controller.listener.names", "CONTROLLER");
        properties.setProperty("listeners", "PLAINTEXT://" + bootstrapServers() + ",CONTROLLER://" + controller);
        advertised.ifPresent(proxy -> addDoor(properties, "PROXIED", "PLAINTEXT", proxy));
        if (settings.keySet().stream().anyMatch(name -> name.startsWith(SECURED))) {
            addDoor(properties, "SECURED", "SASL_SSL", portBehind);
        }
        properties.setProperty("log.dirs", folder.resolve("data").toString());
        try (Writer writer = Files.newBufferedWriter(propertiesFile())) {
            properties.store(writer, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void addDoor(Properties properties, String name, String protocol, int advertised) {
        String door = "," + name + "://127.0.0.1:";
        properties.merge("listeners", door + portBehind, LocalBroker::joined);
        properties.setProperty("advertised.listeners", "PLAINTEXT://" + bootstrapServers() + door + advertised);
        properties.setProperty(
                "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT," + name + ":" + protocol);
    }

    private static Object joined(Object before, Object after) {
        return before.toString() + after;
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
