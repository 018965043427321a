package dev.takeone.journal.clients;

import java.time.Duration;

/**
 * What a user may set about the journal.
 *
 * @param group {@code takeone.group}, the consumer group
 * @param workerId {@code takeone.worker.id}, unlike that of every other running worker of the group
 * @param retention {@code takeone.journal.retention}: how long an ended job's identity is remembered
 * @param partitions {@code takeone.topics.partitions}, for topics that are created
 * @param create {@code takeone.topics.create}: whether missing topics are created and small ones grown
 * @param onMismatch {@code takeone.journal.on-mismatch}
 */
public record JournalSettings(
        String group, String workerId, Duration retention, int partitions, boolean create, OnMismatch onMismatch) {

    /** What to do where a partition's journal does not fit the requests topic or the group's offset. */
    public enum OnMismatch {
        /** Serve the partition only after a person has decided. */
        STOP,
        /** Believe the topic and the group's offset, keep the identities. */
        ADOPT
    }

    /** The id under which the broker knows this worker's producer, and fences an older one of the same id. */
    public String transactionalId() {
        return group + "-" + workerId;
    }
}
