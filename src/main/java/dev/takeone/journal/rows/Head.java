package dev.takeone.journal.rows;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a journal partition says of itself: whose it is, and how far the requests partition of the same number is
 * handled.
 *
 * @param group the consumer group that the journal belongs to
 * @param topic the requests topic's name
 * @param life whose offsets these are
 * @param nextOffset the first offset of the requests partition that is not handled yet
 * @param leaderEpoch no less than that of the record before it, and no more than that of the last that was handled; empty
 *     where the broker does not tell, where a person has chosen the offset, and in heads of before there was any
 * @param marks by which a journal is known that has lost a part of its past; empty in heads of before there were any
 */
public record Head(
        String group, String topic, TopicLife life, long nextOffset, OptionalInt leaderEpoch, Optional<Marks> marks) {}
