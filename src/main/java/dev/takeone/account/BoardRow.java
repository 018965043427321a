package dev.takeone.account;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A worker's own row.
 *
 * @param number counts this life's rows
 * @param left whether it is its last one: it makes no call any more
 * @param limits what it was told that the account allows
 * @param goesBy empty as long as it has taken no allotment
 * @param wholeSeconds how long it makes all of its calls without word of the board, and {@link Lease#LATER} of them after
 *     that; empty where it does not say so, and may make all of them as long as its lease runs
 */
public record BoardRow(
        Who who,
        RowNumber number,
        boolean left,
        AccountLimits limits,
        Optional<Holding> goesBy,
        Report report,
        OptionalInt wholeSeconds)
        implements BoardRecord {

    /** Of this release. */
    public BoardRow(
            Who who, RowNumber number, boolean left, AccountLimits limits, Optional<Holding> goesBy, Report report) {
        this(who, number, left, limits, goesBy, report, OptionalInt.of(Math.toIntExact(Lease.WHOLE.toSeconds())));
    }

    /** Whose it is. */
    public String life() {
        return who.life();
    }

    /** The consumer group of whose it is. */
    public String group() {
        return who.group();
    }
}
