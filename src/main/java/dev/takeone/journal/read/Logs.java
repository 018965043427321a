package dev.takeone.journal.read;

import dev.takeone.journal.clients.TopicNames;
import dev.takeone.journal.rows.Committed;
import dev.takeone.journal.rows.Found;
import dev.takeone.journal.topics.AdminCalls;
import dev.takeone.journal.topics.Described;
import dev.takeone.journal.topics.LogEnd;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** Where the logs of some partitions begin and end, by the topics as they are now. */
public record Logs(
        TopicNames names, Described topics, Map<TopicPartition, Long> starts, Map<TopicPartition, LogEnd> ends) {

    /** Asks the broker. The ends count what is not committed yet. */
    public static Logs of(AdminCalls calls, TopicNames names, Collection<Integer> partitions, Described topics)
            throws InterruptedException {
        Set<TopicPartition> asked = new HashSet<>();
        for (int partition : partitions) {
            asked.add(new TopicPartition(names.requests(), partition));
            asked.add(new TopicPartition(names.jobs(), partition));
        }
        return new Logs(names, topics, calls.beginnings(asked), calls.ends(asked));
    }

    public Found.Log requests(int partition) {
        return log(topics.requests().topicId().toString(), new TopicPartition(names.requests(), partition));
    }

    public Found.Log jobs(int partition) {
        return log(topics.jobs().topicId().toString(), jobsPartition(partition));
    }

    TopicPartition jobsPartition(int partition) {
        return new TopicPartition(names.jobs(), partition);
    }

    /** The end of a journal partition. */
    public long jobsEnd(int partition) {
        return end(jobsPartition(partition)).offset();
    }

    /** The leader's epoch at the end of a requests partition; empty where the broker does not tell. */
    public OptionalInt requestsEpoch(int partition) {
        return end(new TopicPartition(names.requests(), partition)).leaderEpoch();
    }

    private LogEnd end(TopicPartition partition) {
        return ends.getOrDefault(partition, LogEnd.NONE);
    }

    /** What is found of a partition, but for witnesses of what it does not tell itself. */
    Found found(int partition, Replay replay, Optional<Committed> committed, Instant rowsKeptFrom) {
        return new Found(
                partition,
                replay.head(),
                replay.rows(),
                committed,
                requests(partition),
                jobs(partition),
                topics.receipts().topicId().toString(),
                rowsKeptFrom);
    }

    /** By partition, what the receipts tell of those that have had one; they may be gone since. */
    static Map<Integer, String> receipts(
            AdminCalls calls, TopicNames names, Collection<Integer> partitions, Described topics)
            throws InterruptedException {
        Set<TopicPartition> asked = new HashSet<>();
        for (int partition : partitions) {
            if (partition < topics.receipts().partitions().size()) {
                asked.add(new TopicPartition(names.receipts(), partition));
            }
        }
        Map<Integer, String> told = new HashMap<>();
        calls.ends(asked).forEach((partition, end) -> {
            if (end.offset() > 0) {
                told.put(
                        partition.partition(),
                        partition.topic() + " has had receipts of its jobs, up to offset " + end.offset());
            }
        });
        return told;
    }

    /** Those of these partitions of the journal that hold records. */
    public static Set<Integer> filled(AdminCalls calls, TopicNames names, Collection<Integer> partitions)
            throws InterruptedException {
        Set<TopicPartition> asked = new HashSet<>();
        partitions.forEach(partition -> asked.add(new TopicPartition(names.jobs(), partition)));
        Map<TopicPartition, Long> starts = calls.beginnings(asked);
        Set<Integer> filled = new HashSet<>();
        calls.ends(asked).forEach((partition, end) -> {
            if (end.offset() > starts.getOrDefault(partition, 0L)) {
                filled.add(partition.partition());
            }
        });
        return filled;
    }

    private Found.Log log(String topicId, TopicPartition partition) {
        return new Found.Log(
                topicId, starts.getOrDefault(partition, 0L), end(partition).offset());
    }
}
