package dev.takeone.intake;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Waits in turns, so that a process that is frozen in one of them has the others still ahead of it: in one long wait, the
 * time would be up on waking, before whoever is waited for had moved at all.
 */
final class Patience {
    static final Duration TURN = Duration.ofMillis(100);

    private Patience() {}

    /** Waits at most so long, and also while interrupted; returns whether it came. Of a time frozen, one turn counts. */
    static boolean await(CompletableFuture<Void> awaited, Duration atMost) {
        for (long turn = 0; turn < atMost.dividedBy(TURN) && !awaited.isDone(); turn++) {
            awaited.copy()
                    .completeOnTimeout(null, TURN.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        }
        return awaited.isDone();
    }
}
