package dev.takeone.journal;

/**
 * What a journal partition says of itself: whose it is, and how far the requests partition of the same number is
 * handled.
 *
 * @param group the consumer group that the journal belongs to
 * @param topic the requests topic's name
 * @param topicId the requests topic's id, which a topic made anew under the same name does not share
 * @param nextOffset the first offset of the requests partition that is not handled yet
 */
record Head(String group, String topic, String topicId, long nextOffset) {}
