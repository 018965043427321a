package dev.takeone.intake;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waits in turns, so that a process that is frozen in one of them has the others still ahead of it: in one long wait, the
 * time would be up on waking, before whoever is waited for had moved at all.
 */
final class Patience {
    private static final Duration TURN = Duration.ofMillis(100);

    private Patience() {}

    /**
     * Waits at most so long, a time frozen not counted.
     *
     * @return whether it came; an interrupted thread does not wait for it, and stays interrupted
     */
    static boolean await(Future<?> awaited, Duration atMost) {
        for (long turn = 0; turn < atMost.dividedBy(TURN); turn++) {
            try {
                awaited.get(TURN.toMillis(), TimeUnit.MILLISECONDS);
                return true;
            } catch (TimeoutException notYet) {
                // The next turn, if there is one.
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return awaited.isDone();
            } catch (ExecutionException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
        return false;
    }
}
