package dev.takeone.provider;

/**
 * How many calls a minute this replica may make, as a function of time: it shrinks at once and grows over a minute, since
 * the former owner of what is gained has just used it. The growth begins late by as much as that one may have run ahead.
 *
 * @param from calls a minute when the growth began
 * @param target calls a minute when it is over; not below {@code from}
 * @param since when the growth began, in nanoseconds of the quota's own time
 */
record Share(double from, double target, long since) {
    private static final long WINDOW = CallWindow.LENGTH;

    static final Share NONE = new Share(0, 0, 0);

    /** This share changed to {@code perMinute} calls at {@code now}. */
    Share changed(int perMinute, long now) {
        // An equal share goes on growing: a rebalance that changes nothing must not begin the minute again.
        return perMinute == target ? this : grown(Math.min(at(now), perMinute), perMinute, now);
    }

    private static Share grown(double from, int perMinute, long now) {
        // Of few calls, the former owner's last one may have been a whole step early.
        long early = (long) Math.max(CallWindow.AHEAD, Math.min(WINDOW, WINDOW / (perMinute - from)));
        return new Share(from, perMinute, now + early);
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
