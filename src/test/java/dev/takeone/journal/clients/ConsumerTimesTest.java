package dev.takeone.journal.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.waiting.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

/** Against the client's own metrics, whose names are read. */
class ConsumerTimesTest {
    @Test
    void theLastPollIsKnownFromTheFirstOnUntilTheConsumerIsClosed() {
        KafkaConsumer<byte[], byte[]> known = new KafkaConsumer<>(
                Map.of("bootstrap.servers", "127.0.0.1:2", "group.id", "any"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        try (KafkaConsumer<byte[], byte[]> consumer = known) {
            consumer.subscribe(List.of("nothing"));
            assertThat(ConsumerTimes.sinceLastPoll(consumer)).isEmpty();

            consumer.poll(Duration.ZERO);
            assertThat(ConsumerTimes.sinceLastPoll(consumer))
                    .hasValueSatisfying(since -> assertThat(since).isBetween(Duration.ZERO, Waiting.AT_MOST));
            assertThat(ConsumerTimes.sinceLastHeartbeat(consumer)).isEmpty();
        }
        assertThat(ConsumerTimes.sinceLastPoll(known)).as("closed").isEmpty();
    }
}
