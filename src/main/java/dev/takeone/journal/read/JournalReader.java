package dev.takeone.journal.read;

import dev.takeone.journal.clients.BrokerAwayException;
import dev.takeone.journal.clients.Clients;
import dev.takeone.journal.clients.JournalSetup;
import dev.takeone.journal.rows.Committed;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The consumer that reads journal partitions from their beginning. Used by the restorer's thread alone. */
public final class JournalReader implements AutoCloseable {
    /** Of the jobs that were never sent, so many are read back at once, of all partitions: some 50 MB of heap. */
    private static final int UNSENT = 100_000;

    /** Longer than a dead owner's transaction can stay open, and be noticed: 15 s and 10 s. */
    static final Duration PATIENCE = Duration.ofSeconds(40);

    /** The same, while partitions wait that may be readable: this one is asked for again later. */
    private static final Duration HURRIED_PATIENCE = Duration.ofSeconds(5);

    private static final Duration ALL_OFFSETS = Duration.ofSeconds(1);
    private static final Duration ONE_OFFSET = Duration.ofMillis(300);

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte @Nullable [], byte @Nullable []> consumer;

    private JournalReader(KafkaConsumer<byte @Nullable [], byte @Nullable []> consumer) {
        this.consumer = consumer;
    }

    public static JournalReader open(JournalSetup setup) {
        return new JournalReader(Clients.journalReader(setup));
    }

    /**
     * The group's offsets, by the number of the partition.
     *
     * @param committed without those of which the group has none
     * @param unsettled partitions whose offset a transaction holds that is still open
     */
    public record Offsets(Map<Integer, Committed> committed, Set<Integer> unsettled) {}

    /** Asks for all together; where the broker withholds one, for each by itself. */
    public Offsets committed(String requests, Collection<Integer> partitions) {
        Offsets found = new Offsets(new HashMap<>(), new HashSet<>());
        Set<TopicPartition> asked = new HashSet<>();
        partitions.forEach(partition -> asked.add(new TopicPartition(requests, partition)));
        if (!ask(asked, ALL_OFFSETS, found)) {
            asked.forEach(each -> {
                if (!ask(Set.of(each), ONE_OFFSET, found)) {
                    found.unsettled().add(each.partition());
                }
            });
        }
        return found;
    }

    private boolean ask(Set<TopicPartition> partitions, Duration patience, Offsets found) {
        try {
            consumer.committed(partitions, patience)
                    .forEach((partition, offset) -> Optional.ofNullable(offset)
                            .ifPresent(known -> found.committed().put(partition.partition(), Committed.of(known))));
            return true;
        } catch (TimeoutException withheld) {
            return false;
        }
    }

    /**
     * Reads each partition up to its end, and hands it over as soon as it is read.
     *
     * @param othersWait whether other partitions are asked for meanwhile
     */
    void read(
            Map<TopicPartition, Long> ends,
            Instant forgetBefore,
            BooleanSupplier othersWait,
            BiConsumer<TopicPartition, Replay> whenRead) {
        Map<TopicPartition, Replay> replays = new HashMap<>();
        int unsent = Math.max(1, UNSENT / Math.max(1, ends.size()));
        ends.keySet().forEach(partition -> replays.put(partition, new Replay(forgetBefore, unsent)));
        consumer.assign(ends.keySet());
        consumer.seekToBeginning(ends.keySet());
        Progress progress = new Progress();
        while (!replays.isEmpty()) {
            for (TopicPartition partition : Set.copyOf(replays.keySet())) {
                long position = consumer.position(partition);
                progress.at(partition, position);
                if (position >= ends.getOrDefault(partition, 0L)) {
                    hand(replays, partition, whenRead);
                }
            }
            if (!replays.isEmpty()) {
                progress.check(othersWait.getAsBoolean() ? HURRIED_PATIENCE : PATIENCE);
                poll(replays);
            }
        }
        consumer.unsubscribe();
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }

    private void hand(
            Map<TopicPartition, Replay> replays,
            TopicPartition partition,
            BiConsumer<TopicPartition, Replay> whenRead) {
        Replay whole = replays.remove(partition);
        consumer.assign(replays.keySet());
        if (whole != null) {
            whenRead.accept(partition, whole);
        }
    }

    private void poll(Map<TopicPartition, Replay> replays) {
        ConsumerRecords<byte @Nullable [], byte @Nullable []> read = consumer.poll(POLL);
        for (TopicPartition partition : read.partitions()) {
            Replay replay = replays.get(partition);
            if (replay != null) {
                replay.add(read.records(partition));
            }
        }
    }

    /** Gives up when nothing has moved for too long: reading much is fine, waiting for nothing is not. */
    private static final class Progress {
        private final Map<TopicPartition, Long> positions = new HashMap<>();
        private long movedNanos = System.nanoTime();

        void at(TopicPartition partition, long position) {
            Long before = positions.put(partition, position);
            if (before == null || before != position) {
                movedNanos = System.nanoTime();
            }
        }

        void check(Duration patience) {
            if (System.nanoTime() - movedNanos > patience.toNanos()) {
                throw new BrokerAwayException("the journal could not be read further for " + patience.toSeconds()
                        + " s; either the broker is away, or a transaction stays open");
            }
        }
    }
}
