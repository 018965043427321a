package dev.takeone.journal;

import java.time.Instant;

/**
 * Decisions that the broker does not take.
 *
 * @param since when it first refused what has not been committed since
 * @param why what it said last, and the mend
 */
public record Unwritten(Instant since, String why) {}
