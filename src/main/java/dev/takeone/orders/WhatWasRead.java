package dev.takeone.orders;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * How far the topic was read, and what it has lost since: by which it is judged, where all of it is read again, what has ended.
 * An order stands until it is ended, and where the topic says nothing of it any more, it may only be lost. Used by one thread;
 * reads no clock.
 */
final class WhatWasRead {
    /** The end of an order lies in the topic for so long at least ({@code delete.retention.ms}), however it is compacted. */
    private static final Duration ENDS_STAY = Duration.ofHours(24);

    private Extent extent = Extent.NONE;

    /** The names of orders that the topic has lost, and that stand. */
    private final Set<String> onlyHere = new HashSet<>();

    /**
     * From where and up to where a topic was read, or is there.
     *
     * @param life the topic's id
     * @param begin the first offset
     * @param end the offset of the next record
     */
    record Extent(String life, long begin, long end) {
        static final Extent NONE = new Extent("", Long.MAX_VALUE, 0);

        /**
         * Whether all of this is there still. Compaction moves neither end, and takes an order only once another record under
         * its name stands behind it; whoever empties a topic or cuts it short moves one of them, and one that is made anew is
         * another, however long it is.
         */
        boolean isIn(Extent now) {
            return now.life.equals(life) && now.begin <= begin && now.end >= end;
        }
    }

    /** It was read up to there. */
    void upTo(Extent all) {
        extent = all;
    }

    /** The topic says something of these. */
    void says(Collection<OrderReading> more) {
        more.forEach(each -> onlyHere.remove(each.name()));
    }

    /**
     * What stands once all of the topic is read again.
     *
     * @param told what stood before
     * @param all what the topic says
     * @param now where it is there
     * @param unread for how long it could not be read
     * @param newlyLost hears the name of each order of which the topic says nothing any more, and that stands
     */
    StandingOrders again(
            StandingOrders told,
            Collection<OrderReading> all,
            Extent now,
            Duration unread,
            Consumer<String> newlyLost) {
        says(all);
        if (extent.isIn(now) && unread.compareTo(ENDS_STAY) >= 0) {
            return told.keptUnder(all, onlyHere).after(all);
        }
        Set<String> lost = told.lost(all);
        lost.removeAll(onlyHere);
        onlyHere.addAll(lost);
        lost.forEach(newlyLost);
        return told.readAgain().after(all);
    }
}
