package dev.takeone.provider.quota;

/**
 * An even pace of calls, of which one, and some time's worth of them, can be ahead. Without that time each call that is late
 * by a moment would make all that follow late, and of a slow pace much would be lost. What was saved up by one rate is no
 * more by another, and where there was none, nothing is saved up.
 *
 * <p>Times are nanoseconds of a clock that never goes back. Owned by one thread.
 */
final class Pace {
    /** A minute, and a second for what makes one call slower than another on its way to the provider. */
    static final long MINUTE = 61_000_000_000L;

    private final int callsAhead;
    private final long ahead;
    private double perMinute;

    /** When the next call would be written at an even pace. */
    private long next;

    /**
     * Without any calls yet.
     *
     * @param callsAhead how many calls may be ahead of an even pace, at least one
     * @param ahead and for how long besides
     */
    Pace(int callsAhead, long ahead) {
        this.callsAhead = callsAhead;
        this.ahead = ahead;
    }

    /** From {@code time} on there are so many calls a minute; 0 for none. */
    void change(double rate, long time) {
        if (rate == perMinute) {
            return;
        }
        double saved = perMinute > 0 ? (double) (ahead(perMinute) - behind(time)) / step(perMinute) : 0;
        perMinute = rate;
        if (rate > 0) {
            next = time + Math.max(0, ahead(rate) - (long) (saved * step(rate)));
        }
    }

    double perMinute() {
        return perMinute;
    }

    /**
     * Whether there is room for one more call.
     *
     * @param unwritten calls that are granted and not written: they count as the very next
     */
    boolean hasRoom(int unwritten, long time) {
        if (perMinute <= 0) {
            return false;
        }
        long step = step(perMinute);
        return behind(time) + (double) unwritten * step <= ahead(perMinute) - step;
    }

    /** A call is written. */
    void spend(long time) {
        if (perMinute > 0) {
            next = Math.max(next, time) + step(perMinute);
        }
    }

    private long behind(long time) {
        return Math.max(0, next - time);
    }

    private long ahead(double rate) {
        return callsAhead * step(rate) + ahead;
    }

    private static long step(double rate) {
        return (long) Math.min(MINUTE / rate, Long.MAX_VALUE / 8.0);
    }
}
