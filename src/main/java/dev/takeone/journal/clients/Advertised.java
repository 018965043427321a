package dev.takeone.journal.clients;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.jspecify.annotations.Nullable;

/**
 * Finds an address that the brokers announce and that cannot be reached from here: a client that has been told it says no
 * more than that time has passed, and a person looks at the bootstrap address, which works.
 */
public final class Advertised {
    private static final Duration PROBE = Duration.ofSeconds(3);

    /** Of a large cluster, some are enough to tell. */
    private static final int BROKERS = 10;

    private Advertised() {}

    /**
     * What to tell; empty where nothing of that kind is found. The addresses stand with the topics' partitions, so that a
     * cluster without any topic tells none.
     */
    public static Optional<String> unreachable(JournalSetup setup) {
        // A client that is new asks the bootstrap address, and what that has answered is all that is needed.
        try (KafkaConsumer<byte @Nullable [], byte @Nullable []> consumer = Clients.journalReader(setup)) {
            return consumer.listTopics(PROBE).values().stream()
                    .flatMap(partitions -> partitions.stream().flatMap(Advertised::nodes))
                    .map(node -> Map.entry(node.host(), node.port()))
                    .distinct()
                    .limit(BROKERS)
                    .flatMap(broker -> refusal(broker.getKey(), broker.getValue()).stream())
                    .findFirst();
        } catch (KafkaException silent) {
            return Optional.empty();
        }
    }

    private static Stream<Node> nodes(PartitionInfo partition) {
        return Arrays.stream(partition.replicas()).filter(node -> !node.isEmpty() && node.port() > 0);
    }

    private static Optional<String> refusal(String host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), Math.toIntExact(PROBE.toMillis()));
            return Optional.empty();
        } catch (IOException why) {
            return Optional.of("the brokers answer, and announce " + host + ":" + port
                    + ", which cannot be reached from here (" + why.getClass().getSimpleName() + ": "
                    + why.getMessage() + "): the brokers' advertised.listeners have to name addresses that the"
                    + " worker can resolve and reach");
        }
    }
}
