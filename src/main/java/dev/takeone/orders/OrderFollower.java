package dev.takeone.orders;

import dev.takeone.follow.Batches;
import dev.takeone.follow.Follower;
import dev.takeone.logs.OneLine;
import dev.takeone.outage.Outage;
import dev.takeone.outage.OutageWatch;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads the topic {@code commands} from its beginning and as it grows, on a thread of its own.
 *
 * <p>Whenever reading has failed it begins anew, and tells of nothing before it has come to the end again: half of the
 * topic could lack the hold that stands in its other half. What was told last stands meanwhile, and after that too where
 * the topic has lost it: who empties a topic has not ended what holds the money. The end is that of what is
 * decided: a transaction that somebody leaves open keeps nobody from what was ordered before it.
 *
 * <p>A topic of several partitions is one that cannot be read: an order can lie in one and its end in another, as the tools do
 * not agree on where a key belongs, and whichever is read last would be taken for the later.
 */
public final class OrderFollower implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(OrderFollower.class);

    /** Shorter than what an order may take to be obeyed, 2 s. */
    private static final Duration POLL = Duration.ofSeconds(1);

    /** Less than a request may take. */
    private static final int FETCH_WAIT_MS = 2_500;

    /** How long partitions that somebody adds are not noticed. */
    private static final int METADATA_MS = 10_000;

    private final Map<String, Object> kafka;
    private final String topic;
    private final Recipient recipient;
    private final Follower thread;
    private final OutageWatch silence;
    private final InstantSource clock;
    private volatile StandingOrders told;

    /** The follower's thread alone uses it. */
    private final WhatWasRead before = new WhatWasRead();

    /** Who obeys; called on the follower's thread. */
    public interface Recipient {
        /** These orders stand now. Called first when all of the topic is read, then with each change. */
        void ordered(StandingOrders orders);

        /** The thread has met an error that it does not know, and ends: no order will be heard of any more. */
        void broken(Throwable error);
    }

    /**
     * A follower that has read nothing.
     *
     * @param kafka the settings of a consumer that has no group, without deserializers
     * @param group the consumer group for which the orders are read
     */
    public OrderFollower(
            Map<String, Object> kafka, String topic, String group, InstantSource clock, Recipient recipient) {
        this.kafka = settings(kafka);
        this.topic = topic;
        this.recipient = recipient;
        this.clock = clock;
        this.told = StandingOrders.none(group);
        this.silence = new OutageWatch(new Outage(clock.instant(), "the topic " + topic + " is not read yet"));
        Follower.Followed what =
                new Follower.Followed("takeone-orders", "Orders cannot be read from " + topic, KafkaException.class);
        this.thread = new Follower(what, silence, clock, this::follow, recipient::broken);
    }

    static Map<String, Object> settings(Map<String, Object> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        // Where it was read up to and no longer is, the topic was cut short or made anew: its past has to be read
        // again.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        // Whoever aborts a withdrawal has given none, and what is withdrawn does not come back.
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        // A record ends the wait at once; without one, each answer costs as much as a record.
        settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MS);
        settings.putIfAbsent(ConsumerConfig.METADATA_MAX_AGE_CONFIG, METADATA_MS);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return settings;
    }

    /** Begins to read. */
    public void start() {
        thread.start();
    }

    /** What was told last; nothing before the first time. */
    public StandingOrders standing() {
        return told;
    }

    /** Since when the topic cannot be read; empty while it is. */
    public Optional<Outage> silence() {
        return silence.current();
    }

    /** For how long its thread has not moved, be the topic there or not: no wait of its own is longer than some seconds. */
    public Duration quiet() {
        return thread.quiet();
    }

    /** Ends the thread. */
    @Override
    public void close() {
        thread.close();
    }

    private void follow() {
        try (TopicLife life = new TopicLife(Admin.create(TopicLife.asking(kafka)), topic);
                Reading reading = new Reading(new KafkaConsumer<>(kafka), life)) {
            tell(reading.upToTheEnd().readTo(reading.position()));
            before.upTo(reading.extent());
            silence.over();
            while (!thread.isClosed()) {
                List<OrderReading> more = reading.next();
                reading.requireOnePartition();
                life.requireSame();
                if (!more.isEmpty()) {
                    before.says(more);
                    tell(told.after(more).readTo(reading.position()));
                    before.upTo(reading.extent());
                }
            }
        }
    }

    private void tell(StandingOrders now) {
        told = now;
        recipient.ordered(now);
    }

    /** One pass over the topic, from its beginning. */
    private final class Reading implements AutoCloseable {
        private final KafkaConsumer<byte @Nullable [], byte @Nullable []> consumer;
        private final TopicLife life;
        private final TopicPartition only = new TopicPartition(topic, 0);
        private String id = "";
        private long begin;

        Reading(KafkaConsumer<byte @Nullable [], byte @Nullable []> consumer, TopicLife life) {
            this.consumer = consumer;
            this.life = life;
        }

        StandingOrders upToTheEnd() {
            requireOnePartition();
            // Before anything is read: what is made anew meanwhile is seen to be another one later.
            id = life.begin();
            List<TopicPartition> all = List.of(only);
            consumer.assign(all);
            begin = consumer.beginningOffsets(all).getOrDefault(only, 0L);
            consumer.seek(only, begin);
            long end = consumer.endOffsets(all).getOrDefault(only, 0L);
            List<OrderReading> read = new ArrayList<>();
            while (position() < end) {
                read.addAll(next());
            }
            return before.again(
                    told, read, new WhatWasRead.Extent(id, begin, end), unread(), name -> tellLost(name, topic));
        }

        private Duration unread() {
            return silence.current()
                    .map(outage -> Duration.between(outage.since(), clock.instant()))
                    .orElse(Duration.ZERO);
        }

        /** By what the client knows of the topic, for which it asks no broker each time. */
        void requireOnePartition() {
            OrdersTopic.requireOnePartition(topic, consumer.partitionsFor(topic).size());
        }

        WhatWasRead.Extent extent() {
            return new WhatWasRead.Extent(id, begin, position());
        }

        long position() {
            return consumer.position(only);
        }

        List<OrderReading> next() {
            thread.moves();
            List<OrderReading> read = new ArrayList<>();
            Batches.poll(consumer, POLL).forEach(record -> read.add(read(record)));
            return read;
        }

        @Override
        public void close() {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        }
    }

    private static OrderReading read(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
        OrderReading read = OrderReader.read(record.key(), record.value(), Instant.ofEpochMilli(record.timestamp()));
        tell(read, record.topic() + "-" + record.partition() + "-" + record.offset());
        return read;
    }

    static void tellLost(String name, String topic) {
        LOG.error(OneLine.of("The order " + name + " stood and is not in " + topic
                + " any more: the topic was emptied, cut short or made anew, or keeps what ends an order for less than a day"
                + " (delete.retention.ms). It stands for this worker, until a record"
                + " under its name says otherwise (without a value: it ends) or the worker is started again. Where it is"
                + " to stand, write it again: workers that start do not know it. `order resume` ends only what the topic has:"
                + " to end it, write it again first."));
    }

    static void tell(OrderReading read, String place) {
        switch (read) {
            case OrderReading.Given(Order order) ->
                LOG.info(OneLine.of("The order " + order.name() + " stands: " + order));
            case OrderReading.Ended(String name) -> LOG.info(OneLine.of("The order " + name + " has ended"));
            case OrderReading.Broken(String name, String why) ->
                LOG.error(OneLine.of("The record " + place + " (" + name + ") is no order, and is ignored: " + why));
        }
    }
}
