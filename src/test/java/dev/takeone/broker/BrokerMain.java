package dev.takeone.broker;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.logging.ConsoleHandler;
import java.util.logging.Level;
import java.util.logging.Logger;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.utils.Time;

/** Formats the data folder where that is still to be done, and runs Kafka, both in this JVM. */
public final class BrokerMain {
    /** What it prints when clients are served. */
    static final String READY = "broker ready";

    private static final Logger ROOT = Logger.getLogger("");

    private BrokerMain() {}

    /** Takes the path of {@code server.properties} and the cluster's id. */
    public static void main(String[] arguments) throws IOException {
        logWarningsToConsole();
        String file = arguments[0];
        String[] format = {"format", "--cluster-id", arguments[1], "--config", file, "--ignore-formatted"};
        if (StorageTool.execute(format, System.out) != 0) {
            System.exit(1);
        }
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties(Path.of(file))), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "broker-shutdown"));
        server.startup();
        System.out.println(READY);
        server.awaitShutdown();
    }

    private static void logWarningsToConsole() {
        ROOT.setLevel(Level.WARNING);
        ROOT.addHandler(new ConsoleHandler());
    }

    private static Properties properties(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties;
    }
}
