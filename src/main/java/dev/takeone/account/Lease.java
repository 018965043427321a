package dev.takeone.account;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * What a worker may use, for a while.
 *
 * @param calls a minute, both kinds
 * @param submissions of them, those that may be submissions: checks that were needed come off, however many are made
 * @param fair an even part of the account's calls a minute, for plans
 * @param tasks in flight at the provider; empty where there is no limit
 * @param credit dollars that it may draw
 * @param from when the row was written that was answered
 */
public record Lease(double calls, double submissions, double fair, OptionalInt tasks, Credit credit, Moment from) {
    /** How long it runs. */
    public static final Duration LENGTH = Duration.ofSeconds(45);

    /** Without a ceiling. */
    public Lease(double calls, double submissions, double fair, OptionalInt tasks, Moment from) {
        this(calls, submissions, fair, tasks, Credit.NONE, from);
    }

    /** Whether it still runs. */
    public boolean runs(Moment now) {
        return now.since(from).compareTo(LENGTH) < 0;
    }
}
