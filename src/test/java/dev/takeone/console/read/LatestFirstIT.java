package dev.takeone.console.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.broker.LocalBroker;
import dev.takeone.waiting.Waiting;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** On a real broker: the latest records come first, and each of the others once. */
class LatestFirstIT {
    private static final LocalBroker BROKER = LocalBroker.start();
    private static final Map<String, Object> KAFKA = Map.of("bootstrap.servers", BROKER.bootstrapServers());
    private static final Map<String, Object> READER = Map.of(
            "bootstrap.servers",
            BROKER.bootstrapServers(),
            "key.deserializer",
            ByteArrayDeserializer.class,
            "value.deserializer",
            ByteArrayDeserializer.class);
    private static final Duration DAY = Duration.ofHours(24);

    private final Queue<Long> latest = new ConcurrentLinkedQueue<>();
    private final Queue<Long> earlier = new ConcurrentLinkedQueue<>();

    @AfterAll
    static void end() {
        BROKER.close();
    }

    private static void write(String topic, int partition, int records) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(KAFKA, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int number = 0; number < records; number++) {
                producer.send(new ProducerRecord<>(topic, partition, new byte[0], "{}".getBytes(UTF_8)))
                        .get();
            }
        }
    }

    private static TopicPartition topic(String name, int records) throws Exception {
        try (Admin admin = Admin.create(KAFKA)) {
            admin.createTopics(List.of(new NewTopic(name, Optional.of(2), Optional.empty())))
                    .all()
                    .get();
        }
        write(name, 0, records);
        write(name, 1, 3);
        return new TopicPartition(name, 0);
    }

    private static void keep(Queue<Long> offsets, List<ConsumerRecord<byte @Nullable [], byte @Nullable []>> records) {
        records.stream().filter(record -> record.partition() == 0).forEach(record -> offsets.add(record.offset()));
    }

    private TopicFeed latest(String topic) {
        return new TopicFeed(
                READER,
                List.of(topic),
                new TopicFeed.Begin.Latest(DAY, 10),
                InstantSource.system(),
                records -> keep(latest, records));
    }

    private StretchFeed earlier(Supplier<Optional<Map<TopicPartition, Stretch>>> what) {
        return new StretchFeed(READER, what, InstantSource.system(), records -> keep(earlier, records));
    }

    private static List<Long> offsets(long from, long until) {
        return LongStream.range(from, until).boxed().toList();
    }

    @Test
    void whatIsLeftOutOfTheLatestIsReadAfterThemAndOnce() throws Exception {
        TopicPartition long0 = topic("long", 100);
        try (TopicFeed feed = latest("long");
                StretchFeed rest = earlier(
                        () -> Optional.of(feed).filter(TopicFeed::caughtUp).map(TopicFeed::leftOut))) {
            rest.start();
            feed.start();
            Waiting.until("the rest", rest::isOver);

            assertThat(feed.leftOut()).isEqualTo(Map.of(long0, new Stretch(0, 90)));
            assertThat(latest).containsExactlyElementsOf(offsets(90, 100));
            assertThat(earlier).containsExactlyElementsOf(offsets(0, 90));
            assertThat(rest.count()).isEqualTo(90);

            write("long", 0, 20);
            Waiting.until("what comes later", () -> latest.size() == 30);
        }
    }

    @Test
    void whereThereAreNoMoreThanTheLatestNothingIsLeftOut() throws Exception {
        topic("short", 10);
        try (TopicFeed feed = latest("short");
                StretchFeed rest = earlier(
                        () -> Optional.of(feed).filter(TopicFeed::caughtUp).map(TopicFeed::leftOut))) {
            rest.start();
            feed.start();
            Waiting.until("an end", rest::isOver);

            assertThat(latest).containsExactlyElementsOf(offsets(0, 10));
            assertThat(earlier).isEmpty();
        }
    }

    /** A topic made anew may have fewer, and no broker ever answers for one that is not there. */
    @Test
    void aPartitionThatIsThereNoMoreIsNotWaitedFor() throws Exception {
        TopicPartition fewer = topic("fewer", 30);
        Map<TopicPartition, Stretch> asked =
                Map.of(fewer, new Stretch(10, 30), new TopicPartition("fewer", 9), new Stretch(0, 5));
        try (StretchFeed rest = earlier(() -> Optional.of(asked))) {
            rest.start();
            Waiting.until("an end", rest::isOver);

            assertThat(earlier).containsExactlyElementsOf(offsets(10, 30));
        }
    }

    @Test
    void whatIsThereNoMoreIsNotWaitedFor() throws Exception {
        TopicPartition cut = topic("cut", 30);
        try (Admin admin = Admin.create(KAFKA)) {
            admin.deleteRecords(Map.of(cut, RecordsToDelete.beforeOffset(20)))
                    .all()
                    .get();
        }
        Map<TopicPartition, Stretch> asked =
                Map.of(cut, new Stretch(0, 500), new TopicPartition("cut", 1), new Stretch(7, 90));
        try (StretchFeed rest = earlier(() -> Optional.of(asked))) {
            rest.start();
            Waiting.until("an end", rest::isOver);

            assertThat(earlier).containsExactlyElementsOf(offsets(20, 30));
        }
    }
}
