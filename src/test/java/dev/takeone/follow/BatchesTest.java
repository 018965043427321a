package dev.takeone.follow;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class BatchesTest {
    private static final TopicPartition PARTITION = new TopicPartition("commands", 0);

    /** An error ends the thread that it reaches, and with some threads the worker. */
    @Test
    void aCompressionWhoseLibraryIsMissingIsATroubleWithItsMendAndNoError() {
        try (MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none") {
            @Override
            public synchronized ConsumerRecords<byte[], byte[]> poll(Duration atMost) {
                throw new NoClassDefFoundError("Could not initialize class org.xerial.snappy.Snappy");
            }
        }) {
            consumer.assign(List.of(PARTITION));

            assertThatThrownBy(() -> Batches.poll(consumer, Duration.ZERO))
                    .isInstanceOf(KafkaException.class)
                    .hasMessageContaining("-Djava.io.tmpdir")
                    .hasMessageContaining("org.xerial.snappy.Snappy");
        }
    }
}
