package dev.takeone.console.view;

/**
 * Something that is wrong, and how to mend it.
 *
 * @param weight how bad
 * @param what a sentence
 * @param mend what to do, in the words of the runbook where it has some; never empty
 */
public record Trouble(Weight weight, String what, String mend) {

    /** How bad it is; the worst first. */
    public enum Weight {
        /** Somebody has to act, or work stands still. */
        BAD,
        /** Worth knowing; work goes on, or goes on by itself. */
        NOTE
    }
}
