package dev.takeone.job;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One task at the provider.
 *
 * @param id the provider's name for it, opaque
 * @param dueAt when to ask next
 * @param askedFrom from here on it is blind time: when it first was due since the last answer that could be read, or could
 *     not while others' could; not before such an answer to another task of its job
 * @param notFound the answers in a row that did not know the task, or refused to tell of it
 * @param notFoundSince when the first of them came; without meaning while there is none
 * @param unread the answers since the last readable one that could not be read while others' could
 * @param told the bad end that the last word of it was, where it was one: it counts only when it is told again
 * @param end how it ended, where it has
 */
public record Task(
        String id,
        Instant dueAt,
        Instant askedFrom,
        int notFound,
        Instant notFoundSince,
        int unread,
        Optional<Told> told,
        Optional<End> end) {
    /**
     * Most tasks that one answer may bring; a request asks for at most 4 samples. This bound and the two below keep every
     * row and event of a job under a million bytes, which its topics must take.
     */
    public static final int MOST = 16;

    /** Longest id, in characters; one gateway of the provider's family answered ids longer than its own database allowed. */
    public static final int MAX_ID = 1024;

    /** Most that the videos of one task may weigh, in bytes of JSON: four of the longest addresses. */
    public static final int MAX_VIDEO_BYTES = 40_000;

    public Task {
        // Equal until the first check, and most tasks that are in memory wait for that.
        askedFrom = askedFrom.equals(dueAt) ? dueAt : askedFrom;
    }

    /** A task that nothing has been heard of yet, and that is due at {@code firstCheckAt}. */
    public static Task started(String id, Instant firstCheckAt) {
        return heard(id, firstCheckAt, Optional.empty());
    }

    /** Whether nothing is left to ask. */
    public boolean over() {
        return end.isPresent();
    }

    /** Whether so many answers could not be read, while others' could, that the trouble is its own. */
    public boolean isKnownUnread() {
        return unread >= Rules.UNREAD_ANSWERS;
    }

    Task running(Instant next) {
        return heard(id, next, Optional.empty());
    }

    /** A bad end was told. */
    Task told(Told what, Instant next) {
        return heard(id, next, Optional.of(what));
    }

    Task unheard(Instant next) {
        return new Task(id, next, askedFrom, notFound, notFoundSince, unread, told, Optional.empty());
    }

    /** Others' answers can be read, and this one's cannot. */
    Task unread(Instant next) {
        return new Task(id, next, next, notFound, notFoundSince, unread + 1, told, Optional.empty());
    }

    Task missing(Instant now, Instant next) {
        Instant since = notFound == 0 ? now : notFoundSince;
        return new Task(id, next, askedFrom, notFound + 1, since, 0, told, Optional.empty());
    }

    Task ended(End how) {
        return new Task(id, dueAt, askedFrom, 0, Instant.EPOCH, 0, Optional.empty(), Optional.of(how));
    }

    /** The same by a clock that was set ahead by so much, or back where negative. */
    Task clockSet(Duration ahead) {
        return new Task(
                id,
                dueAt.plus(ahead),
                askedFrom.plus(ahead),
                notFound,
                notFound == 0 ? notFoundSince : notFoundSince.plus(ahead),
                unread,
                told.map(word -> word.clockSet(ahead)),
                end);
    }

    /** Until then it is known whether the provider could be asked, or nobody tried. */
    Task askedNoSoonerThan(Instant then) {
        return over() || !askedFrom.isBefore(then)
                ? this
                : new Task(id, dueAt, then, notFound, notFoundSince, unread, told, end);
    }

    private static Task heard(String id, Instant next, Optional<Told> told) {
        return new Task(id, next, next, 0, Instant.EPOCH, 0, told, Optional.empty());
    }

    /**
     * A bad end that the provider has told.
     *
     * @param since when it was told first, of those times in a row in which it was told
     * @param answers those times, from 1; a new owner knows those up to the job's last row
     */
    public record Told(FailureReason reason, Instant since, int answers) {

        static Told once(FailureReason reason, Instant now) {
            return new Told(reason, now, 1);
        }

        Told again(Instant now) {
            // A clock that was set back.
            Instant earliest = since.isAfter(now) ? now : since;
            return new Told(reason, earliest, answers + 1);
        }

        private Told clockSet(Duration ahead) {
            return new Told(reason, since.plus(ahead), answers);
        }
    }

    /** How one task ended. */
    public sealed interface End {

        /** With videos, at least one. */
        record Done(List<Video> videos, Optional<Duration> generation, Optional<BigDecimal> cost) implements End {
            public Done {
                videos = List.copyOf(videos);
            }
        }

        /**
         * Without, for {@code reason}.
         *
         * @param error the provider's word for it, where it gave one
         * @param cost the provider's number, US dollars, where the answer named one
         * @param unsure whether the provider has not promised what {@code reason} says of its charge
         */
        record Fruitless(FailureReason reason, Optional<ProviderError> error, Optional<BigDecimal> cost, boolean unsure)
                implements End {

            /** An end in the provider's own words. */
            public Fruitless(FailureReason reason, Optional<ProviderError> error, Optional<BigDecimal> cost) {
                this(reason, error, cost, false);
            }
        }
    }
}
