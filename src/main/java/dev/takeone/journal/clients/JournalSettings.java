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

    /**
     * The id under which the broker knows this worker's producer, and fences an older one of the same id. It begins with the
     * group and a hyphen, as the rights say. The group's length at its end says where the group ends: without it, worker
     * {@code express-1} of {@code takeone} and worker {@code 1} of {@code takeone-express} had one id, and ended each other.
     *
     * <p>A worker whose last life had another id, as in an update from a release that made them otherwise, does not end what
     * that has left open: it waits until the broker does, after {@link ClientSettings#TRANSACTION_TIMEOUT}, as workers with random
     * ids always do. A last life that still writes is fenced by the group's generation, which each of its commits bears.
     */
    public String transactionalId() {
        return group + "-" + workerId + "-" + group.length();
    }
}
