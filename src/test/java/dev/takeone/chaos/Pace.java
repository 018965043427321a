package dev.takeone.chaos;

import java.time.Duration;

/**
 * How fast a campaign goes.
 *
 * @param length from the first request to the last, attacks included
 * @param requestsPerSecond new requests, repeats among them
 * @param session the workers' session timeout
 * @param abortScan how often the broker looks for transactions that took too long
 * @param burst between attacks that come close together
 * @param ordinary between others
 * @param calm between attacks, now and then: long enough for a takeover that nothing disturbs
 * @param restart from the end of a worker to its next start
 * @param nap a pause that the session survives
 * @param sleep a pause that it does not
 */
record Pace(
        Duration length,
        int requestsPerSecond,
        Duration session,
        Duration abortScan,
        Span burst,
        Span ordinary,
        Span calm,
        Span restart,
        Span nap,
        Span sleep) {
    /** What a worker takes to start, as far as the schedule reckons with it. */
    static final Duration START = Duration.ofSeconds(5);

    /** The workers' own transaction timeout, which is not a setting. */
    private static final Duration TRANSACTION = Duration.ofSeconds(15);

    /** The worker's own settings and the broker's defaults, for {@code ./takeone chaos}. */
    static Pace ofProduction(Duration length) {
        return new Pace(
                length,
                4,
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Span.ofMillis(0, 3_000),
                Span.ofMillis(6_000, 14_000),
                Span.ofMillis(32_000, 38_000),
                Span.ofMillis(0, 12_000),
                Span.ofMillis(500, 8_000),
                Span.ofMillis(11_000, 25_000));
    }

    /** As many attacks as 90 s can hold: the shortest session that a broker allows by default, and quick restarts. */
    static Pace ofBuild() {
        return new Pace(
                Duration.ofSeconds(90),
                4,
                Duration.ofSeconds(6),
                Duration.ofSeconds(1),
                Span.ofMillis(0, 800),
                Span.ofMillis(1_500, 5_000),
                Span.ofMillis(12_000, 13_000),
                Span.ofMillis(0, 1_000),
                Span.ofMillis(500, 4_000),
                Span.ofMillis(7_000, 9_000));
    }

    Bound bound() {
        return new Bound(session, TRANSACTION, abortScan);
    }
}
