package dev.takeone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.broker.Broker;
import dev.takeone.endtoend.Event.Kind;
import dev.takeone.process.WorkerProcess;
import dev.takeone.simulator.SimulatorSettings;
import dev.takeone.simulator.TaskDurations;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** A partition whose journal cannot be read to its end, since somebody's transaction stays open in it. */
class RestoreIT {
    private static final int REQUESTS = 90;

    @Test
    void aPartitionThatCannotBeReadBackHoldsNoOtherUpAndIsServedInTheEnd() {
        Map<String, String> settings = Map.of("TAKEONE_INTAKE_MAX_WAITING", "15");
        SimulatorSettings simulated =
                SimulatorSettings.defaults().withDurations(TaskDurations.fixed(Duration.ofMillis(500)));
        try (Scene scene = Scene.open("restore", settings, simulated);
                KafkaProducer<byte[], byte[]> open = transaction()) {
            scene.stop(scene.start("one"));
            open.beginTransaction();
            Scene.done(open.send(new ProducerRecord<>(scene.topic("jobs"), 0, new byte[1], new byte[1])));
            WorkerProcess worker = scene.launch("one", Map.of());
            Map<String, Integer> partitions = publish(scene);
            List<String> elsewhere = partitions.keySet().stream()
                    .filter(id -> partitions.getOrDefault(id, 0) != 0)
                    .toList();
            scene.events().awaitEndings(elsewhere);

            assertThat(scene.events().endings()).hasSize(elsewhere.size());
            assertThat(elsewhere).as("more are gated than there is room for").hasSizeLessThan(REQUESTS - 15);
            assertThat(worker.isReady()).isFalse();

            open.abortTransaction();
            scene.events().awaitEndings(REQUESTS);
            scene.events().await("no lag", () -> scene.lag() == 0);
            scene.stop(worker);
            scene.events().readToEnd();
            assertThat(scene.events().of(Kind.COMPLETED))
                    .extracting(Event::requestId)
                    .containsExactlyInAnyOrderElementsOf(partitions.keySet());
            assertThat(scene.events().all()).hasSize(2 * REQUESTS);
            assertThat(scene.simulator().totals().posts()).isEqualTo(REQUESTS);
        }
    }

    private static KafkaProducer<byte[], byte[]> transaction() {
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        Broker.shared().bootstrapServers(),
                        "transactional.id",
                        "somebody",
                        "transaction.timeout.ms",
                        600_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
        return producer;
    }

    private static Map<String, Integer> publish(Scene scene) {
        Map<String, Integer> partitions = new HashMap<>();
        IntStream.range(0, REQUESTS).forEach(n -> {
            String id = "r" + n;
            String coordinates = scene.publish(
                    Message.prompt("#" + id + " a kite over the sea").id(id).key(id));
            String[] parts = coordinates.split("-", -1);
            partitions.put(id, Integer.valueOf(parts[parts.length - 2]));
        });
        return partitions;
    }
}
