package dev.takeone.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.takeone.journal.clients.ClientSettings;
import dev.takeone.journal.clients.JournalSetup;
import dev.takeone.journal.clients.TopicNames;
import dev.takeone.orders.OrderReader;
import dev.takeone.orders.OrderReading;
import dev.takeone.orders.OrdersTopic;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** The desk at a broker. It reads the group's offsets, and never joins the group. */
final class KafkaDesk implements Desk {
    private static final Duration MOMENT = Duration.ofMillis(200);

    private final TopicNames names;
    private final KafkaConsumer<byte @Nullable [], byte @Nullable []> reader;
    private final KafkaProducer<byte[], byte @Nullable []> writer;
    private final InHand picture;
    private final InstantSource clock;
    private Map<TopicPartition, Long> requestsThen = Map.of();

    /**
     * Asks nothing of the broker yet.
     *
     * @throws KafkaException where the settings make no client
     */
    KafkaDesk(JournalSetup setup, InstantSource clock) {
        this.clock = clock;
        names = setup.names();
        picture = new InHand(setup.settings().group());
        reader = new KafkaConsumer<>(ClientSettings.reader(setup));
        writer = new KafkaProducer<>(setup.plainWriter("orders"));
    }

    @Override
    public InHand look() {
        OrdersTopic.requireOnePartition(
                names.commands(), reader.partitionsFor(names.commands()).size());
        List<TopicPartition> past = partitions(List.of(names.jobs(), names.commands()));
        List<TopicPartition> coming = partitions(List.of(names.failed(), names.account()));
        requestsThen = reader.endOffsets(partitions(List.of(names.requests())));
        Set<TopicPartition> all = new HashSet<>(past);
        all.addAll(coming);
        reader.assign(all);
        reader.beginningOffsets(past).forEach(reader::seek);
        reader.endOffsets(coming).forEach(reader::seek);
        return rest();
    }

    @Override
    public InHand rest() {
        Map<TopicPartition, Long> ends = reader.endOffsets(reader.assignment());
        while (ends.entrySet().stream().anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
            next();
        }
        return picture;
    }

    private List<TopicPartition> partitions(List<String> topics) {
        return topics.stream()
                .flatMap(topic -> {
                    List<TopicPartition> found = reader.partitionsFor(topic).stream()
                            .map(each -> new TopicPartition(topic, each.partition()))
                            .toList();
                    if (found.isEmpty()) {
                        throw new UnknownTopicOrPartitionException(
                                "the topic " + topic + " is missing; check takeone.topics.*");
                    }
                    return found.stream();
                })
                .toList();
    }

    @Override
    public InHand next() {
        List<OrderReading> orders = new ArrayList<>();
        for (ConsumerRecord<byte @Nullable [], byte @Nullable []> record : reader.poll(MOMENT)) {
            if (record.topic().equals(names.commands())) {
                orders.add(OrderReader.read(record.key(), record.value(), Instant.ofEpochMilli(record.timestamp())));
            } else {
                read(record);
            }
        }
        if (!orders.isEmpty()) {
            picture.orders(orders);
        }
        return picture;
    }

    private void read(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
        byte[] key = record.key();
        byte[] value = record.value();
        if (record.topic().equals(names.account())) {
            picture.board(key, value, clock.instant());
        } else if (record.topic().equals(names.jobs()) && key != null) {
            picture.job(key, value);
        } else if (record.topic().equals(names.failed()) && value != null) {
            picture.failed(eventId(record), value);
        }
    }

    private static String eventId(ConsumerRecord<?, ?> record) {
        return Optional.ofNullable(record.headers().lastHeader("ce_id"))
                .map(Header::value)
                .map(id -> new String(id, UTF_8))
                .orElse("");
    }

    @Override
    public long unread() {
        Map<TopicPartition, OffsetAndMetadata> read = reader.committed(requestsThen.keySet());
        Map<TopicPartition, Long> begins = reader.beginningOffsets(requestsThen.keySet());
        Map<TopicPartition, Long> left = new HashMap<>();
        requestsThen.forEach((partition, end) -> {
            long from = Optional.ofNullable(read.get(partition))
                    .map(OffsetAndMetadata::offset)
                    .orElse(0L);
            left.put(partition, end - Math.max(from, begins.getOrDefault(partition, 0L)));
        });
        return sum(left.values());
    }

    private static long sum(Collection<Long> counts) {
        return counts.stream()
                .filter(Objects::nonNull)
                .mapToLong(each -> Math.max(0, each))
                .sum();
    }

    @Override
    public long write(byte[] key, Optional<byte[]> value) {
        try {
            return writer.send(new ProducerRecord<>(names.commands(), key, value.orElse(null)))
                    .get()
                    .offset();
        } catch (ExecutionException refused) {
            throw refused.getCause() instanceof KafkaException known
                    ? known
                    : new KafkaException("the order could not be written", refused);
        } catch (InterruptedException end) {
            throw new InterruptException(end);
        }
    }

    @Override
    public void close() {
        reader.close();
        writer.close(Duration.ZERO);
    }
}
