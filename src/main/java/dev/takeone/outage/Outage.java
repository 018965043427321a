package dev.takeone.outage;

import java.time.Instant;

/**
 * Something outside that cannot be used for now.
 *
 * @param since when it could be used last, or was first wanted
 * @param why the reason that was met last, in words for operators
 */
public record Outage(Instant since, String why) {
    /** How an error is told where its kind says as much as its text. */
    public static String said(Throwable error) {
        return error.getClass().getSimpleName() + ": " + error.getMessage();
    }
}
