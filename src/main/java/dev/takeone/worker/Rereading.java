package dev.takeone.worker;

import dev.takeone.request.RequestRecord;
import java.util.List;
import java.util.OptionalLong;

/**
 * Which records of a partition were handed over, and which have to be handed over once more: for want of room, or because
 * the consumer began behind them. Records come in the order of their offsets, so that one which is passed over closes the
 * way for all behind it until it comes again. Pure.
 */
final class Rereading {

    /** How a record comes. */
    enum Coming {
        /** Nothing before it is missing. */
        NEXT,

        /** Something before it was passed over, and comes again first. */
        BEHIND_A_GAP,

        /**
         * The first since the restore, and later than the one that is next: the group's offset may be that of a topic that is
         * no more, and would pass over what lies between.
         */
        LATE,

        /**
         * Behind one that comes after it in the topic, and nobody has asked for that. A consumer goes back by itself only
         * where its topic has become another one. The same for one that was handled, by its offset, and is another.
         */
        UNEXPLAINED
    }

    /** The first and the last of the records that were passed over. */
    private OptionalLong from = OptionalLong.empty();

    private long to = Long.MIN_VALUE;

    /** Whether the source was told to hold what was passed over. */
    private boolean held;

    /** Whether a record has come since the restore. */
    private boolean begun;

    /** The highest offset that was handed over. */
    private long handedUpTo = Long.MIN_VALUE;

    /** The lowest offset that was asked for a second time. */
    private long askedFrom = Long.MAX_VALUE;

    /** The same before a restore, for which every record that comes is the first. */
    Rereading again() {
        Rereading next = new Rereading();
        next.from = from;
        next.to = to;
        next.held = held;
        next.askedFrom = askedFrom;
        return next;
    }

    /**
     * Takes note of a record's coming after a restore.
     *
     * @param next the first offset that the journal has not handled; empty where it has handled none
     */
    Coming comes(long offset, OptionalLong next) {
        boolean explained = offset > handedUpTo || offset >= askedFrom;
        handedUpTo = Math.max(handedUpTo, offset);
        if (!explained) {
            return Coming.UNEXPLAINED;
        }
        boolean follows = follows(offset);
        if (beginsLate(offset, next)) {
            return Coming.LATE;
        }
        return follows ? Coming.NEXT : Coming.BEHIND_A_GAP;
    }

    /** Whether this is {@link Coming#LATE}; takes note that a record has come. */
    boolean beginsLate(long offset, OptionalLong next) {
        boolean late = !begun && next.isPresent() && offset > next.getAsLong();
        begun = true;
        return late;
    }

    /** Whether a record has come since the restore. */
    boolean begun() {
        return begun;
    }

    /**
     * Whether the source has been told where to begin, and nothing has come from there yet. Only with a record does a
     * consumer learn the leader's epoch by which it knows its log again, so that until then a log that was cut, and has grown
     * past that place, looks whole to it.
     */
    boolean beginsBlindly() {
        return !begun || from.isPresent();
    }

    /**
     * Whether nothing before this record was passed over. Offsets grow until the partition is read again, so one that
     * does not is from there; the first may have another offset than was asked for, where the topic has lost some.
     */
    boolean follows(long offset) {
        if (offset <= to) {
            from = OptionalLong.empty();
            to = Long.MIN_VALUE;
        }
        return from.isEmpty();
    }

    /** There is no room for this record, nor for any after it until it comes again. */
    void passOver(long offset) {
        from = OptionalLong.of(Math.min(from.orElse(offset), offset));
        to = Math.max(to, offset);
    }

    /** These, and whatever lies between the one that is next and them, have to come again. */
    void passOverAll(List<RequestRecord> records, OptionalLong next) {
        passOver(next.orElse(0));
        records.forEach(record -> passOver(record.offset()));
    }

    /** Where to read again from; empty where nothing was passed over. */
    OptionalLong from() {
        return from;
    }

    /** The source is about to read again from here. */
    void asked(long offset) {
        askedFrom = Math.min(askedFrom, offset);
    }

    /** Whether the source holds what was passed over until there is room. */
    boolean isHeld() {
        return held;
    }

    /** The source holds it from now on. */
    void hold() {
        held = true;
    }

    /** The source goes on. */
    void goOn() {
        held = false;
    }
}
