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

    /**
     * Nobody has said whether it is done: Kafka may have taken it, or not.
     *
     * @param count the jobs for which it is certainly done
     * @param why a sentence, with where to see what came of it
     */
    record Unknown(int count, String why) implements Outcome {}
}
