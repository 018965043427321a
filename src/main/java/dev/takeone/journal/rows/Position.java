package dev.takeone.journal.rows;

import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * How far a requests partition is handled, without gaps.
 *
 * <p>An entry that cannot be written leaves a hole: what came after it may be in the journal already, but the offset
 * stays before it until the entry that stands in for it is written too. A crash then reads the record again, and those
 * after it are known as repeats.
 *
 * @param reached the highest next offset journaled; empty where none is
 * @param epoch the leader's epoch of the record before it; empty where nobody has told it
 * @param holes the next offsets of the entries that are missing
 */
public record Position(OptionalLong reached, OptionalInt epoch, TreeSet<Long> holes) {
    public Position {
        holes = new TreeSet<>(holes);
    }

    public static Position at(OptionalLong nextOffset, OptionalInt epoch) {
        return new Position(nextOffset, epoch, new TreeSet<>());
    }

    /** Where nobody has told the epoch of the record before it. */
    public static Position at(OptionalLong nextOffset) {
        return at(nextOffset, OptionalInt.empty());
    }

    /** Whether all before this offset is journaled, and nothing behind it. */
    public boolean isAt(long offset) {
        return holes.isEmpty() && reached.equals(OptionalLong.of(offset));
    }

    /** The offset to commit; empty where nothing has been handled. */
    public OptionalLong nextOffset() {
        return holes.isEmpty() ? reached : OptionalLong.of(holes.first() - 1);
    }

    /**
     * An entry with this next offset is journaled.
     *
     * @param leaderEpoch of the record that it is about; empty where nobody has told it
     */
    public Position written(long nextOffset, OptionalInt leaderEpoch) {
        TreeSet<Long> left = new TreeSet<>(holes);
        left.remove(nextOffset);
        return nextOffset < reached.orElse(nextOffset)
                ? new Position(reached, epoch, left)
                : new Position(OptionalLong.of(nextOffset), leaderEpoch, left);
    }

    /** The entry with this next offset could not be written. */
    public Position missing(long nextOffset) {
        if (nextOffset <= reached.orElse(Long.MIN_VALUE)) {
            return this;
        }
        TreeSet<Long> more = new TreeSet<>(holes);
        more.add(nextOffset);
        return new Position(reached, epoch, more);
    }
}
