package dev.takeone.intake;

import dev.takeone.request.RequestRecord;
import dev.takeone.worker.Generation;
import dev.takeone.worker.Worker;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordBatchMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Hands batches to the worker. The next one is asked for when the worker has taken this one, so that what it has no room
 * for stays in the topic.
 *
 * <p>Nothing is acknowledged here: a record's offset is committed in the transaction that journals its job.
 */
@ApplicationScoped
public class RequestsChannel {
    /** The channel's name in the configuration. */
    public static final String NAME = "requests";

    private final Worker worker;
    private final InstantSource clock = InstantSource.system();

    /** Hands to {@code worker}. */
    public RequestsChannel(Worker worker) {
        this.worker = worker;
    }

    /** Takes a batch; done when the worker has taken every record of it. */
    @Incoming(NAME)
    public CompletionStage<Void> consume(Message<List<byte[]>> message) {
        try {
            return handed(message);
        } catch (Throwable bug) {
            // The channel would go on with the records after these.
            worker.broken("the channel " + NAME, bug);
            throw bug;
        }
    }

    private CompletionStage<Void> handed(Message<List<byte[]>> message) {
        IncomingKafkaRecordBatchMetadata<?, ?> batch = message.getMetadata(IncomingKafkaRecordBatchMetadata.class)
                .orElseThrow(() -> new IllegalStateException("the channel " + NAME + " has to be a Kafka batch"));
        List<RequestRecord> records = new ArrayList<>(batch.count());
        for (ConsumerRecord<?, ?> record : batch.getRecords()) {
            records.add(request(record));
        }
        return worker.handed(new Generation(batch.getConsumerGroupGenerationId()), records)
                .thenCompose(taken -> message.ack());
    }

    private RequestRecord request(ConsumerRecord<?, ?> record) {
        List<RequestRecord.Header> headers = new ArrayList<>();
        for (Header header : record.headers()) {
            headers.add(new RequestRecord.Header(header.key(), Optional.ofNullable(header.value())));
        }
        return new RequestRecord(
                Timestamps.origin(record, clock.instant()),
                bytes(record.key()),
                headers,
                bytes(record.value()),
                record.leaderEpoch().map(OptionalInt::of).orElseGet(OptionalInt::empty));
    }

    private static Optional<byte[]> bytes(Object part) {
        return part instanceof byte[] bytes ? Optional.of(bytes) : Optional.empty();
    }
}
