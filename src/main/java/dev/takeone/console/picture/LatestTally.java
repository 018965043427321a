package dev.takeone.console.picture;

import dev.takeone.console.memory.Jobs;
import dev.takeone.console.memory.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The count of all jobs, which is not made anew for every page. Safe for any number of threads. */
final class LatestTally {
    /** So old may a count be that is shown. */
    private static final Duration FRESH = Duration.ofMillis(500);

    /** The same where nothing has changed but the time. */
    private static final Duration STILL = Duration.ofSeconds(5);

    private final Jobs jobs;
    private Optional<Tally> tally = Optional.empty();
    private long counted;
    private boolean behind;

    LatestTally(Jobs jobs) {
        this.jobs = jobs;
    }

    /** @param changes grows with everything that could make another count */
    synchronized Tally tally(LongSupplier changes, Instant now) {
        long current = changes.getAsLong();
        Duration kept = current == counted ? STILL : FRESH;
        Optional<Tally> last = tally.filter(each -> each.at().isAfter(now.minus(kept)));
        if (last.isPresent()) {
            behind = current != counted;
            return last.orElseThrow();
        }
        Tally fresh = jobs.look(rows -> Tally.of(rows, now));
        tally = Optional.of(fresh);
        counted = current;
        behind = false;
        return fresh;
    }

    /** Whether whoever was shown an older count is to be told again, since nothing else may ever change. Says so once. */
    synchronized boolean hasLeftSomebodyBehind(Instant now) {
        boolean told = behind
                && tally.filter(each -> each.at().isAfter(now.minus(FRESH))).isEmpty();
        behind = behind && !told;
        return told;
    }
}
