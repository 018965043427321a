package dev.takeone.console.act;

import java.time.Instant;

/**
 * Who did what, and what came of it.
 *
 * @param by the user's name
 * @param what the action, a sentence
 * @param done whether it was done wholly
 * @param known whether what was not done wholly is known not to be done: else it may be
 * @param result what came of it, a sentence
 */
public record AuditLine(Instant at, String by, String what, boolean done, boolean known, String result) {}
