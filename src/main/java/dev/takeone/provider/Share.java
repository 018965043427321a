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
    static final long WINDOW = 60_000_000_000L;
    static final long NEVER = Long.MAX_VALUE;

    static final Share NONE = new Share(0, 0, 0);

    /** This share changed to {@code perMinute} calls at {@code now}. */
    Share changed(double perMinute, long now) {
        double current = at(now);
        // An equal share goes on growing: a rebalance that changes nothing must not begin the minute again.
        return perMinute == target ? this : new Share(Math.min(current, perMinute), perMinute, now);
    }

    /** Calls a minute at a time. */
    double at(long time) {
        return time >= grownAt() ? target : from + (target - from) * Math.max(0, time - since) / WINDOW;
    }

    /** Whole calls in any minute, at a time; zero where the share is below one. */
    int wholeCalls(long time) {
        return (int) at(time);
    }

    /** Nanoseconds between two calls, at a time when the share is below one a minute; {@link #NEVER} without a share. */
    long interval(long time) {
        double below = time >= grownAt() ? target : from;
        return below > 0 ? (long) Math.ceil(WINDOW / below) : NEVER;
    }

    /** When the share is first large enough for so many calls in a minute, not before {@code now}. */
    long reaches(int calls, long now) {
        if (wholeCalls(now) >= calls) {
            return now;
        }
        if (calls > (int) target) {
            return NEVER;
        }
        long exact = since + (long) Math.ceil((calls - from) / (target - from) * WINDOW);
        // The division may have rounded the crossing down by a nanosecond.
        return Math.max(now, wholeCalls(exact) >= calls ? exact : exact + 1);
    }

    /** When the growth is over. */
    long grownAt() {
        return since + WINDOW;
    }
}
