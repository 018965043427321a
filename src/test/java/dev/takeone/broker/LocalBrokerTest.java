package dev.takeone.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LocalBrokerTest {
    private static LocalBroker broker;

    enum End {
        STOP,
        KILL
    }

    @BeforeAll
    static void start() {
        broker = LocalBroker.start();
    }

    @AfterAll
    static void close() {
        broker.close();
    }

    @Test
    void aTransactionIsReadWholeOrNotAtAll() throws Exception {
        String topic = newTopic();
        try (KafkaProducer<String, String> producer = producer()) {
            producer.initTransactions();
            write(producer, topic, "aborted");
            producer.abortTransaction();
            write(producer, topic, "committed");
            producer.commitTransaction();
        }
        assertThat(readCommitted(topic)).containsExactly("committed");
    }

    @ParameterizedTest
    @EnumSource(End.class)
    void aRestartKeepsPortAndData(End end) throws Exception {
        String topic = newTopic();
        String before = broker.bootstrapServers();
        try (KafkaProducer<String, String> producer = producer()) {
            producer.initTransactions();
            write(producer, topic, "kept");
            producer.commitTransaction();
        }
        switch (end) {
            case STOP -> broker.stop();
            case KILL -> broker.kill();
        }
        broker.restart();
        assertThat(broker.bootstrapServers()).isEqualTo(before);
        assertThat(readCommitted(topic)).containsExactly("kept");
    }

    @Test
    void aRunningBrokerCanBeRestarted() throws Exception {
        String topic = newTopic();
        broker.restart();
        assertThat(readCommitted(topic)).isEmpty();
    }

    private static String newTopic() throws ExecutionException, InterruptedException {
        String topic = "topic-" + UUID.randomUUID();
        try (Admin admin = Admin.create(connection())) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
        return topic;
    }

    private static Map<String, Object> connection() {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }

    private static KafkaProducer<String, String> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "test"),
                new StringSerializer(),
                new StringSerializer());
    }

    private static void write(KafkaProducer<String, String> producer, String topic, String value) throws Exception {
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(topic, value)).get();
    }

    /** Up to the end as everybody sees it: a commit returns before its marker is written, and committed data end there. */
    private static List<String> readCommitted(String topic) throws Exception {
        TopicPartition partition = new TopicPartition(topic, 0);
        try (TopicReader reader = TopicReader.ofCommitted(broker.bootstrapServers())) {
            assertThat(reader.open(List.of(topic))).isTrue();
            return reader.readTo(Map.of(partition, end(partition))).stream()
                    .map(TopicReader::text)
                    .toList();
        }
    }

    private static long end(TopicPartition partition) throws ExecutionException, InterruptedException {
        ListOffsetsOptions everything = new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED);
        try (Admin admin = Admin.create(connection())) {
            return admin.listOffsets(Map.of(partition, OffsetSpec.latest()), everything)
                    .partitionResult(partition)
                    .get()
                    .offset();
        }
    }
}
