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
     * rest within 50. Whoever is cut off from the board cannot know whether others are, too: what moves quickly is what may
     * not be used without word of it. So most of it moves, and everybody's calls go on by a tenth.
     *
     * <p>How long leases are costs no records: rows and dealings come every two seconds whatever they say. What it costs are
     * calls, in 90 s of the account simulation with three busy workers on 300 a minute, which make 421 undisturbed:
     *
     * <table>
     * <caption>calls in 90 s</caption>
     * <tr><th>leases</th><th>one is killed</th><th>the dealer is</th><th>the board is away for 30 s</th></tr>
     * <tr><td>10 s, then a tenth, to 45 s: as it is</td><td>392</td><td>391</td><td>321, never none</td></tr>
     * <tr><td>the same to 30 s</td><td>394</td><td>393</td><td>318</td></tr>
     * <tr><td>10 s, then a fifth, to 45 s</td><td>387</td><td>386</td><td>333</td></tr>
     * <tr><td>12 s, then none</td><td>394</td><td>393</td><td>318, none for 18 s</td></tr>
     * <tr><td>10 s, then none</td><td>397</td><td>396</td><td>308, none for 20 s</td></tr>
     * <tr><td>45 s, all of it</td><td>342</td><td>345</td><td>422</td></tr>
     * </table>
     *
     * <p>So to have the last tenth move within 15 s, too, is worth 2 to 5 calls after a kill, once. It takes leases that end
     * after ten seconds: with twelve, three to spare and two until the next dealing it is 17. Then a board that is away for
     * as long, as while its partition's leader moves, stops everybody, checks of paid tasks too; and so may a dealer that is
     * killed, for up to four: it is followed after six to ten seconds, by when leases are up to four older. That a successor
     * has fenced the worker proves no death (see the package), and to learn of one by what a process leaves behind when it
     * ends, such as a lock on its machine, would be a mechanism more for a tenth of a share for 35 s.
     */
    static final Duration WHOLE = Duration.ofSeconds(10);

    /** The part of its calls that is left after that. */
    static final double LATER = 0.1;

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
