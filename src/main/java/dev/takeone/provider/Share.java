package dev.takeone.provider;

/**
 * How many calls a minute this replica may make, as a function of time: it shrinks at once and grows over a minute, since
 * the former owner of what is gained has just used it.
 *
 * @param from calls a minute when the growth began
 * @param target calls a minute when it is over; not below {@code from}
 * @param since when the growth began, in nanoseconds of the quota's own time
 */
record Share(double from, double target, long since) {
    /** A minute, and a second for what makes one call slower than another on its way to the provider. */
    static final long WINDOW = 61_000_000_000L;

    static final Share NONE = new Share(0, 0, 0);

    /** This share changed to {@code perMinute} calls at {@code now}. */
    Share changed(int perMinute, long now) {
        // An equal share goes on growing: a rebalance that changes nothing must not begin the minute again.
        return perMinute == target ? this : new Share(Math.min(at(now), perMinute), perMinute, now);
    }

    /** This share halved at {@code now}, and growing back. */
    Share halved(long now) {
        return new Share(at(now) / 2, target, now);
    }

    /** Calls a minute at a time. */
    double at(long time) {
        return time >= since + WINDOW ? target : from + (target - from) * Math.max(0, time - since) / WINDOW;
    }

    /** Whole calls in any minute, at a time. */
    int wholeCalls(long time) {
        return (int) at(time);
    }
}
