package dev.takeone.worker;

import java.util.Locale;

/** What became of a call to {@code /hooks}, and of the wake-up that it has led to. */
public enum CallbackOutcome {
    /** The wake-up is written. */
    WRITTEN,
    /** Not sealed by our secret, or no such path. */
    UNKNOWN,
    /** The body is too large. */
    TOO_LARGE,
    /** Too many calls are open. */
    BUSY,
    /** Kafka is away. */
    AWAY,
    /** The caller has gone, or is too slow. */
    BROKEN,
    /** A task of the job is asked for. */
    CHECKS,
    /** It has come before the answer to the POST, and is remembered. */
    EARLY,
    /** The job has ended, or is not here: nothing is done. */
    WITHOUT_EFFECT;

    /** The word in metrics. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
