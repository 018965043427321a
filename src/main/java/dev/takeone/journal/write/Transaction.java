package dev.takeone.journal.write;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.takeone.journal.Entry;
import dev.takeone.journal.Publication;
import dev.takeone.journal.clients.JournalSetup;
import dev.takeone.journal.clients.TopicNames;
import dev.takeone.journal.rows.Committed;
import dev.takeone.journal.rows.Head;
import dev.takeone.journal.rows.JobCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * What one Kafka transaction writes: a decision as a value, made without I/O.
 *
 * @param records rows, events, and a head for each partition that it writes for
 * @param offsets the next offset of every requests partition that it writes for, moved or not: an offset is what the
 *     broker checks the group's generation with, and a transaction without one is not fenced at all
 * @param after the partitions that it writes for, as they are held once it is committed
 */
record Transaction(
        List<ProducerRecord<byte[], byte[]>> records,
        Map<TopicPartition, OffsetAndMetadata> offsets,
        Map<Integer, Tenure> after,
        List<Integer> owners) {

    /** Where no record was handled: a consumer that starts here starts at the earliest. */
    private static final long NOTHING_HANDLED = 0;

    /**
     * Makes one.
     *
     * @param entries in the order in which they were taken, all of partitions in {@code held}
     * @param staleHeads the partitions whose head is to be written although there is no entry
     */
    static Transaction of(List<Entry> entries, Map<Integer, Tenure> held, Set<Integer> staleHeads, JournalSetup setup) {
        Map<Integer, List<Entry>> touched = new TreeMap<>();
        staleHeads.forEach(partition -> touched.put(partition, new ArrayList<>()));
        entries.forEach(entry -> touched.computeIfAbsent(entry.partition(), partition -> new ArrayList<>())
                .add(entry));
        Map<Integer, Tenure> after = new TreeMap<>();
        touched.forEach(
                (partition, own) -> after.put(partition, tenure(held, partition).after(own)));
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
        after.forEach((partition, tenure) -> {
            records.add(head(partition, tenure, setup));
            owners.add(partition);
        });
        return new Transaction(records, offsets(after, setup.names()), after, owners);
    }

    /** Whether there is nothing to commit. */
    boolean isEmpty() {
        return after.isEmpty();
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

    private static ProducerRecord<byte[], byte[]> head(int partition, Tenure tenure, JournalSetup setup) {
        Head head = new Head(
                setup.settings().group(),
                setup.names().requests(),
                tenure.life(),
                tenure.position().nextOffset().orElse(NOTHING_HANDLED),
                tenure.position().epoch(),
                Optional.of(tenure.marks()));
        return new ProducerRecord<>(
                setup.names().jobs(), partition, JobCodec.key(JobCodec.HEAD_KEY), JobCodec.encode(head));
    }

    private static Map<TopicPartition, OffsetAndMetadata> offsets(Map<Integer, Tenure> after, TopicNames names) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        after.forEach((partition, tenure) -> offsets.put(
                new TopicPartition(names.requests(), partition),
                new Committed(
                                tenure.position().nextOffset().orElse(NOTHING_HANDLED),
                                Optional.of(tenure.life()),
                                tenure.marks().written())
                        .toKafka()));
        return offsets;
    }

    private static Tenure tenure(Map<Integer, Tenure> held, int partition) {
        Tenure tenure = held.get(partition);
        if (tenure == null) {
            throw new IllegalArgumentException("partition " + partition + " is not held");
        }
        return tenure;
    }
}
