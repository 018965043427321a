package dev.takeone.console.web;

/** What a request gets. */
sealed interface Reply {

    /** A page. */
    record Page(int status, String html) implements Reply {}

    /** What scripts read. */
    record Json(int status, String text) implements Reply {}

    /** Another page, which the browser asks for by itself. */
    record Elsewhere(String path) implements Reply {}
}
