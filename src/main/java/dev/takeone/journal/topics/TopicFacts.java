package dev.takeone.journal.topics;

import java.time.Duration;
import java.util.Optional;

/**
 * What the broker said of itself and the topics at the start.
 *
 * @param clusterId the cluster's id
 * @param requestsTopicId the requests topic's id
 * @param partitions the requests topic's partitions
 * @param jobsRetention how long the jobs topic keeps a row; empty where it keeps for ever
 */
public record TopicFacts(String clusterId, String requestsTopicId, int partitions, Optional<Duration> jobsRetention) {

    /** The age at which a row or a head has to be written again, lest the topic delete it; empty where it never does. */
    public Optional<Duration> rewriteAfter() {
        return rewriteAfter(jobsRetention);
    }

    public static Optional<Duration> rewriteAfter(Optional<Duration> jobsRetention) {
        return jobsRetention.map(retention -> retention.dividedBy(4));
    }
}
