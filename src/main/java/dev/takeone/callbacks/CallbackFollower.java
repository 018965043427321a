package dev.takeone.callbacks;

import dev.takeone.follow.Batches;
import dev.takeone.follow.Follower;
import dev.takeone.outage.OutageWatch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Reads the wake-ups of the partitions that this worker serves, from some minutes ago on, on a thread of its own. */
final class CallbackFollower implements AutoCloseable {
    private static final Duration POLL = Duration.ofSeconds(1);

    /** What came while the partition was between two owners, and not what both have seen. */
    private static final Duration BACK = Duration.ofMinutes(2);

    private final String topic;
    private final Supplier<Consumer<byte @Nullable [], byte @Nullable []>> consumers;
    private final InstantSource clock;
    private final Hooks.Recipient recipient;
    private final OutageWatch outage = new OutageWatch();
    private final Follower thread;

    /** The partitions that are wanted, each with the number of its wish: one that is wanted anew is read anew. */
    private final Map<Integer, Long> wanted = new HashMap<>();

    private long wishes;

    /** A follower of nothing. */
    CallbackFollower(
            String topic,
            Supplier<Consumer<byte @Nullable [], byte @Nullable []>> consumers,
            InstantSource clock,
            Hooks.Recipient recipient) {
        this.topic = topic;
        this.consumers = consumers;
        this.clock = clock;
        this.recipient = recipient;
        Follower.Followed what = new Follower.Followed(
                "takeone-callbacks", "Callbacks cannot be read from " + topic, KafkaException.class);
        this.thread = new Follower(what, outage, clock, this::follow, recipient::broken);
    }

    void start() {
        thread.start();
    }

    synchronized void follow(int partition) {
        wanted.put(partition, ++wishes);
    }

    synchronized void unfollow(int partition) {
        wanted.remove(partition);
    }

    private synchronized Map<Integer, Long> wanted() {
        return Map.copyOf(wanted);
    }

    /** For how long its thread has not moved. */
    Duration quiet() {
        return thread.quiet();
    }

    @Override
    public void close() {
        thread.close();
    }

    private void follow() throws InterruptedException {
        try (Reading reading = new Reading(consumers.get())) {
            while (!thread.isClosed()) {
                reading.turn();
                outage.over();
            }
        }
    }

    /** One consumer, as long as nothing goes wrong. */
    private final class Reading implements AutoCloseable {
        private final Consumer<byte @Nullable [], byte @Nullable []> consumer;
        private Map<Integer, Long> read = Map.of();

        Reading(Consumer<byte @Nullable [], byte @Nullable []> consumer) {
            this.consumer = consumer;
        }

        void turn() throws InterruptedException {
            Map<Integer, Long> now = wanted();
            if (!now.equals(read)) {
                read = begun(now);
            }
            if (read.isEmpty()) {
                boolean unused = thread.isClosedWithin(POLL);
                return;
            }
            Map<Integer, List<String>> jobs = new HashMap<>();
            Batches.poll(consumer, POLL)
                    .forEach(record -> jobId(record)
                            .ifPresent(id -> jobs.computeIfAbsent(record.partition(), any -> new ArrayList<>())
                                    .add(id)));
            jobs.forEach((partition, ids) -> recipient.woken(partition, new HashSet<>(ids)));
        }

        /** Those that are there; the topic grows with the others, and one that is to come is looked for again. */
        private Map<Integer, Long> begun(Map<Integer, Long> now) {
            Set<Integer> there = consumer.partitionsFor(topic).stream()
                    .map(PartitionInfo::partition)
                    .collect(Collectors.toSet());
            Map<Integer, Long> begun = new HashMap<>(now);
            begun.keySet().retainAll(there);
            consumer.assign(begun.keySet().stream()
                    .map(partition -> new TopicPartition(topic, partition))
                    .toList());
            long since = clock.instant().minus(BACK).toEpochMilli();
            Map<TopicPartition, Long> times = begun.entrySet().stream()
                    .filter(each -> !each.getValue().equals(read.get(each.getKey())))
                    .collect(Collectors.toMap(each -> new TopicPartition(topic, each.getKey()), each -> since));
            if (!times.isEmpty()) {
                Map<TopicPartition, Long> ends = consumer.endOffsets(times.keySet());
                Map<TopicPartition, @Nullable OffsetAndTimestamp> offsets = consumer.offsetsForTimes(times);
                ends.forEach((each, end) -> consumer.seek(
                        each,
                        Optional.ofNullable(offsets.get(each))
                                .map(OffsetAndTimestamp::offset)
                                .orElse(end)));
            }
            return begun;
        }

        private static Optional<String> jobId(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
            byte[] key = record.key();
            return key == null ? Optional.empty() : Optional.of(new String(key, StandardCharsets.US_ASCII));
        }

        @Override
        public void close() {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        }
    }
}
