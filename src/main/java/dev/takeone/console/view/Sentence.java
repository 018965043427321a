package dev.takeone.console.view;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times and lengths in sentences for people. A time stands in a sentence as RFC 3339 in UTC, to the second, such as {@code
 * 2026-11-29T10:02:00Z}; {@link #parts} finds it again, so that a page can show it in the reader's zone.
 */
public final class Sentence {
    private static final Pattern TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z");
    private static final Duration SECONDS = Duration.ofMinutes(5);
    private static final Duration MINUTES = Duration.ofHours(2);
    private static final Duration HOURS = Duration.ofDays(2);

    private Sentence() {}

    /** A piece of a sentence. */
    public sealed interface Part {

        /** Words, which may be a sender's or the provider's. */
        record Words(String text) implements Part {}

        /** A time. */
        record Time(Instant at) implements Part {}
    }

    /** The sentence in pieces, in their order. */
    public static List<Part> parts(String sentence) {
        List<Part> parts = new ArrayList<>();
        Matcher times = TIME.matcher(sentence);
        int from = 0;
        while (times.find()) {
            Optional<Instant> at = read(times.group());
            if (at.isPresent()) {
                words(parts, sentence.substring(from, times.start()));
                parts.add(new Part.Time(at.get()));
                from = times.end();
            }
        }
        words(parts, sentence.substring(from));
        return parts;
    }

    /** Empty for words of a sender's that look like a time. */
    private static Optional<Instant> read(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    private static void words(List<Part> parts, String text) {
        if (!text.isEmpty()) {
            parts.add(new Part.Words(text));
        }
    }

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
