package dev.takeone.console.read;

import dev.takeone.follow.Batches;
import dev.takeone.follow.Follower;
import dev.takeone.orders.OrdersTopic;
import dev.takeone.orders.TopicLife;
import dev.takeone.outage.Outage;
import dev.takeone.outage.OutageWatch;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Follows topics, all their partitions, on a thread of its own; belongs to no group and commits nothing. Where reading fails
 * it goes on from where it was, as soon as that can be; where what it has read is gone, it begins anew and says so first.
 */
final class TopicFeed implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(TopicFeed.class);
    private static final Duration POLL = Duration.ofMillis(250);

    /** What waits here to be read outlives the collections meanwhile, and is in the way of what stays. */
    static final int FETCH_BYTES = 1024 * 1024;

    /** How often it is looked whether a topic has grown. */
    private static final Duration LOOK = Duration.ofSeconds(20);

    private final Map<String, Object> kafka;
    private final List<String> topics;
    private final Begin begin;
    private final InstantSource clock;
    private final Recipient recipient;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    /** Where an {@link Begin.OnlyPartition} began when it was begun to be read; empty for others. */
    private final Map<TopicPartition, Long> begunAt = new HashMap<>();

    /** Which topic an {@link Begin.OnlyPartition} was begun to be read in; empty for others. */
    private Optional<String> begunIn = Optional.empty();

    private final Follower thread;
    private final OutageWatch outage = new OutageWatch();
    /** Whether something of the topics was read already. */
    private boolean begun;

    private volatile boolean caughtUp;
    private volatile Map<TopicPartition, Stretch> leftOut = Map.of();
    private final AtomicLong read = new AtomicLong();

    /** Who is told; on the feed's thread. */
    interface Recipient {
        /** The next records, those of a partition in their order. */
        void read(List<ConsumerRecord<byte @Nullable [], byte @Nullable []>> records);

        /** What was read does not count any more: all is read again. */
        default void begunAnew() {}
    }

    /** Where a partition is begun to be read. */
    sealed interface Begin {

        /** With all that there is. */
        record Beginning() implements Begin {}

        /** With all that there is, of the topic of orders: of several partitions nothing is believed. */
        record OnlyPartition() implements Begin {}

        /**
         * So long ago. What is there when the feed begins may be more than people wait for: of that the latest is read, and
         * what lies between is left out, for another to read. What comes later is read from so long ago.
         *
         * @param latest so many offsets of each partition
         */
        record Latest(Duration past, long latest) implements Begin {}
    }

    /**
     * A feed that has read nothing.
     *
     * @param kafka the settings of a consumer that has no group
     */
    TopicFeed(Map<String, Object> kafka, List<String> topics, Begin begin, InstantSource clock, Recipient recipient) {
        this.kafka = new HashMap<>(kafka);
        // Where it was read up to and no longer is, the topic was cut short or made anew.
        this.kafka.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        this.kafka.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        this.kafka.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        // A client that knows a topic asks no broker again for minutes.
        this.kafka.putIfAbsent(ConsumerConfig.METADATA_MAX_AGE_CONFIG, LOOK.toMillis());
        this.topics = List.copyOf(topics);
        this.begin = begin;
        this.clock = clock;
        this.recipient = recipient;
        Follower.Followed what = new Follower.Followed(
                "takeone-console-" + topics.getFirst(), "The console cannot read " + topics, KafkaException.class);
        this.thread = new Follower(what, outage, clock, this::follow, this::broken);
    }

    void start() {
        thread.start();
    }

    /** Since when the topics cannot be read; empty while they can. */
    Optional<Outage> away() {
        return outage.current();
    }

    /** Whether all that was there at the start has been read once. */
    boolean caughtUp() {
        return caughtUp;
    }

    /** What was there at the start and is not read here; not to be asked for before {@link #caughtUp}. */
    Map<TopicPartition, Stretch> leftOut() {
        return leftOut;
    }

    /** Records so far. */
    long count() {
        return read.get();
    }

    @Override
    public void close() {
        thread.close();
    }

    private void broken(Throwable unknown) {
        LOG.errorf(unknown, "The console cannot read %s any more, and has to be started again", topics);
        outage.failed(new IllegalStateException("an error of the console's own: " + unknown), clock.instant());
    }

    private void follow() {
        try (KafkaConsumer<byte @Nullable [], byte @Nullable []> consumer = new KafkaConsumer<>(kafka)) {
            Optional<TopicLife> life = Optional.of(begin)
                    .filter(Begin.OnlyPartition.class::isInstance)
                    .map(_only -> new TopicLife(Admin.create(TopicLife.asking(kafka)), topics.getFirst()));
            try {
                follow(consumer, life);
            } finally {
                life.ifPresent(TopicLife::close);
                consumer.close(CloseOptions.timeout(Duration.ZERO));
            }
        } catch (InvalidOffsetException another) {
            LOG.warnf("%s do not have what was read of them any more: they are read again", topics);
            positions.clear();
            begunAt.clear();
            begunIn = Optional.empty();
            recipient.begunAnew();
        } catch (AuthorizationException denied) {
            throw new AuthorizationException(Refusal.said(denied), denied);
        }
    }

    private void follow(KafkaConsumer<byte @Nullable [], byte @Nullable []> consumer, Optional<TopicLife> life) {
        Set<TopicPartition> there = partitions(consumer);
        life.map(TopicLife::begin).ifPresent(this::requireSame);
        Map<TopicPartition, Long> ends = assign(consumer, there);
        Instant lookedAt = clock.instant();
        while (!thread.isClosed()) {
            List<ConsumerRecord<byte @Nullable [], byte @Nullable []>> records = new ArrayList<>();
            Batches.poll(consumer, POLL).forEach(records::add);
            life.ifPresent(TopicLife::requireSame);
            if (!records.isEmpty()) {
                recipient.read(records);
                read.addAndGet(records.size());
            }
            consumer.assignment().forEach(each -> positions.put(each, consumer.position(each)));
            begun = true;
            if (!caughtUp && ends.entrySet().stream().allMatch(each -> isRead(each.getKey(), each.getValue()))) {
                caughtUp = true;
            }
            if (clock.instant().isAfter(lookedAt.plus(LOOK))) {
                lookedAt = clock.instant();
                requireNotCut(consumer);
                Set<TopicPartition> now = partitions(consumer);
                if (!now.equals(consumer.assignment())) {
                    assign(consumer, now);
                }
            }
        }
    }

    private boolean isRead(TopicPartition partition, long end) {
        return Optional.ofNullable(positions.get(partition)).orElse(0L) >= end;
    }

    /** Every partition from where it was read last, or from where it begins; and where each ends. */
    private Map<TopicPartition, Long> assign(
            KafkaConsumer<byte @Nullable [], byte @Nullable []> consumer, Set<TopicPartition> partitions) {
        requireNotCut(consumer);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Set<TopicPartition> fresh = new HashSet<>(partitions);
        fresh.removeAll(positions.keySet());
        Map<TopicPartition, Long> begins = begins(consumer, fresh, ends);
        consumer.assign(partitions);
        partitions.forEach(each -> consumer.seek(
                each,
                Optional.ofNullable(positions.get(each))
                        .or(() -> Optional.ofNullable(begins.get(each)))
                        .orElse(0L)));
        outage.over();
        return ends;
    }

    private Map<TopicPartition, Long> begins(
            KafkaConsumer<byte @Nullable [], byte @Nullable []> consumer,
            Set<TopicPartition> partitions,
            Map<TopicPartition, Long> ends) {
        return switch (begin) {
            case Begin.Beginning() -> consumer.beginningOffsets(partitions);
            case Begin.OnlyPartition() -> {
                Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
                begunAt.putAll(begins);
                yield begins;
            }
            case Begin.Latest(Duration past, long latest) -> {
                Map<TopicPartition, Long> begins =
                        since(consumer, clock.instant().minus(past), partitions, ends);
                if (begun) {
                    yield begins;
                }
                Map<TopicPartition, Stretch> before = new HashMap<>();
                begins.replaceAll((partition, from) -> {
                    long later = Math.max(from, end(ends, partition) - latest);
                    if (later > from) {
                        before.put(partition, new Stretch(from, later));
                    }
                    return later;
                });
                leftOut = Map.copyOf(before);
                yield begins;
            }
        };
    }

    /**
     * Where a topic is emptied up to its end, the next offset is the same as before, and no broker says that what stood is
     * gone. Compaction moves no beginning.
     */
    private void requireNotCut(KafkaConsumer<byte @Nullable [], byte @Nullable []> consumer) {
        if (!consumer.beginningOffsets(begunAt.keySet()).equals(begunAt)) {
            throw new OffsetOutOfRangeException(Map.copyOf(begunAt));
        }
    }

    /** One that was made anew may be as long as what was read of the former. */
    private void requireSame(String id) {
        if (begunIn.filter(before -> !before.equals(id)).isPresent()) {
            throw new OffsetOutOfRangeException(Map.copyOf(begunAt));
        }
        begunIn = Optional.of(id);
    }

    private static Map<TopicPartition, Long> since(
            KafkaConsumer<byte @Nullable [], byte @Nullable []> consumer,
            Instant time,
            Set<TopicPartition> partitions,
            Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(each -> times.put(each, time.toEpochMilli()));
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
        Map<TopicPartition, Long> begins = new HashMap<>();
        partitions.forEach(each -> begins.put(
                each,
                Optional.ofNullable(found.get(each))
                        .map(OffsetAndTimestamp::offset)
                        .orElseGet(() -> end(ends, each))));
        return begins;
    }

    private static long end(Map<TopicPartition, Long> ends, TopicPartition partition) {
        return Optional.ofNullable(ends.get(partition)).orElse(0L);
    }

    private Set<TopicPartition> partitions(KafkaConsumer<byte @Nullable [], byte @Nullable []> consumer) {
        Set<TopicPartition> partitions = new HashSet<>();
        for (String topic : topics) {
            List<PartitionInfo> found = consumer.partitionsFor(topic);
            if (found == null || found.isEmpty()) {
                throw new UnknownTopicOrPartitionException("the topic " + topic + " is missing");
            }
            if (begin instanceof Begin.OnlyPartition) {
                OrdersTopic.requireOnePartition(topic, found.size());
            }
            found.forEach(each -> partitions.add(new TopicPartition(topic, each.partition())));
        }
        return partitions;
    }
}
