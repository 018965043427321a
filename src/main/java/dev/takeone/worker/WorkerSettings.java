package dev.takeone.worker;

import java.time.Duration;
import java.util.Optional;

/**
 * What the worker is allowed.
 *
 * @param maxWaiting the jobs that may wait for submission in memory; the rest stays in the topic
 * @param maxWaitingBytes the memory that they may take, likewise, in bytes
 * @param maxPosts the POSTs that may be open at once
 * @param maxChecks the status checks that may be open at once
 * @param checkInterval the least pause between two checks of a task
 * @param checkDelay the mean time from a task's end to the check that finds it, where the account is used up
 * @param firstCheck the pause before a task's first check, where the user insists on one
 * @param retention how long an identity is remembered after the ending
 * @param refreshAfter the age at which a live row is written again, so that the topic's retention never reaches it; at first
 * @param writeDeadline the time from the commit's start within which a POST must be on its way
 * @param settleAfter how long after reading a row a POST of its former owner, or word of it, may still be under way
 * @param spend what may be spent
 */
public record WorkerSettings(
        int maxWaiting,
        long maxWaitingBytes,
        int maxPosts,
        int maxChecks,
        Duration checkInterval,
        Duration checkDelay,
        Optional<Duration> firstCheck,
        Duration retention,
        Duration refreshAfter,
        Duration writeDeadline,
        Duration settleAfter,
        SpendSettings spend) {

    /** How long an answer waits for its commit before word of it is left: longer than a broker that is there takes for one. */
    public static final Duration WORD_WAITS = Duration.ofSeconds(15);
}
