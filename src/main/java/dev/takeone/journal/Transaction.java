package dev.takeone.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * What one Kafka transaction writes: a decision as a value, made without I/O.
 *
 * @param records rows, events and heads
 * @param offsets the next offset of every requests partition that it writes for, moved or not: an offset is what the
 *     broker checks the group's generation with, and a transaction without one is not fenced at all
 * @param positions where the partitions stand once it is committed
 * @param heads the partitions whose head is among the records
 */
record Transaction(
        List<ProducerRecord<byte[], byte[]>> records,
        Map<TopicPartition, OffsetAndMetadata> offsets,
        Map<Integer, Position> positions,
        Set<Integer> heads,
        List<Integer> owners) {

    /** Where no record was handled: a consumer that starts here starts at the earliest. */
    private static final long NOTHING_HANDLED = 0;

    /**
     * Makes one.
     *
     * @param entries in the order in which they were taken, all of partitions in {@code held}
     * @param staleHeads the partitions whose head is to be written although nothing moved
     */
    static Transaction of(List<Entry> entries, Map<Integer, Hold> held, Set<Integer> staleHeads, JournalSetup setup) {
        Map<Integer, Hold> touched = new TreeMap<>();
        staleHeads.forEach(partition -> touched.put(partition, hold(held, partition)));
        entries.forEach(entry -> touched.put(entry.partition(), hold(held, entry.partition())));
        Set<Integer> heads = new TreeSet<>(staleHeads);
        for (Entry entry : entries) {
            if (entry.nextOffset().isPresent()) {
                Hold hold = hold(touched, entry.partition());
                Hold moved = hold.at(hold.position().written(entry.nextOffset().getAsLong()));
                touched.put(entry.partition(), moved);
                heads.add(entry.partition());
            }
        }
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        List<Integer> owners = new ArrayList<>();
        rows(entries, setup.names()).forEach(row -> {
            records.add(row);
            owners.add(row.partition());
        });
        entries.forEach(entry -> entry.events().forEach(event -> {
            records.add(event(event));
            owners.add(entry.partition());
        }));
        heads.forEach(partition -> {
            records.add(head(partition, hold(touched, partition), setup));
            owners.add(partition);
        });
        Map<Integer, Position> positions = new TreeMap<>();
        touched.forEach((partition, hold) -> positions.put(partition, hold.position()));
        return new Transaction(records, offsets(positions, setup.names()), positions, heads, owners);
    }

    /** Whether there is nothing to commit. */
    boolean isEmpty() {
        return positions.isEmpty();
    }

    /** The last row of each job: what came before it in the same transaction nobody would ever read. */
    private static List<ProducerRecord<byte[], byte[]>> rows(List<Entry> entries, TopicNames names) {
        Map<String, ProducerRecord<byte[], byte[]>> last = new LinkedHashMap<>();
        for (Entry entry : entries) {
            entry.row().ifPresent(row -> {
                String id = row.state().job().id();
                byte[] value = JobCodec.encode(row);
                last.put(id, new ProducerRecord<>(names.jobs(), entry.partition(), JobCodec.key(id), value));
            });
        }
        return List.copyOf(last.values());
    }

    private static ProducerRecord<byte[], byte[]> event(Publication event) {
        List<Header> headers = new ArrayList<>();
        event.headers().forEach((name, value) -> headers.add(new RecordHeader(name, value.getBytes(UTF_8))));
        return new ProducerRecord<>(
                event.topic(), null, event.key().toArray(), event.value().getBytes(UTF_8), headers);
    }

    private static ProducerRecord<byte[], byte[]> head(int partition, Hold hold, JournalSetup setup) {
        Head head = new Head(
                setup.settings().group(),
                setup.names().requests(),
                hold.topicId(),
                hold.position().nextOffset().orElse(NOTHING_HANDLED));
        return new ProducerRecord<>(
                setup.names().jobs(), partition, JobCodec.key(JobCodec.HEAD_KEY), JobCodec.encode(head));
    }

    private static Map<TopicPartition, OffsetAndMetadata> offsets(Map<Integer, Position> positions, TopicNames names) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        positions.forEach((partition, position) -> offsets.put(
                new TopicPartition(names.requests(), partition),
                new OffsetAndMetadata(position.nextOffset().orElse(NOTHING_HANDLED))));
        return offsets;
    }

    private static Hold hold(Map<Integer, Hold> held, int partition) {
        Hold hold = held.get(partition);
        if (hold == null) {
            throw new IllegalArgumentException("partition " + partition + " is not held");
        }
        return hold;
    }
}
