package dev.takeone.account;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * What a worker may use, for a while.
 *
 * @param calls a minute, both kinds, as long as word of the board is fresh
 * @param submissions of them, those that may be submissions: all, unless another lane waits for some; then checks that were
 *     needed come off, however many are made
 * @param fair an even part of the account's calls a minute, for plans
 * @param tasks in flight at the provider; empty where there is no limit
 * @param credit dollars that it may draw
 * @param from when the row was written that was answered
 */
public record Lease(double calls, double submissions, double fair, OptionalInt tasks, Credit credit, Moment from) {
    /** How long it runs. */
    public static final Duration LENGTH = Duration.ofSeconds(45);

    /**
     * How long all of its calls may be made; after that, to its end, {@link #LATER} of them.
     *
     * <p>What was leased to a worker that was killed counts until the dealer knows that it can be used no more: for so long
     * from when it read the last row that was answered, three seconds to spare, and up to two until it deals again. With ten
     * seconds nine tenths of it (less what it may just have run ahead, a thirtieth, for a minute) have moved within 15, and the
     * rest within 50. A lease of ten seconds in all would move all of it by then, and stop everybody's calls whenever the
     * board is away for that long: a dealer that was killed is followed after six to ten seconds, by when leases are up to
     * four older, and a partition whose broker was lost is back after some ten. Whoever is cut off from the board cannot know
     * whether others are, too: what moves quickly is what may not be used without word of it. So most of it moves, and
     * everybody's calls go on by a tenth.
     */
    static final Duration WHOLE = Duration.ofSeconds(10);

    /** The part of its calls that is left after that. */
    static final double LATER = 0.1;

    /** Without a ceiling. */
    public Lease(double calls, double submissions, double fair, OptionalInt tasks, Moment from) {
        this(calls, submissions, fair, tasks, Credit.NONE, from);
    }

    /** Calls a minute that may be made now, of both kinds: none where it does not run any more. */
    public double calls(Moment now) {
        Duration age = now.since(from);
        if (age.compareTo(WHOLE) < 0) {
            return calls;
        }
        return age.compareTo(LENGTH) < 0 ? LATER * calls : 0;
    }

    /** The part of all calls that may be submissions, 0 to 1. */
    public double partOfSubmissions() {
        return calls > 0 ? submissions / calls : 1;
    }

    /** Whether it still runs. */
    public boolean runs(Moment now) {
        return now.since(from).compareTo(LENGTH) < 0;
    }
}
