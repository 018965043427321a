package dev.takeone.request;

import dev.takeone.job.Identity;
import dev.takeone.job.Origin;

/**
 * Makes job ids. An id is deterministic, and never made twice: cluster, topic id and offset tell apart any two records
 * that ever were, also those of a topic that was deleted and made anew.
 *
 * @param clusterId the Kafka cluster's id
 * @param group the consumer group
 * @param topicId the requests topic's id, or whatever else tells whose offsets those of its records are
 */
public record JobIds(String clusterId, String group, String topicId) {

    /** The same for the records of another topic, be it one that was made anew under the same name. */
    public JobIds in(String otherTopicId) {
        return new JobIds(clusterId, group, otherTopicId);
    }

    /** The identity of a record that brings none. */
    public Identity coordinates(Origin origin) {
        return Identity.of(origin, topicId);
    }

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
                .add(source(identity))
                .add(identity.id())
                .hex();
    }

    /** The topic is named above already. */
    private static String source(Identity identity) {
        return switch (identity.kind()) {
            case CLOUD_EVENT, REQUEST_ID -> identity.source();
            case COORDINATES -> "";
        };
    }
}
