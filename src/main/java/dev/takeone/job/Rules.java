package dev.takeone.job;

import java.time.Duration;
import java.time.Instant;

/**
 * The policies of the contract that a user may set.
 *
 * @param inDoubt what to do with a POST whose outcome is unknown
 * @param replayWindow how long after the first POST its key is trusted; the life of a key is not published
 * @param giveUpAfter how long a job may be provably not accepted
 * @param deadline how long after the submission a task may say that it is not done
 * @param outputPatience how long a task may say that it is done, without a URL and without a reason for that
 */
public record Rules(
        InDoubt inDoubt, Duration replayWindow, Duration giveUpAfter, Duration deadline, Duration outputPatience) {

    /** The least number of words of a bad end. */
    static final int BAD_END_ANSWERS = 2;

    /**
     * The least number of answers in a row that do not know a task, or refuse to tell of it, before it is given up, however
     * much time has passed by a clock that may have been set ahead. They are at least 5 s apart, so that they take a minute.
     */
    static final int NOT_FOUND_ANSWERS = 13;

    private static final Duration APART = Duration.ofSeconds(5);

    /** The least time between the first and the last answer that does not know a task: longer than any lag between write and read. */
    static final Duration NOT_FOUND_SPAN = Duration.ofMinutes(5);

    /** The least time between the first and the second word of a bad end: an early one has been seen to flip. */
    public static final Duration TOLD_TWICE = Duration.ofSeconds(10);

    /**
     * The least number of answers of one task that cannot be read while others' can, before its deadline counts. It is
     * asked for more and more rarely, so that they take minutes.
     */
    static final int UNREAD_ANSWERS = 6;

    /** How far times when the provider could not be asked may push the deadline. */
    static final Duration LATEST_DEADLINE = Duration.ofHours(24);

    /** Between two tries to submit, where the provider does not ask for a longer one. */
    public static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    /** More rows than one a minute would be much traffic for little. */
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    /** What to do with a POST whose outcome is unknown. */
    public enum InDoubt {
        /** Send the same body under the same key again. */
        REPLAY,
        /** End the job as {@code submission_in_doubt}. */
        FAIL
    }

    /** The least number of answers that say "done" without an address; fewer where they are to be believed sooner. */
    int noOutputAnswers() {
        return Math.clamp(outputPatience.dividedBy(APART) + 1, BAD_END_ANSWERS, NOT_FOUND_ANSWERS);
    }

    /** The pause after the {@code count}th refusal in a row, from 1: doubling from a second to a minute. */
    static Duration pauseAfter(int count) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.clamp(count - 1L, 0, 6));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    boolean mayReplay(JobState.Submitting state, Instant now) {
        return mayRepeat(state.firstPostAt(), now);
    }

    /** Whether a POST may follow one, meant at {@code first}, that may have been accepted. */
    boolean mayRepeat(Instant first, Instant now) {
        return switch (inDoubt) {
            case FAIL -> false;
            case REPLAY -> now.isBefore(first.plus(replayWindow));
        };
    }

    /** Until when a POST whose outcome is unknown may be repeated, and the last is waited for. */
    public Instant windowEnd(JobState.Submitting state) {
        return state.firstPostAt().plus(replayWindow);
    }

    /**
     * How old the last row of a running job may be when a check of it ends: to a new owner, the time since is one in which
     * nobody could ask, and extends the deadline.
     */
    public Duration oldestRow() {
        Duration part = deadline.dividedBy(8);
        return part.compareTo(A_MINUTE) > 0 ? part : A_MINUTE;
    }

    /**
     * Whether a word that says not done ends it. A clock that was set back for no good leaves a row that counts from too
     * early, and is blind for as long to whoever reads it: the bound to that time counts from the later of both.
     */
    public boolean pastDeadline(JobState.Submitted state, Instant now) {
        Instant from = state.countsFrom();
        Instant later = from.isBefore(state.submittedAt()) ? state.submittedAt() : from;
        Duration latest = deadline.compareTo(LATEST_DEADLINE) > 0 ? deadline : LATEST_DEADLINE;
        return now.isAfter(from.plus(deadline).plus(state.blind())) || now.isAfter(later.plus(latest));
    }
}
