package dev.takeone.worker;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether every POST is given up before it is written, as its intent took too long to be journaled. Each of them is decided
 * again at once, and where commits take so long whatever they hold, none would ever go. Times are by the
 * {@link SteadyClock}.
 */
final class Lateness {
    /** What makes some late for less long is over, and nobody's business. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** Longer than any transaction that ends in a commit: nothing is tried any more. */
    private static final Duration QUIET = Duration.ofMinutes(1);

    private Optional<Spell> spell = Optional.empty();

    private record Spell(Instant since, Instant last, int posts, Duration commit, Duration connection, boolean told) {
        Spell more(Duration itsCommit, Duration itsConnection, Instant now) {
            return new Spell(since, now, posts + 1, itsCommit, itsConnection, told);
        }

        Spell asTold() {
            return new Spell(since, last, posts, commit, connection, true);
        }

        boolean lasts(Instant now) {
            return !last.isBefore(since.plus(PATIENCE)) && now.isBefore(last.plus(QUIET));
        }
    }

    /**
     * One more was given up.
     *
     * @param commit from the beginning of its intent's transaction to the word that it is committed
     * @param connection from then on
     */
    void tooLate(Duration commit, Duration connection, Instant now) {
        spell = Optional.of(spell.filter(each -> now.isBefore(each.last.plus(QUIET)))
                .map(each -> each.more(commit, connection, now))
                .orElseGet(() -> new Spell(now, now, 1, commit, connection, false)));
    }

    /** One was written in time. */
    void inTime() {
        spell = Optional.empty();
    }

    /** What is to be told now; empty where POSTs go, or none is tried. */
    Optional<WorkerStatus.Late> now(Instant now) {
        return spell.filter(each -> each.lasts(now))
                .map(each -> new WorkerStatus.Late(each.since, each.posts, each.commit, each.connection));
    }

    /** The same, once for each such time. */
    Optional<WorkerStatus.Late> news(Instant now) {
        Optional<WorkerStatus.Late> late = spell.filter(each -> !each.told).flatMap(_each -> now(now));
        if (late.isPresent()) {
            spell = spell.map(Spell::asTold);
        }
        return late;
    }
}
