package dev.takeone.journal;

import java.time.Instant;

/**
 * A partition in this worker's hands, from a restore to a release.
 *
 * @param number tells this hold of the partition from earlier and later ones
 * @param topicId the requests topic's id
 * @param position how far its requests are handled
 * @param headAt when its head was last written; the epoch where it has to be written at once
 */
record Hold(long number, String topicId, Position position, Instant headAt) {

    Hold at(Position next) {
        return new Hold(number, topicId, next, headAt);
    }

    Hold headWritten(Instant at) {
        return new Hold(number, topicId, position, at);
    }

    /** Whether the head is older than {@code limit}, and there is something to say in it. */
    boolean headOlderThan(Instant limit) {
        return headAt.isBefore(limit) && position.nextOffset().isPresent();
    }
}
