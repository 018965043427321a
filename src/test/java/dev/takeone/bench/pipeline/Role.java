package dev.takeone.bench.pipeline;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a process that is compared is told on its command line.
 *
 * @param bootstrapServers the broker
 * @param provider the simulator's root
 * @param apiKey the simulator's key
 * @param name begins its topics' names, and is its consumer group
 * @param pause before each status check
 */
record Role(String bootstrapServers, URI provider, String apiKey, String name, Duration pause) {
    /** POSTs, and checks, open at once: as many as a worker's settings say. */
    static final int OPEN_CALLS = 64;

    /** What the process prints when it is there. */
    static final String READY = "ready";

    /** For everybody; the client's own default would let a killed one keep its partitions for 45 s. */
    static final String SESSION_TIMEOUT_MS = "10000";

    static Role of(String... arguments) {
        return new Role(
                arguments[0], URI.create(arguments[1]), arguments[2], arguments[3], Duration.parse(arguments[4]));
    }

    List<String> arguments() {
        return List.of(bootstrapServers, provider.toString(), apiKey, name, pause.toString());
    }

    /** A consumer's settings; strings, and offsets that somebody else commits. */
    Map<String, Object> consumer() {
        return new HashMap<>(Map.of(
                "bootstrap.servers", bootstrapServers,
                "group.id", name,
                "enable.auto.commit", "false",
                "auto.offset.reset", "earliest",
                "session.timeout.ms", SESSION_TIMEOUT_MS,
                "key.deserializer", "org.apache.kafka.common.serialization.StringDeserializer",
                "value.deserializer", "org.apache.kafka.common.serialization.StringDeserializer"));
    }

    /** A producer's settings. */
    Map<String, Object> producer() {
        return new HashMap<>(Map.of(
                "bootstrap.servers", bootstrapServers,
                "key.serializer", "org.apache.kafka.common.serialization.StringSerializer",
                "value.serializer", "org.apache.kafka.common.serialization.StringSerializer"));
    }
}
