package dev.takeone.journal;

import java.time.Instant;

/**
 * A partition read back, and what only the journal itself needs to know of it.
 *
 * @param restored what the worker is told
 * @param topicId the requests topic's id
 * @param headAt when the head was written; the epoch where it has to be written afresh
 */
record Restoration(Restored restored, String topicId, Instant headAt) {

    /** One that leads to nothing. */
    static Restoration without(Restored restored) {
        return new Restoration(restored, "", Instant.EPOCH);
    }
}
