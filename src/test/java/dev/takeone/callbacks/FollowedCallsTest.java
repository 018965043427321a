package dev.takeone.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.waiting.Waiting;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Of the calls for a partition's jobs none is missed that came while nobody had it. */
class FollowedCallsTest {
    private static final String NAME = "callbacks";
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final Instant LATELY = NOW.minusSeconds(30);
    private static final Instant TWO_MINUTES_AGO = NOW.minus(Duration.ofMinutes(2));

    private final Topic topic = new Topic();

    /** Partitions and jobs. */
    private final List<String> heard = new CopyOnWriteArrayList<>();

    private final CallbackFollower follower = new CallbackFollower(NAME, () -> topic, () -> NOW, new Hooks.Recipient() {
        @Override
        public void woken(int partition, Collection<String> jobIds) {
            jobIds.stream().sorted().forEach(job -> heard.add(partition + " " + job));
        }

        @Override
        public void broken(Throwable error) {
            heard.add("broken: " + error);
        }
    });

    /** A topic, and its one reader. */
    private static final class Topic extends MockConsumer<byte @Nullable [], byte @Nullable []> {
        private final Map<Integer, List<ConsumerRecord<byte @Nullable [], byte @Nullable []>>> records =
                new TreeMap<>();
        private final Map<TopicPartition, Long> positions = new HashMap<>();
        private Set<TopicPartition> assigned = Set.of();

        /** Of three partitions. */
        Topic() {
            super("latest");
            for (int each = 0; each < 3; each++) {
                records.put(each, new ArrayList<>());
            }
        }

        /** A partition that is not there yet begins with this. */
        synchronized void add(int partition, String job, Instant at) {
            List<ConsumerRecord<byte @Nullable [], byte @Nullable []>> all =
                    records.computeIfAbsent(partition, grown -> new ArrayList<>());
            all.add(new ConsumerRecord<>(
                    NAME,
                    partition,
                    all.size(),
                    at.toEpochMilli(),
                    TimestampType.CREATE_TIME,
                    job.length(),
                    0,
                    job.getBytes(StandardCharsets.US_ASCII),
                    new byte[0],
                    new RecordHeaders(),
                    Optional.empty()));
        }

        private List<ConsumerRecord<byte @Nullable [], byte @Nullable []>> records(TopicPartition partition) {
            return records.getOrDefault(partition.partition(), List.of());
        }

        synchronized boolean isRead(int partition) {
            return positions.containsKey(new TopicPartition(NAME, partition));
        }

        @Override
        public synchronized List<PartitionInfo> partitionsFor(String topic) {
            return records.keySet().stream()
                    .map(each -> new PartitionInfo(topic, each, Node.noNode(), new Node[0], new Node[0]))
                    .toList();
        }

        @Override
        public synchronized void assign(Collection<TopicPartition> partitions) {
            assigned = Set.copyOf(partitions);
            positions.keySet().retainAll(assigned);
        }

        @Override
        public synchronized Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
            Map<TopicPartition, Long> ends = new HashMap<>();
            partitions.forEach(each -> ends.put(each, (long) records(each).size()));
            return ends;
        }

        @Override
        public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> times) {
            Map<TopicPartition, OffsetAndTimestamp> offsets = new HashMap<>();
            times.forEach((partition, since) -> records(partition).stream()
                    .filter(each -> each.timestamp() >= since)
                    .findFirst()
                    .ifPresent(
                            each -> offsets.put(partition, new OffsetAndTimestamp(each.offset(), each.timestamp()))));
            return offsets;
        }

        @Override
        public synchronized void seek(TopicPartition partition, long offset) {
            positions.put(partition, offset);
        }

        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized") // whoever adds need not wait for whoever reads
        public ConsumerRecords<byte @Nullable [], byte @Nullable []> poll(Duration atMost) {
            Map<TopicPartition, List<ConsumerRecord<byte @Nullable [], byte @Nullable []>>> some = next();
            if (some.isEmpty()) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
            return new ConsumerRecords<>(some, Map.of());
        }

        private synchronized Map<TopicPartition, List<ConsumerRecord<byte @Nullable [], byte @Nullable []>>> next() {
            Map<TopicPartition, List<ConsumerRecord<byte @Nullable [], byte @Nullable []>>> some = new HashMap<>();
            for (TopicPartition each : assigned) {
                List<ConsumerRecord<byte @Nullable [], byte @Nullable []>> all = records(each);
                int from = Math.toIntExact(positions.getOrDefault(each, (long) all.size()));
                positions.put(each, (long) all.size());
                if (from < all.size()) {
                    some.put(each, List.copyOf(all.subList(from, all.size())));
                }
            }
            return some;
        }
    }

    @AfterEach
    void close() {
        follower.close();
    }

    @Test
    void whatCameWhileThePartitionMovedIsHeardOfAndNothingOlder() {
        topic.add(1, "a", TWO_MINUTES_AGO.minusMillis(1));
        topic.add(1, "b", TWO_MINUTES_AGO);
        topic.add(1, "c", LATELY);
        follower.follow(1);
        follower.start();
        awaitRead(1);
        topic.add(1, "d", NOW);
        awaitHeard("1 d");

        assertThat(heard).containsExactly("1 b", "1 c", "1 d");
    }

    @Test
    void whereNothingCameLatelyItBeginsAtTheEnd() {
        topic.add(1, "a", TWO_MINUTES_AGO.minusMillis(1));
        follower.follow(1);
        follower.start();
        awaitRead(1);
        topic.add(1, "b", NOW);
        awaitHeard("1 b");

        assertThat(heard).containsExactly("1 b");
    }

    @Test
    void ofAPartitionThatIsAnothersNothingIsHeard() {
        follower.follow(1);
        follower.follow(2);
        follower.start();
        awaitRead(1);
        follower.unfollow(1);
        Waiting.until("partition 1 to be let go", () -> !topic.isRead(1));
        topic.add(1, "a", NOW);
        topic.add(2, "b", NOW);
        awaitHeard("2 b");

        assertThat(heard).containsExactly("2 b");
    }

    /** Also where it is back before the follower has seen that it was gone: another may have been told meanwhile. */
    @Test
    void aPartitionThatHasComeBackIsReadAnewAndTheOthersAreNot() {
        topic.add(1, "a", LATELY);
        topic.add(2, "b", LATELY);
        follower.follow(1);
        follower.follow(2);
        follower.start();
        awaitHeard("1 a");
        awaitHeard("2 b");
        follower.unfollow(1);
        follower.follow(1);
        Waiting.until("partition 1 to be read anew", () -> heard.size() > 2);
        topic.add(2, "c", NOW);
        awaitHeard("2 c");

        assertThat(heard).containsExactlyInAnyOrder("1 a", "2 b", "1 a", "2 c");
    }

    @Test
    void aPartitionThatTheTopicGrowsByIsReadFromItsBeginningAndTheOthersGoOn() {
        topic.add(1, "a", LATELY);
        follower.follow(1);
        follower.follow(3);
        follower.start();
        awaitHeard("1 a");
        topic.add(3, "b", LATELY);
        awaitHeard("3 b");
        topic.add(1, "c", NOW);
        awaitHeard("1 c");

        assertThat(heard).containsExactly("1 a", "3 b", "1 c");
    }

    private void awaitRead(int partition) {
        Waiting.until("partition " + partition + " to be read", () -> topic.isRead(partition));
    }

    private void awaitHeard(String call) {
        Waiting.until(call + " to be heard", () -> heard.contains(call));
    }
}
