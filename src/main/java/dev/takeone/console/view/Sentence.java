package dev.takeone.console.view;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Times and lengths in sentences for people. A time stands in a sentence as RFC 3339 in UTC, to the second, such as {@code
 * 2026-11-29T10:02:00Z}: a page finds it again, and shows it in the reader's zone.
 */
public final class Sentence {
    private static final Duration SECONDS = Duration.ofMinutes(5);
    private static final Duration MINUTES = Duration.ofHours(2);
    private static final Duration HOURS = Duration.ofDays(2);

    private Sentence() {}

    /** A time as it stands in a sentence. */
    public static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** A length, to the unit that matters. */
    public static String length(Duration time) {
        if (time.compareTo(SECONDS) < 0) {
            return Math.max(0, time.toSeconds()) + " s";
        }
        if (time.compareTo(MINUTES) < 0) {
            return Math.round(time.toSeconds() / 60.0) + " min";
        }
        return time.compareTo(HOURS) < 0
                ? Math.round(time.toMinutes() / 60.0) + " h"
                : Math.round(time.toHours() / 24.0) + " days";
    }

    /** About how long, when nobody can know it to the second. */
    public static String about(Duration time) {
        return time.compareTo(Duration.ofMinutes(1)) < 0
                ? "less than a minute"
                : "about "
                        + (time.compareTo(SECONDS) < 0 ? Math.round(time.toSeconds() / 60.0) + " min" : length(time));
    }

    /** So many of something, with an s where it is not one. */
    public static String count(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
