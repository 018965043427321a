package dev.takeone.account;

import java.time.Duration;
import java.util.Optional;

/** The rules that keep the sum within the account, each in a place of its own, so that a test can take one out. */
class Reckoning {
    /** What a dealer's clock may be quicker than a worker's, and a call may be on its way. */
    private static final Duration SPARE = Duration.ofSeconds(3);

    /** The window, and how much later than others a call may arrive. */
    private static final Duration MINUTE = Duration.ofSeconds(62);

    /** Part of a lease's calls that counts as what may be ahead of an even pace, beside one call: more than is. */
    private static final double AHEAD = 1.0 / 30;

    /** Whether a dealing counts. */
    boolean counts(String office, String newest) {
        return office.equals(newest);
    }

    /** What counts because a worker's row says that it goes by it, whatever was read before. */
    Optional<Holding> told(Optional<Holding> goesBy) {
        return goesBy;
    }

    /** Until when what was dealt may be used, in nanoseconds. */
    long end(long answeredRowReadAt) {
        return answeredRowReadAt + Lease.LENGTH.plus(SPARE).toNanos();
    }

    /** Until when all calls that were dealt may be made, and not a part of them only, in nanoseconds. */
    long wholeEnd(long answeredRowReadAt, Duration whole) {
        return answeredRowReadAt + whole.plus(SPARE).toNanos();
    }

    /** Whether something that was dealt is used no more, once its worker says that it goes by this dealing. */
    boolean isOver(DealingNumber dealing, DealingNumber goesBy) {
        return dealing.isBefore(goesBy);
    }

    /** How much longer than its rate a burst is counted, in nanoseconds. */
    long linger() {
        return MINUTE.toNanos();
    }

    /** Calls that a worker with such a lease may make ahead of an even pace. */
    double burst(double calls) {
        return calls > 0 ? 1 + AHEAD * calls : 0;
    }

    /** The most calls that cost, together with their burst, no more than {@code room}. */
    double callsWithin(double room) {
        return Math.max(0, (room - 1) / (1 + AHEAD));
    }

    /** Dollars that may be dealt now, in millionths. */
    long free(Outlay outlay, Ceilings ceilings) {
        return outlay.left(ceilings);
    }

    /** Whether dollars that were dealt may be drawn no more, once the worker's own purse goes by this dealing. */
    boolean isDrawn(DealingNumber dealing, DealingNumber purseGoesBy) {
        return dealing.isBefore(purseGoesBy);
    }

    /**
     * Whether all tasks that were begun by a dealing are told of. That its worker goes by a later one is said in the row that
     * is written next, with what the worker has told of itself before: by then it may have begun more.
     *
     * @param toldBy the dealing that the worker went by when it told of its tasks and dollars
     * @param goesBy what it goes by when the row is written
     */
    boolean isBegun(DealingNumber dealing, DealingNumber toldBy, Optional<Holding> goesBy) {
        return dealing.isBefore(toldBy);
    }

    /** The part of all calls that status checks may take before submissions that wait. */
    double partOfChecks() {
        return 0.9;
    }
}
