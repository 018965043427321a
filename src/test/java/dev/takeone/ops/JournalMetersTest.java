package dev.takeone.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.journal.JournalObserver.Role;
import dev.takeone.journal.JournalObserver.Unread;
import dev.takeone.waiting.Waiting;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class JournalMetersTest {
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final JournalMeters meters = new JournalMeters(metrics);

    @Test
    void everyClientHasItsMeters() {
        try (KafkaProducer<byte[], byte[]> writer = producer("writer");
                KafkaConsumer<byte[], byte[]> reader = consumer("reader")) {
            meters.producer(Role.RECEIPTS_WRITER, writer);
            meters.consumer(Role.RECEIPTS_READER, reader);

            assertThat(clients()).containsExactlyInAnyOrder("writer", "reader");
            reader.close(CloseOptions.timeout(Duration.ZERO));
        }
    }

    /** A broker that is away for long may cost many producers. */
    @Test
    void theMetersOfAClientGoWithTheNextOneOfItsRole() {
        long threadsBefore = meterThreads();
        for (String name : List.of("first", "second", "third")) {
            try (KafkaProducer<byte[], byte[]> producer = producer(name)) {
                meters.producer(Role.JOURNAL_WRITER, producer);
                producer.close(Duration.ZERO);
            }
        }

        assertThat(clients()).containsExactly("third");
        Waiting.until("the threads of those before to end", () -> meterThreads() - threadsBefore <= 1);
    }

    @Test
    void transactionsAreTimedAndTheirRecordsCounted() {
        meters.committed(7, Duration.ofMillis(12));
        meters.committed(3, Duration.ofMillis(8));
        meters.aborted();

        assertThat(metrics.get("takeone.journal.transaction.duration").timer().totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(20);
        assertThat(metrics.get("takeone.journal.transaction.records").summary().totalAmount())
                .isEqualTo(10);
        assertThat(metrics.get("takeone.journal.aborts").counter().count()).isEqualTo(1);
    }

    @Test
    void aRestoreIsTimedAndItsRowsCounted() {
        meters.restored(4_000, Duration.ofSeconds(2));

        assertThat(metrics.get("takeone.journal.restore.duration").timer().totalTime(TimeUnit.SECONDS))
                .isEqualTo(2);
        assertThat(metrics.get("takeone.journal.restore.rows").counter().count())
                .isEqualTo(4_000);
    }

    @Test
    void requestsThatWereGoneBeforeTheyWereReadAreCounted() {
        meters.requestsLost(3);
        meters.requestsLost(4);

        assertThat(metrics.get("takeone.requests.lost").counter().count()).isEqualTo(7);
    }

    /** From these two and the retention an alert sees that requests are about to be lost. */
    @Test
    void eachPartitionSaysHowManyRequestsWaitAndSinceWhenAndNoneThatHasGoneDoes() {
        meters.unread(Map.of(
                0, new Unread(5, Duration.ofMinutes(3)),
                1, new Unread(0, Duration.ZERO)));
        meters.unread(Map.of(0, new Unread(7, Duration.ofMinutes(4))));
        meters.requestsKept(Optional.of(Duration.ofDays(7)));

        assertThat(metrics.get("takeone.requests.lag").gauges())
                .singleElement()
                .satisfies(lag -> assertThat(lag.getId().getTag("partition")).isEqualTo("0"))
                .satisfies(lag -> assertThat(lag.value()).isEqualTo(7));
        assertThat(metrics.get("takeone.requests.oldest.unread.age").gauges())
                .singleElement()
                .satisfies(age -> assertThat(age.getId().getTag("partition")).isEqualTo("0"))
                .satisfies(age -> assertThat(age.getId().getBaseUnit()).isEqualTo("seconds"))
                .satisfies(age -> assertThat(age.value()).isEqualTo(240));
        assertThat(metrics.get("takeone.requests.retention").timeGauge().value(TimeUnit.DAYS))
                .isEqualTo(7);
    }

    @Test
    void aTopicThatKeepsRequestsForEverHasAnInfiniteRetention() {
        meters.requestsKept(Optional.of(Duration.ofDays(7)));
        meters.requestsKept(Optional.empty());

        assertThat(metrics.get("takeone.requests.retention").timeGauge().value(TimeUnit.SECONDS))
                .isInfinite();
    }

    @Test
    void onlyTheJournalsProducersAfterTheFirstCountAsMadeAnew() {
        for (Role role :
                List.of(Role.JOURNAL_WRITER, Role.RECEIPTS_WRITER, Role.RECEIPTS_WRITER, Role.JOURNAL_WRITER)) {
            try (KafkaProducer<byte[], byte[]> producer = producer(role.name())) {
                meters.producer(role, producer);
                producer.close(Duration.ZERO);
            }
        }

        assertThat(metrics.get("takeone.journal.producer.recreations").counter().count())
                .isEqualTo(1);
    }

    private Set<String> clients() {
        return metrics.getMeters().stream()
                .map(Meter::getId)
                .flatMap(id -> Optional.ofNullable(id.getTag("client.id")).stream())
                .collect(Collectors.toSet());
    }

    private static long meterThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.isAlive() && thread.getName().contains("micrometer-kafka-metrics"))
                .count();
    }

    private static KafkaProducer<byte[], byte[]> producer(String name) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", "127.0.0.1:1", "client.id", name),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String name) {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", "127.0.0.1:1", "client.id", name),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
