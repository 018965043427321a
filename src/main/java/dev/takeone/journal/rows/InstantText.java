package dev.takeone.journal.rows;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Reads times as {@link Instant#toString} writes them, which is all that a journal holds, digit by digit. The JDK's own
 * parser reads any form of them, and took an eighth of the processors' time of a restore of a million ended jobs
 * ({@code ./takeone bench restore}, by JFR).
 */
public final class InstantText {
    private static final int SHORTEST = "2026-11-22T12:00:00Z".length();
    private static final int LONGEST = "2026-11-22T12:00:00.123456789Z".length();
    private static final int FRACTION = "2026-11-22T12:00:00.".length();
    private static final int NANO_DIGITS = 9;
    private static final int NO_NUMBER = -1;

    private InstantText() {}

    /**
     * The same as {@link Instant#parse}, to which everything of another form goes.
     *
     * @throws DateTimeException where that is no time
     */
    public static Instant parse(String text) {
        int length = text.length();
        if (length < SHORTEST || length > LONGEST || length == FRACTION + 1 || !isPunctuated(text)) {
            return Instant.parse(text);
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        int nanos = length == SHORTEST ? 0 : nanos(text);
        if (anyNegative(year, month, day, hour, minute, second, nanos) || hour > 23 || minute > 59 || second > 59) {
            return Instant.parse(text);
        }
        long days = LocalDate.of(year, month, day).toEpochDay();
        return Instant.ofEpochSecond(((days * 24 + hour) * 60 + minute) * 60 + second, nanos);
    }

    private static boolean isPunctuated(String text) {
        return text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && text.charAt(10) == 'T'
                && text.charAt(13) == ':'
                && text.charAt(16) == ':'
                && (text.length() == SHORTEST || text.charAt(19) == '.')
                && text.charAt(text.length() - 1) == 'Z';
    }

    private static int nanos(String text) {
        int digits = text.length() - 1 - FRACTION;
        int nanos = number(text, FRACTION, text.length() - 1);
        for (int missing = digits; missing < NANO_DIGITS && nanos > 0; missing++) {
            nanos *= 10;
        }
        return nanos;
    }

    /** Of at most nine digits; {@link #NO_NUMBER} where another character is among them. */
    private static int number(String text, int from, int to) {
        int number = 0;
        for (int at = from; at < to; at++) {
            int digit = text.charAt(at) - '0';
            if (digit < 0 || digit > 9) {
                return NO_NUMBER;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    private static boolean anyNegative(int... numbers) {
        for (int number : numbers) {
            if (number < 0) {
                return true;
            }
        }
        return false;
    }
}
