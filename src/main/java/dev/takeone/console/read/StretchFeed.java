package dev.takeone.console.read;

import dev.takeone.follow.Batches;
import dev.takeone.follow.Follower;
import dev.takeone.outage.Outage;
import dev.takeone.outage.OutageWatch;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads stretches of partitions once, on a thread of its own that ends with them. Where reading fails it goes on from where
 * it was; what a topic does not have any more is passed over.
 */
final class StretchFeed implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(StretchFeed.class);
    private static final Duration POLL = Duration.ofMillis(250);

    private final Map<String, Object> kafka;
    private final Supplier<Optional<Map<TopicPartition, Stretch>>> what;
    private final Consumer<List<ConsumerRecord<byte @Nullable [], byte @Nullable []>>> recipient;
    private final InstantSource clock;
    private final OutageWatch outage = new OutageWatch();
    private final AtomicLong read = new AtomicLong();
    private final Follower thread;
    private final Map<TopicPartition, Stretch> left = new HashMap<>();
    private boolean told;
    private volatile boolean over;

    /**
     * One that has read nothing.
     *
     * @param kafka the settings of a consumer that has no group
     * @param what to be read; empty while that is not known
     * @param recipient is told the records, on the feed's thread
     */
    StretchFeed(
            Map<String, Object> kafka,
            Supplier<Optional<Map<TopicPartition, Stretch>>> what,
            InstantSource clock,
            Consumer<List<ConsumerRecord<byte @Nullable [], byte @Nullable []>>> recipient) {
        this.kafka = new HashMap<>(kafka);
        this.kafka.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        this.kafka.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        this.kafka.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, TopicFeed.FETCH_BYTES);
        this.what = what;
        this.recipient = recipient;
        this.clock = clock;
        this.thread = new Follower(
                new Follower.Followed(
                        "takeone-console-earlier", "The console cannot read what ended before", KafkaException.class),
                outage,
                clock,
                this::follow,
                this::broken);
    }

    void start() {
        thread.start();
    }

    /** Since when they cannot be read; empty while they can. */
    Optional<Outage> away() {
        return outage.current();
    }

    /** Whether all of them were read. */
    boolean isOver() {
        return over;
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
        LOG.error("The console cannot read what ended before, and has to be started again", unknown);
        outage.failed(new IllegalStateException("an error of the console's own: " + unknown), clock.instant());
    }

    private void follow() throws InterruptedException {
        while (!told) {
            what.get().ifPresent(stretches -> {
                left.putAll(stretches);
                told = true;
            });
            if (!told && thread.isClosedWithin(POLL)) {
                return;
            }
        }
        if (!left.isEmpty()) {
            read();
        }
        if (left.isEmpty()) {
            over = true;
            thread.close();
        }
    }

    private void read() {
        try (KafkaConsumer<byte @Nullable [], byte @Nullable []> consumer = new KafkaConsumer<>(kafka)) {
            try {
                assign(consumer);
                while (!thread.isClosed() && !left.isEmpty()) {
                    poll(consumer);
                }
            } finally {
                consumer.close(CloseOptions.timeout(Duration.ZERO));
            }
        } catch (InvalidOffsetException gone) {
            LOG.debug("Some of what ended before is there no more: it is looked what is");
        } catch (AuthorizationException denied) {
            throw new AuthorizationException(Refusal.said(denied), denied);
        }
    }

    /** What retention has taken meanwhile, or what another topic of that name does not have, is not waited for. */
    private void assign(KafkaConsumer<byte @Nullable [], byte @Nullable []> consumer) {
        Set<TopicPartition> there = there(consumer);
        left.keySet().removeIf(each -> !there.contains(each));
        Set<TopicPartition> partitions = Set.copyOf(left.keySet());
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        left.replaceAll((partition, stretch) -> stretch.within(
                Optional.ofNullable(begins.get(partition)).orElse(0L),
                Optional.ofNullable(ends.get(partition)).orElse(0L)));
        left.values().removeIf(Stretch::isOver);
        consumer.assign(left.keySet());
        left.forEach((partition, stretch) -> consumer.seek(partition, stretch.from()));
        outage.over();
    }

    /**
     * All partitions of the topics that are left. A topic that is missing is waited for, as a broker that has just started may
     * not know it yet: nothing may be sent again while what was sent again already is unread.
     */
    private Set<TopicPartition> there(KafkaConsumer<byte @Nullable [], byte @Nullable []> consumer) {
        Set<TopicPartition> there = new HashSet<>();
        for (TopicPartition any : left.keySet()) {
            List<PartitionInfo> found = consumer.partitionsFor(any.topic());
            if (found == null || found.isEmpty()) {
                throw new UnknownTopicOrPartitionException("the topic " + any.topic() + " is missing");
            }
            found.forEach(each -> there.add(new TopicPartition(each.topic(), each.partition())));
        }
        return there;
    }

    private void poll(KafkaConsumer<byte @Nullable [], byte @Nullable []> consumer) {
        List<ConsumerRecord<byte @Nullable [], byte @Nullable []>> records = new ArrayList<>();
        Batches.poll(consumer, POLL).forEach(record -> {
            Stretch stretch = left.get(new TopicPartition(record.topic(), record.partition()));
            if (stretch != null && record.offset() < stretch.until()) {
                records.add(record);
            }
        });
        if (!records.isEmpty()) {
            recipient.accept(records);
            read.addAndGet(records.size());
        }
        left.replaceAll((partition, stretch) -> new Stretch(consumer.position(partition), stretch.until()));
        Set<TopicPartition> read = new HashSet<>(left.keySet());
        left.values().removeIf(Stretch::isOver);
        read.removeAll(left.keySet());
        consumer.pause(read);
    }
}
