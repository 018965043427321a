package dev.takeone.console.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.broker.LocalBroker;
import dev.takeone.waiting.Waiting;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is unread, on a real broker: three records in each of two partitions, of which one has lost its first. */
class LagIT {
    private static final String REQUESTS = "requests";
    private static final LocalBroker BROKER = LocalBroker.start();
    private static final Map<String, Object> KAFKA = Map.of("bootstrap.servers", BROKER.bootstrapServers());

    @BeforeAll
    static void begin() throws Exception {
        try (Admin admin = Admin.create(KAFKA);
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(KAFKA, new ByteArraySerializer(), new ByteArraySerializer())) {
            admin.createTopics(List.of(new NewTopic(REQUESTS, Optional.of(2), Optional.empty())))
                    .all()
                    .get();
            for (int number = 0; number < 6; number++) {
                producer.send(new ProducerRecord<>(REQUESTS, number % 2, new byte[0], "{}".getBytes(UTF_8)))
                        .get();
            }
            admin.deleteRecords(Map.of(new TopicPartition(REQUESTS, 1), RecordsToDelete.beforeOffset(1)))
                    .all()
                    .get();
            for (String group : List.of("half", "other")) {
                admin.alterConsumerGroupOffsets(
                                group, Map.of(new TopicPartition(REQUESTS, 0), new OffsetAndMetadata(1)))
                        .all()
                        .get();
            }
        }
    }

    @AfterAll
    static void end() {
        BROKER.close();
    }

    private static Map<String, Long> unread(String own, String... groups) throws Exception {
        CompletableFuture<Map<String, Long>> told = new CompletableFuture<>();
        try (Lag lag = new Lag(
                () -> Admin.create(KAFKA),
                own,
                REQUESTS,
                () -> Set.of(groups),
                (unread, _denied) -> told.complete(unread),
                InstantSource.system())) {
            lag.start();
            return Waiting.done(told);
        }
    }

    @Test
    void aPartitionOfWhichNothingWasHandledIsNotTakenForAnEmptyOne() throws Exception {
        assertThat(unread("half", "half")).isEqualTo(Map.of("half", 4L));
    }

    @Test
    void aNewGroupThatHasNoWorkerYetIsNotTakenForOneWithoutRequests() throws Exception {
        assertThat(unread("new", "new")).isEqualTo(Map.of("new", 5L));
    }

    /** It may have a requests topic of its own, of which the console is not told. */
    @Test
    void ofAnotherGroupOnlyWhatItHasCommittedIsKnown() throws Exception {
        assertThat(unread("new", "other", "nobody")).isEqualTo(Map.of("other", 2L));
    }
}
