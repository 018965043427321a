package dev.takeone.worker;

import java.time.Instant;

/** What is known of the provider's calls for a job; made for those that may call, or have. */
final class Calls {
    /** Whether its POST went from here, and named where this worker's group is called. */
    boolean expected;

    /** Whether somebody has ever called. */
    boolean came;

    /** Whether it has told already how far calls can be relied on. */
    boolean counted;

    /** When a call makes it due, by the {@link SteadyClock}; far ahead where none does. */
    Instant wakeAt = Instant.MAX;

    /** When its task was accepted here, by the same clock; far ahead before it is. */
    Instant submittedAt = Instant.MAX;

    /** It is asked for, whatever has called. */
    void asked() {
        wakeAt = Instant.MAX;
    }
}
