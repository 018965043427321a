package dev.takeone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.takeone.broker.LocalBroker;
import dev.takeone.broker.TcpProxy;
import dev.takeone.process.WorkerProcess;
import dev.takeone.simulator.SimulatorSettings;
import dev.takeone.simulator.TaskDurations;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What stops the consumer of requests is told with its mend, and stops no more than it has to. */
@Order(4)
class IntakeIT {
    private static final SimulatorSettings SIMULATED =
            SimulatorSettings.defaults().withDurations(TaskDurations.fixed(Duration.ofMillis(500)));

    /** Where its library may not be put, snappy is a compression that this worker cannot read. */
    private static final Map<String, String> WITHOUT_SNAPPY =
            Map.of("JAVA_TOOL_OPTIONS", Scene.SMALL_JVM + " -Dorg.xerial.snappy.tempdir=/proc/none");

    @Test
    void aBatchThatCannotBeReadStopsItsPartitionAloneAndIsReadWhenItCanBe() {
        try (LocalBroker broker = LocalBroker.start();
                Scene scene = on(broker, "unreadable")) {
            WorkerProcess worker = scene.start("one", WITHOUT_SNAPPY);
            publishWithSnappy(broker, scene);
            JsonNode told = scene.awaitCheck(worker, "intake", IntakeIT::isDown);
            publish(scene, 1, "elsewhere");
            scene.events().awaitEndings(List.of("elsewhere"));
            publish(scene, 0, "behind");
            scene.events()
                    .await(
                            "what only watches meets the batch too, and ends nothing",
                            () -> scene.get(worker, "/q/metrics")
                                    .contains("takeone_requests_lag{partition=\"0\"} 2.0"));

            assertThat(told.path("data").path("unreadable_0").asText())
                    .contains("offset 0 of " + scene.topic("requests") + "-0", "-Djava.io.tmpdir");
            assertThat(scene.events().of("snappy")).isEmpty();
            assertThat(scene.get(worker, "/q/metrics")).contains("takeone_partitions{state=\"stopped\"} 1.0");
            assertThat(worker.output())
                    .filteredOn(line -> line.contains(" ERROR "))
                    .singleElement()
                    .asString()
                    .contains("Partition 0 is stopped, the others go on");
            scene.stop(worker);

            scene.start("one");
            scene.events().awaitEndings(List.of("snappy", "elsewhere", "behind"));
        }
    }

    @Test
    void aBatchThatIsDeletedLetsItsPartitionGoOnByItself() {
        try (LocalBroker broker = LocalBroker.start();
                Scene scene = on(broker, "deleted")) {
            WorkerProcess worker = scene.start("one", WITHOUT_SNAPPY);
            publishWithSnappy(broker, scene);
            scene.awaitCheck(worker, "intake", IntakeIT::isDown);
            publish(scene, 0, "behind");
            Scene.done(scene.admin()
                    .deleteRecords(
                            Map.of(new TopicPartition(scene.topic("requests"), 0), RecordsToDelete.beforeOffset(1)))
                    .all());

            scene.events().awaitEndings(List.of("behind"));
            scene.awaitCheck(worker, "intake", Predicate.not(IntakeIT::isDown));
        }
    }

    @Test
    void aMemberOfAnotherKindInTheGroupIsToldWithItsMendUntilItLeaves() {
        try (LocalBroker broker = LocalBroker.start();
                Scene scene = on(broker, "mixed");
                KafkaConsumer<byte[], byte[]> other = new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                broker.bootstrapServers(),
                                "group.id",
                                "mixed",
                                "partition.assignment.strategy",
                                RangeAssignor.class.getName()),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            other.subscribe(List.of("another.topic"));
            scene.events().await("the other's group", () -> {
                other.poll(Duration.ofMillis(200));
                return other.groupMetadata().generationId() > 0;
            });
            WorkerProcess worker = scene.launch("one", Map.of());
            // Either may come first.
            worker.awaitLine(line -> line.contains("Listening on"));
            worker.awaitLine(line -> line.contains("No requests come in"));
            JsonNode told = scene.awaitCheck(worker, "intake", IntakeIT::isDown);
            // Leaves the group to the worker.
            other.unsubscribe();
            worker.awaitReady();
            scene.request("after", "");
            scene.events().awaitEndings(List.of("after"));

            assertThat(told.path("data").path("why").asText()).contains("TAKEONE_GROUP");
            assertThat(worker.output())
                    .filteredOn(line -> line.contains(" ERROR "))
                    .hasSize(1);
            scene.awaitCheck(worker, "intake", Predicate.not(IntakeIT::isDown));
        }
    }

    @Test
    void aSessionTimeoutThatTheBrokerDoesNotTakeIsASetting() {
        try (LocalBroker broker = LocalBroker.start(Map.of("group.min.session.timeout.ms", "20000"));
                Scene scene = on(broker, "session")) {
            WorkerProcess worker = scene.launch("one", Map.of(Scene.SESSION, "10s"));
            worker.awaitLine(line -> line.contains("TAKEONE_INTAKE_SESSION_TIMEOUT"));
            scene.stop(worker);

            scene.start("one", Map.of(Scene.SESSION, "25s"));
            scene.request("after", "");
            scene.events().awaitEndings(List.of("after"));
        }
    }

    @Test
    @SuppressWarnings("try") // the proxy is closed early: that nobody is there any more is what is shown
    void anAddressThatTheBrokerAnnouncesAndNobodyReachesIsNamed() {
        try (TcpProxy proxy = TcpProxy.open();
                LocalBroker broker = LocalBroker.startBehind(proxy);
                Scene scene = Scene.on(
                        new Scene.Servers(broker.bootstrapServers(), broker.securedServers()),
                        "announced",
                        Map.of(),
                        SIMULATED)) {
            int nowhere = proxy.port();
            Scene.done(scene.admin()
                    .createTopics(List.of(new NewTopic("another", 1, (short) 1)))
                    .all());
            proxy.close();

            WorkerProcess worker = scene.launch("one", Map.of());
            String line = worker.awaitLine(each -> each.contains("Kafka is not ready") && each.contains("announce"));

            assertThat(line).contains("announce 127.0.0.1:" + nowhere, "advertised.listeners");
        }
    }

    private static Scene on(LocalBroker broker, String name) {
        return Scene.on(
                new Scene.Servers(broker.bootstrapServers(), broker.bootstrapServers()), name, Map.of(), SIMULATED);
    }

    private static boolean isDown(JsonNode check) {
        return check.path("status").asText().equals("DOWN");
    }

    private static void publish(Scene scene, int partition, String id) {
        scene.publishTo(partition, Message.prompt("a kite").id(id));
    }

    private static void publishWithSnappy(LocalBroker broker, Scene scene) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "compression.type", "snappy"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            ProducerRecord<byte[], byte[]> record =
                    Message.prompt("a kite ".repeat(1_300)).id("snappy").to(scene.topic("requests"));
            Scene.done(producer.send(
                    new ProducerRecord<>(record.topic(), 0, record.key(), record.value(), record.headers())));
        }
    }
}
