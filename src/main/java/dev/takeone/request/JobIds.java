package dev.takeone.request;

import dev.takeone.job.Identity;
import dev.takeone.job.Origin;

/**
 * Makes job ids. An id is deterministic, and never made twice: cluster, topic id and offset tell apart any two records
 * that ever were, also those of a topic that was deleted and made anew.
 *
 * @param clusterId the Kafka cluster's id
 * @param group the consumer group
 * @param topicId the requests topic's id
 */
public record JobIds(String clusterId, String group, String topicId) {

    /** The id of the job that a record begins: 32 characters of {@code 0-9a-f}. */
    public String of(Origin origin, Identity identity) {
        return new Digest("takeone/job/1")
                .add(clusterId)
                .add(group)
                .add(topicId)
                .add(origin.topic())
                .add(origin.partition())
                .add(origin.offset())
                .add(identity.kind().name())
                .add(identity.source())
                .add(identity.id())
                .hex();
    }
}
