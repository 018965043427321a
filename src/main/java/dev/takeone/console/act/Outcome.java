package dev.takeone.console.act;

/** What came of an action. */
public sealed interface Outcome {

    /**
     * It was done.
     *
     * @param count the jobs that it was about
     * @param says a sentence
     */
    record Done(int count, String says) implements Outcome {}

    /**
     * It was not, or not wholly.
     *
     * @param count the jobs for which it was done all the same
     * @param why a sentence
     */
    record Refused(int count, String why) implements Outcome {}
}
