package dev.takeone.console.act;

import dev.takeone.console.picture.Records.Look;
import dev.takeone.console.read.SingleRecords;
import dev.takeone.console.view.RecordAt;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Requests as they lie in their topic. */
public final class StoredRequests implements RequestCopies {
    private final SingleRecords records;

    /** Those that {@code records} finds. */
    public StoredRequests(SingleRecords records) {
        this.records = records;
    }

    @Override
    public Copy at(RecordAt place) {
        Look<Copy> found = records.record(place).then(record -> Optional.of(copy(record)), "");
        return switch (found) {
            case Look.Seen<Copy>(Copy copy) -> copy;
            case Look.Nothing<Copy>(String why) -> new Copy.Missing(why);
        };
    }

    private static Copy copy(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
        List<Outbox.Header> headers = Arrays.stream(record.headers().toArray())
                .map(each -> new Outbox.Header(each.key(), Optional.ofNullable(each.value())))
                .toList();
        return new Copy.Found(
                Optional.ofNullable(record.key()),
                headers,
                Optional.ofNullable(record.value()),
                Instant.ofEpochMilli(record.timestamp()));
    }
}
