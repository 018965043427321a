package dev.takeone.console.access;

/** Who may come in. */
public sealed interface Entrance {

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
