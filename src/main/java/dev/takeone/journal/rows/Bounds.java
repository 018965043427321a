package dev.takeone.journal.rows;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/**
 * Reads what whoever is told of it reckons with. What no release writes, and no sum would hold, is none: else one record would
 * end every worker that reads it, and not its partition alone.
 */
final class Bounds {
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant AFTER_LAST = Instant.parse("+10000-01-01T00:00:00Z");

    /** Some 292 years: so much can be told in nanoseconds. */
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    private static final Duration LONGEST_BACK = Duration.ofNanos(Long.MIN_VALUE);

    /** More than costs have that a provider may name, of several tasks together. */
    private static final int MOST_DIGITS = 128;

    private Bounds() {}

    /**
     * A time of a year of four digits.
     *
     * @throws DateTimeException where it is none
     */
    static Instant time(String text) {
        Instant time = InstantText.parse(text);
        if (time.isBefore(FIRST) || !time.isBefore(AFTER_LAST)) {
            throw new DateTimeException("beyond all calendars");
        }
        return time;
    }

    /**
     * A duration, forwards or back.
     *
     * @throws DateTimeException where it is none
     */
    static Duration duration(String text) {
        Duration duration = Duration.parse(text);
        if (duration.compareTo(LONGEST) > 0 || duration.compareTo(LONGEST_BACK) < 0) {
            throw new DateTimeException("longer than can be told in nanoseconds");
        }
        return duration;
    }

    /**
     * An amount.
     *
     * @throws NumberFormatException where it is none
     */
    static BigDecimal decimal(String text) {
        BigDecimal number = new BigDecimal(text);
        if (number.precision() > MOST_DIGITS || Math.abs((long) number.scale()) > MOST_DIGITS) {
            throw new NumberFormatException("more digits than any amount has");
        }
        return number;
    }
}
