package dev.takeone.console.web;

/** Who may come in. */
sealed interface Entrance {

    /** Somebody who is known, or anybody where nobody has to be. */
    record Open(Caller caller) implements Entrance {}

    /** Signing in helps. */
    record SignIn() implements Entrance {}

    /**
     * Nothing helps.
     *
     * @param why a sentence
     */
    record Closed(String why) implements Entrance {}
}
