package dev.takeone.demo;

/** How a request of the script has to end. */
sealed interface Expected {
    /** With one {@code completed} event. */
    record Completion() implements Expected {}

    /** With one {@code failed} event, for this reason. */
    record Failure(String reason) implements Expected {}

    /** As the request that has the same identity and content; no event of its own. */
    record SharedEnding() implements Expected {}
}
