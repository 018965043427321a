package dev.takeone.intake;

import java.time.Duration;
import java.time.Instant;

/** Tells the time of a record from what a sender may have put there instead. */
final class Timestamps {
    /** No request is older. Zero, minus one (none), and seconds in place of milliseconds are all before. */
    private static final Instant EARLIEST = Instant.parse("2020-01-01T00:00:00Z");

    /** A clock may be ahead; microseconds in place of milliseconds are much further. */
    private static final Duration AHEAD = Duration.ofDays(366);

    private Timestamps() {}

    /**
     * When a record was published, as its timestamp says, where that can be; else now: ages, and the sums of them, would hold
     * half a century for as long as the worker runs.
     *
     * @param timestamp in milliseconds since 1970
     */
    static Instant publishedAt(long timestamp, Instant now) {
        Instant said = Instant.ofEpochMilli(timestamp);
        return said.isBefore(EARLIEST) || said.isAfter(now.plus(AHEAD)) ? now : said;
    }
}
