package dev.takeone.provider.quota;

/**
 * An even pace of calls, of which a thirtieth, or one, can be ahead: for bursts and slow transactions. What was saved up
 * by one rate is no more by another, and where there was none, nothing is saved up.
 *
 * <p>Times are nanoseconds of a clock that never goes back. Owned by one thread.
 */
final class Pace {
    /** A minute, and a second for what makes one call slower than another on its way to the provider. */
    static final long MINUTE = 61_000_000_000L;

    /** How far ahead of an even pace calls may run: some two seconds' worth of them. */
    private static final long AHEAD = MINUTE / 30;

    private double perMinute;

    /** When the next call would be written at an even pace. */
    private long next;

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

    private static long ahead(double rate) {
        return Math.max(AHEAD, step(rate));
    }

    private static long step(double rate) {
        return (long) Math.min(MINUTE / rate, Long.MAX_VALUE / 8.0);
    }
}
