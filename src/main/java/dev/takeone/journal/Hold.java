package dev.takeone.journal;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * A partition in this worker's hands, from a restore to a release.
 *
 * @param number tells this hold of the partition from earlier and later ones
 * @param life the requests topic's
 * @param position how far its requests are handled
 * @param headAt when its head was last written; the epoch where it has to be written at once
 * @param marks as the last head has them, or will have them where none is written yet
 */
record Hold(long number, TopicLife life, Position position, Instant headAt, Marks marks) {

    Hold at(Position next) {
        return new Hold(number, life, next, headAt, marks);
    }

    Hold headWritten(Instant at) {
        return new Hold(number, life, position, at, marks);
    }

    Hold marked(Marks next) {
        return new Hold(number, life, position, headAt, next);
    }

    /** After a transaction with these entries, all of them this partition's. */
    Hold after(List<Entry> entries) {
        Position moved = position;
        for (Entry entry : entries) {
            if (entry.nextOffset().isPresent()) {
                moved = moved.written(entry.nextOffset().getAsLong());
            }
        }
        return at(moved).marked(marks.after(entries));
    }

    /** There is no record from one offset to the other, and never will be; the same where records have come since. */
    Hold passed(long from, long to) {
        return position.equals(Position.at(OptionalLong.of(from)))
                ? new Hold(number, life, Position.at(OptionalLong.of(to)), Instant.EPOCH, marks)
                : this;
    }

    /** Whether the head has to be written again, and there is something to say in it. */
    boolean headIsOld(HeadAge age) {
        return age.isOld(headAt) && position.nextOffset().isPresent();
    }
}
