package dev.takeone.console.view;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the list of jobs, the newest first: it stays where it is while jobs come, move and go.
 *
 * @param publishedAt of the job next to the place, to the millisecond
 * @param jobId that job
 * @param direction which way the page lies from it
 */
public record PageKey(Instant publishedAt, String jobId, Direction direction) {
    private static final Pattern TEXT = Pattern.compile("(after|before)-(-?[0-9]{1,15})-([0-9a-f]{32})");

    /** Which way a page lies from its key. */
    public enum Direction {
        /** The lines that follow the key: older jobs. */
        AFTER,
        /** The lines that lead up to the key: newer jobs. */
        BEFORE
    }

    /** One word of letters, digits and dashes, for an address. */
    public String text() {
        return direction.name().toLowerCase(Locale.ROOT) + "-" + publishedAt.toEpochMilli() + "-" + jobId;
    }

    /** The key that {@link #text} wrote; empty where the text is none. */
    public static Optional<PageKey> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new PageKey(
                        Instant.ofEpochMilli(Long.parseLong(matcher.group(2))),
                        matcher.group(3),
                        matcher.group(1).equals("after") ? Direction.AFTER : Direction.BEFORE))
                : Optional.empty();
    }
}
