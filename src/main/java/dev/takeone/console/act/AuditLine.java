package dev.takeone.console.act;

import java.time.Instant;

/**
 * Who did what, and what came of it.
 *
 * @param by the user's name
 * @param what the action, a sentence
 * @param done whether it was done wholly
 * @param result what came of it, a sentence
 */
public record AuditLine(Instant at, String by, String what, boolean done, String result) {}
