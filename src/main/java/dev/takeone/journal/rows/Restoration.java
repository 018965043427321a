package dev.takeone.journal.rows;

import dev.takeone.journal.Restored;
import java.time.Instant;
import java.util.Optional;

/**
 * A partition read back, and what only the journal itself needs to know of it.
 *
 * @param restored what the worker is told
 * @param held how the partition is to be held; empty where it is not to be
 */
public record Restoration(Restored restored, Optional<Held> held) {

    /**
     * How a partition is held from now on.
     *
     * @param life the requests topic's
     * @param position where the next record may be
     * @param headAt when the head was written; the epoch where it has to be written afresh
     * @param marks of the head
     */
    public record Held(TopicLife life, Position position, Instant headAt, Marks marks) {

        /** The broker's clock may be ahead of this one, by which the head's age is told. */
        public Held notAhead(Instant now) {
            return new Held(life, position, headAt.isAfter(now) ? now : headAt, marks);
        }
    }

    /** One that leads to nothing. */
    public static Restoration without(Restored restored) {
        return new Restoration(restored, Optional.empty());
    }
}
