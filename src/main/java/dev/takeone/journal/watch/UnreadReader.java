package dev.takeone.journal.watch;

import dev.takeone.journal.JournalObserver.Unread;
import dev.takeone.journal.clients.Clients;
import dev.takeone.journal.clients.JournalSetup;
import dev.takeone.journal.read.Logs;
import dev.takeone.journal.write.Tenure;
import dev.takeone.journal.write.WriteQueue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** How much waits in the requests topic, and since when: the first record that is not handled yet tells. On one thread. */
final class UnreadReader {
    private static final Logger LOG = Logger.getLogger(UnreadReader.class);
    private static final Duration POLL = Duration.ofMillis(100);

    /** For all partitions of a look; those that are not reached keep what was known of them until the next. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final JournalSetup setup;
    private final InstantSource clock;
    private final Map<Integer, First> known = new HashMap<>();
    private Optional<KafkaConsumer<byte @Nullable [], byte @Nullable []>> consumer = Optional.empty();

    /** When the first record from an offset on was published; empty where there is none, and the offset after what is. */
    record First(long from, long upTo, Optional<Instant> publishedAt) {
        /** Whether there are only the ends of transactions, which nobody will ever read. */
        boolean isNothing() {
            return publishedAt.isEmpty();
        }

        /** What waits between two offsets; of what age, only where the first of it is known. */
        static Unread unread(long next, long end, Optional<First> first, Instant now) {
            if (next >= end || first.filter(First::isNothing).isPresent()) {
                return new Unread(0, Duration.ZERO);
            }
            Duration oldest = first.flatMap(First::publishedAt)
                    .map(at -> Duration.between(at, now))
                    .filter(Duration::isPositive)
                    .orElse(Duration.ZERO);
            return new Unread(end - next, oldest);
        }
    }

    UnreadReader(JournalSetup setup, InstantSource clock) {
        this.setup = setup;
        this.clock = clock;
    }

    /** Of each of these partitions. One where nothing is left but the ends of transactions is moved past them. */
    Map<Integer, Unread> of(Map<Integer, Tenure> held, Logs logs, WriteQueue queue) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        known.keySet().retainAll(held.keySet());
        Map<Integer, Unread> all = new HashMap<>();
        held.forEach((partition, tenure) -> {
            long next = tenure.position()
                    .nextOffset()
                    .orElse(logs.requests(partition).start());
            long end = logs.requests(partition).end();
            if (next < end && !isKnown(partition, next)) {
                firstIfReadable(new TopicPartition(setup.names().requests(), partition), next, end, deadline)
                        .ifPresent(first -> known.put(partition, first));
            }
            Optional<First> first = Optional.ofNullable(known.get(partition)).filter(each -> each.from() == next);
            first.filter(First::isNothing)
                    .ifPresent(each -> queue.learn(
                            partition,
                            tenure,
                            now -> now.passed(each.from(), each.upTo(), logs.requestsEpoch(partition))));
            all.put(partition, First.unread(next, end, first, clock.instant()));
        });
        return all;
    }

    void close() {
        closeConsumer();
        known.clear();
    }

    private void closeConsumer() {
        consumer.ifPresent(each -> each.close(CloseOptions.timeout(Duration.ZERO)));
        consumer = Optional.empty();
    }

    private boolean isKnown(int partition, long next) {
        First first = known.get(partition);
        return first != null && first.from() == next && !first.isNothing();
    }

    /**
     * Of a batch that cannot be read, or unpacked for want of a library, no age is known; whoever takes requests from there
     * tells of it, and of the other partitions there is more to say.
     */
    private Optional<First> firstIfReadable(TopicPartition partition, long next, long end, long deadline) {
        try {
            return first(partition, next, end, deadline);
        } catch (InterruptException closed) {
            throw closed;
        } catch (KafkaException | LinkageError unreadable) {
            LOG.debugf(unreadable, "The first unread record of %s cannot be looked at", partition);
            closeConsumer();
            return Optional.empty();
        }
    }

    private Optional<First> first(TopicPartition partition, long next, long end, long deadline) {
        KafkaConsumer<byte @Nullable [], byte @Nullable []> reader = consumer.orElseGet(() -> Clients.peeking(setup));
        consumer = Optional.of(reader);
        reader.assign(List.of(partition));
        reader.seek(partition, next);
        while (System.nanoTime() < deadline) {
            for (ConsumerRecord<byte @Nullable [], byte @Nullable []> record : reader.poll(POLL)) {
                return Optional.of(new First(next, end, Optional.of(Instant.ofEpochMilli(record.timestamp()))));
            }
            if (reader.position(partition) >= end) {
                return Optional.of(new First(next, end, Optional.empty()));
            }
        }
        return Optional.empty();
    }
}
