package dev.takeone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.takeone.broker.LocalBroker;
import dev.takeone.endtoend.Event.Kind;
import dev.takeone.process.WorkerProcess;
import dev.takeone.simulator.SimulatorSettings;
import dev.takeone.simulator.TaskDurations;
import dev.takeone.waiting.Waiting;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What an operator, or Kafka itself, may do to offsets and topics: no request is paid twice, and none is passed over. */
class PositionsIT {
    private static final int PARTITIONS = 3;
    private static final Map<String, String> ADOPT = Map.of("TAKEONE_JOURNAL_ON_MISMATCH", "adopt");
    /** Its clients look at the topics every half second. */
    private static final Map<String, String> OFTEN = Map.of("KAFKA_METADATA_MAX_AGE_MS", "500");

    private static final SimulatorSettings SIMULATED =
            SimulatorSettings.defaults().withDurations(TaskDurations.fixed(Duration.ofMillis(500)));

    @Test
    void aGroupOffsetThatIsRewoundOrDeletedBuysNothingTwice() {
        try (Scene scene = Scene.open("offsets", Map.of(), SIMULATED)) {
            serve(scene, 0, 9);
            Scene.done(scene.admin()
                    .alterConsumerGroupOffsets(
                            scene.group(),
                            requests(scene).stream()
                                    .collect(Collectors.toMap(each -> each, each -> new OffsetAndMetadata(0))))
                    .all());
            serve(scene, 9, 12);
            Scene.done(
                    scene.admin().deleteConsumerGroups(List.of(scene.group())).all());
            serve(scene, 12, 15);

            assertAllOnce(scene, 15);
        }
    }

    /** Nothing tells an emptied journal from a lost one: to go on by itself would buy again what the rows knew of. */
    @Test
    void anEmptiedJournalStopsItsPartitionAloneUntilAPersonHasDecided() {
        try (Scene scene = Scene.open("emptied", Map.of(), SIMULATED)) {
            Map<String, Integer> partitions = serve(scene, 0, 9);
            int emptied = partitions.getOrDefault("r0", -1);
            empty(scene.admin(), new TopicPartition(scene.topic("jobs"), emptied));
            WorkerProcess stopped = scene.start("one");
            partitions.putAll(publish(scene, 9, 21));
            List<String> elsewhere = IntStream.range(9, 21)
                    .mapToObj(n -> "r" + n)
                    .filter(id -> partitions.getOrDefault(id, -1) != emptied)
                    .toList();
            scene.events().awaitEndings(elsewhere);

            assertStopped(scene, stopped, List.of(emptied), "it is empty, but the group emptied has handled");
            assertThat(scene.events().endings()).hasSize(9 + elsewhere.size());
            assertThat(elsewhere).as("requests of other partitions").hasSizeBetween(1, 11);
            scene.stop(stopped);

            WorkerProcess adopting = scene.start("one", ADOPT);
            scene.events().awaitEndings(21);
            scene.stop(adopting);
            assertAllOnce(scene, 21);
        }
    }

    @Test
    void aJournalOfAnotherGroupOrOfAnotherTopicStopsWhatItHolds() {
        try (Scene scene = Scene.open("exchanged", Map.of(), SIMULATED)) {
            serve(scene, 0, 9);
            WorkerProcess stranger = scene.start("stranger", Map.of("TAKEONE_GROUP", "stranger"));
            scene.awaitCheck(stranger, "served partitions", PositionsIT::isDown);
            assertStopped(scene, stranger, List.of(0, 1, 2), "it belongs to the group exchanged, not to stranger");
            scene.stop(stranger);

            recreate(scene.admin(), scene.topic("requests"));
            WorkerProcess again = scene.start("one");
            publish(scene, 9, 12);
            scene.awaitCheck(again, "served partitions", PositionsIT::isDown);
            assertStopped(scene, again, List.of(0, 1, 2), "or the same one made anew");
            scene.stop(again);
            assertThat(scene.simulator().totals().posts()).isEqualTo(9);

            WorkerProcess adopting = scene.start("one", ADOPT);
            scene.events().awaitEndings(12);
            scene.stop(adopting);
            assertAllOnce(scene, 12);
        }
    }

