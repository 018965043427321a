package dev.takeone.journal.write;

import dev.takeone.journal.Entry;
import dev.takeone.journal.rows.Marks;
import dev.takeone.journal.rows.Position;
import dev.takeone.journal.rows.TopicLife;
import dev.takeone.journal.topics.HeadAge;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A partition in this worker's hands, from a restore to a release.
 *
 * @param since tells it from earlier and later tenures of the same partition
 * @param life the requests topic's
 * @param position how far its requests are handled
 * @param headAt when its head was last written; the epoch where it has to be written at once
 * @param marks as the last head has them, or will have them where none is written yet
 */
public record Tenure(Beginning since, TopicLife life, Position position, Instant headAt, Marks marks) {

    /** One restore that came to a good end: each is another, and equal to itself only. */
    public static final class Beginning {}

    /** Whether nothing but time and commits lies between the two. */
    boolean isSame(Tenure other) {
        return since == other.since;
    }

    Tenure at(Position next) {
        return new Tenure(since, life, next, headAt, marks);
    }

    /**
     * After the commit of a transaction that was begun some time ago: what was learned of the topics meanwhile stands, and is
     * to be written.
     *
     * @param written as that transaction has left the partition
     * @param at when
     */
    Tenure committed(Tenure written, Instant at) {
        Marks learned = written.marks().with(marks.receiptsId(), marks.floor());
        Instant whole = learned.equals(written.marks()) ? at : Instant.EPOCH;
        return new Tenure(since, written.life(), written.position(), whole, learned);
    }

    public Tenure marked(Marks next) {
        return new Tenure(since, life, position, headAt, next);
    }

    /** After a transaction with these entries, all of them this partition's. */
    Tenure after(List<Entry> entries) {
        Position moved = position;
        for (Entry entry : entries) {
            if (entry.nextOffset().isPresent()) {
                moved = moved.written(entry.nextOffset().getAsLong(), entry.leaderEpoch());
            }
        }
        return at(moved).marked(marks.after(entries));
    }

    /**
     * There is no record from one offset to the other, and never will be; the same where records have come since.
     *
     * @param leaderEpoch at the end of the log, which is no earlier than that of what lies before it
     */
    public Tenure passed(long from, long to, OptionalInt leaderEpoch) {
        return position.isAt(from)
                ? new Tenure(since, life, Position.at(OptionalLong.of(to), leaderEpoch), Instant.EPOCH, marks)
                : this;
    }

    /** Whether the head has to be written again, and there is something to say in it. */
    public boolean headIsOld(HeadAge age) {
        return age.isOld(headAt) && position.nextOffset().isPresent();
    }
}
