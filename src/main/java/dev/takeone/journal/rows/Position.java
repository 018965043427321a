package dev.takeone.journal.rows;

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
 * @param holes the next offsets of the entries that are missing
 */
public record Position(OptionalLong reached, TreeSet<Long> holes) {
    public Position {
        holes = new TreeSet<>(holes);
    }

    public static Position at(OptionalLong nextOffset) {
        return new Position(nextOffset, new TreeSet<>());
    }

    /** The offset to commit; empty where nothing has been handled. */
    public OptionalLong nextOffset() {
        return holes.isEmpty() ? reached : OptionalLong.of(holes.first() - 1);
    }

    /** An entry with this next offset is journaled. */
    public Position written(long nextOffset) {
        TreeSet<Long> left = new TreeSet<>(holes);
        left.remove(nextOffset);
        return new Position(OptionalLong.of(Math.max(nextOffset, reached.orElse(nextOffset))), left);
    }

    /** The entry with this next offset could not be written. */
    public Position missing(long nextOffset) {
        if (nextOffset <= reached.orElse(Long.MIN_VALUE)) {
            return this;
        }
        TreeSet<Long> more = new TreeSet<>(holes);
        more.add(nextOffset);
        return new Position(reached, more);
    }
}
