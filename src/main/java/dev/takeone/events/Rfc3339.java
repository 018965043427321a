package dev.takeone.events;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** Times as consumers read them: RFC 3339, UTC, always with milliseconds, so that they also sort as text. */
final class Rfc3339 {
    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant AFTER_LAST = Instant.parse("+10000-01-01T00:00:00Z");

    private Rfc3339() {}

    static String of(Instant time) {
        return MILLISECONDS.format(time);
    }

    /** Whether RFC 3339, whose years have four digits, can say it. A provider's number may be any. */
    static boolean covers(Instant time) {
        return !time.isBefore(FIRST) && time.isBefore(AFTER_LAST);
    }
}