    /** A broker that makes topics by use would make one of its own size, and the owner's would come to a place that is taken. */
    @Test
    void aRequestsTopicThatIsDeletedIsMadeByNobodyButItsOwner() {
        try (LocalBroker broker = LocalBroker.start(Map.of("auto.create.topics.enable", "true"))) {
            Scene.Servers servers = new Scene.Servers(broker.bootstrapServers(), broker.bootstrapServers());
            try (Scene scene = Scene.on(servers, "unmade", OFTEN, SIMULATED)) {
                WorkerProcess worker = scene.start("one");
                String requests = scene.topic("requests");
                Scene.done(scene.admin().deleteTopics(List.of(requests)).all());
                scene.awaitCheck(
                        worker, "whole topics", check -> check.path("data").has("missing_" + requests));
                Waiting.pass(Duration.ofSeconds(5));

                assertThat(Scene.done(scene.admin().listTopics().names())).doesNotContain(requests);
            }
        }
    }

    @Test
    void aRequestInAPartitionThatIsAddedWhileWorkersRunIsNotLeftWaiting() {
        try (Scene scene = Scene.open("grown", OFTEN, SIMULATED)) {
            scene.start("one");
            Scene.done(scene.admin()
                    .createPartitions(Map.of(scene.topic("requests"), NewPartitions.increaseTo(PARTITIONS + 1)))
                    .all());
            scene.publishTo(
                    PARTITIONS,
                    Message.prompt("#added a kite over the sea").id("added").key("added"));
            scene.events().awaitEndings(List.of("added"));

            assertThat(scene.charges("added")).isEqualTo(1);
        }
    }

    /** A worker comes, serves these requests, and goes; says in which partitions they are. */
    private static Map<String, Integer> serve(Scene scene, int from, int to) {
        WorkerProcess worker = scene.start("one");
        Map<String, Integer> partitions = publish(scene, from, to);
        scene.events().awaitEndings(to);
        scene.events().await("no lag", () -> scene.lag() == 0);
        scene.stop(worker);
        return partitions;
    }

    private static Map<String, Integer> publish(Scene scene, int from, int to) {
        Map<String, Integer> partitions = new HashMap<>();
        for (int n = from; n < to; n++) {
            String id = "r" + n;
            String coordinates = scene.publish(
                    Message.prompt("#" + id + " a kite over the sea").id(id).key(id));
            String[] parts = coordinates.split("-", -1);
            partitions.put(id, Integer.valueOf(parts[parts.length - 2]));
        }
        return partitions;
    }

    private static List<TopicPartition> requests(Scene scene) {
        return IntStream.range(0, PARTITIONS)
                .mapToObj(number -> new TopicPartition(scene.topic("requests"), number))
                .toList();
    }

    private static void empty(Admin admin, TopicPartition partition) {
        long end = Scene.done(admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                        .partitionResult(partition))
                .offset();
        Scene.done(admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(end)))
                .all());
    }

    private static void recreate(Admin admin, String topic) {
        Scene.done(admin.deleteTopics(List.of(topic)).all());
        Scene.done(admin.createTopics(List.of(new NewTopic(topic, Optional.of(PARTITIONS), Optional.empty())))
                .all());
    }

    private static boolean isDown(JsonNode check) {
        return check.path("status").asText().equals("DOWN");
    }

    private static void assertStopped(Scene scene, WorkerProcess worker, List<Integer> partitions, String why) {
        JsonNode check = scene.wellness(worker, "served partitions");
        assertThat(isDown(check)).isTrue();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            String error = check.path("data").path("stopped_" + partition).asText();
            if (partitions.contains(partition)) {
                assertThat(error).contains(why, "takeone.journal.on-mismatch=adopt", "takeone.topics.jobs");
            } else {
                assertThat(error).isEmpty();
            }
        }
        worker.awaitReady(); // a stopped partition stalls no rollout
    }

    private static void assertAllOnce(Scene scene, int requests) {
        scene.events().readToEnd();
        List<String> ids = IntStream.range(0, requests).mapToObj(n -> "r" + n).toList();
        assertThat(scene.events().of(Kind.COMPLETED))
                .extracting(Event::requestId)
                .containsExactlyInAnyOrderElementsOf(ids);
        assertThat(scene.events().all()).hasSize(2 * requests);
        assertThat(scene.simulator().totals().posts()).isEqualTo(requests);
        assertThat(scene.simulator().ledger().doubleCharges()).isEmpty();
    }
}
