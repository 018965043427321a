package dev.takeone.console.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.takeone.console.picture.Records;
import dev.takeone.console.view.RecordAt;
import dev.takeone.follow.Batches;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Looks at single records by their place. One look at a time: others wait for it. */
public final class SingleRecords implements Records, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int SMALL_FETCH = 512 * 1024;
    private static final int FEW = 50;
    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, Object> kafka;
    private Optional<KafkaConsumer<byte @Nullable [], byte @Nullable []>> open = Optional.empty();

    /** @param kafka the settings of a consumer that has no group */
    public SingleRecords(Map<String, Object> kafka) {
        this.kafka = new HashMap<>(kafka);
        this.kafka.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        this.kafka.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        this.kafka.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, SMALL_FETCH);
        this.kafka.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, FEW);
        this.kafka.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(PATIENCE.toMillis()));
        this.kafka.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(PATIENCE.toMillis()));
    }

    @Override
    public Look<Told> event(RecordAt at) {
        return record(at).then(EventReader::told, "The job's event cannot be read.");
    }

    @Override
    public Look<String> prompt(RecordAt at) {
        return record(at).then(SingleRecords::prompt, "The request has no prompt that can be read.");
    }

    private static Optional<String> prompt(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
        byte @Nullable [] value = record.value();
        if (value == null) {
            return Optional.empty();
        }
        try {
            JsonNode json = JSON.readTree(value);
            JsonNode body = json.has("specversion") ? json.path("data") : json;
            return Optional.of(body.path("prompt")).filter(JsonNode::isTextual).map(JsonNode::asText);
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    /** The record at this place. */
    public synchronized Look<ConsumerRecord<byte @Nullable [], byte @Nullable []>> record(RecordAt at) {
        if (!at.isKnown()) {
            return new Look.Nothing<>("Where the record lies is not known.");
        }
        try {
            KafkaConsumer<byte @Nullable [], byte @Nullable []> consumer =
                    open.orElseGet(() -> new KafkaConsumer<>(kafka));
            open = Optional.of(consumer);
            return record(consumer, at);
        } catch (OffsetOutOfRangeException gone) {
            return gone(at);
        } catch (KafkaException trouble) {
            close();
            return new Look.Nothing<>("The record cannot be read: " + Refusal.said(trouble));
        }
    }

    private static Look<ConsumerRecord<byte @Nullable [], byte @Nullable []>> record(
            KafkaConsumer<byte @Nullable [], byte @Nullable []> consumer, RecordAt at) {
        TopicPartition partition = new TopicPartition(at.topic(), at.partition());
        consumer.assign(List.of(partition));
        consumer.seek(partition, at.offset());
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            for (ConsumerRecord<byte @Nullable [], byte @Nullable []> record : Batches.poll(consumer, PATIENCE)) {
                return record.offset() == at.offset() ? new Look.Seen<>(record) : gone(at);
            }
            if (consumer.position(partition) > at.offset()) {
                return gone(at);
            }
        }
        return new Look.Nothing<>("Kafka does not answer within " + PATIENCE.toSeconds() + " s.");
    }

    private static <T> Look<T> gone(RecordAt at) {
        return new Look.Nothing<>("The record " + at.topic() + "-" + at.partition() + "-" + at.offset()
                + " is not there any more: the topic has let it go.");
    }

    @Override
    public synchronized void close() {
        open.ifPresent(consumer -> consumer.close(CloseOptions.timeout(Duration.ZERO)));
        open = Optional.empty();
    }
}
