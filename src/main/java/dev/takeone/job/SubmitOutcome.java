package dev.takeone.job;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What became of one POST, seen from the money: was it accepted, provably not, or is that unknown?
 *
 * <p>The table from answers to outcomes is in {@code dev.takeone.provider}; the moves that follow are in
 * {@link JobState}.
 */
public sealed interface SubmitOutcome {

    /**
     * Accepted: a task exists, and may cost money.
     *
     * @param taskIds at least one, in the provider's order, without repeats
     * @param replayed whether the provider recognised the idempotency key of an earlier POST
     * @param estimated how long the provider thinks it will take, where it says so
     */
    record Accepted(List<String> taskIds, boolean replayed, Optional<Duration> estimated) implements SubmitOutcome {
        public Accepted {
            taskIds = List.copyOf(taskIds);
            if (taskIds.isEmpty()) {
                throw new IllegalArgumentException("an accepted submission has a task id");
            }
        }
    }

    /** Refused for good, by the provider itself or for what the request is: nothing was charged. */
    record Rejected(ProviderError error) implements SubmitOutcome {}

    /**
     * Provably not accepted, and worth another try: too many requests, or the provider's own word that it executed
     * nothing.
     *
     * @param retryAfter the pause that the provider asks for, where it does
     */
    record Throttled(Optional<Duration> retryAfter, ProviderError error) implements SubmitOutcome {}

    /**
     * The provider says that it is away for a while, and not that nothing was executed. Where the next POST bears the same
     * key this may pass for a refusal; elsewhere it is a doubt.
     *
     * @param retryAfter the pause that the provider asks for, where it does
     */
    record Unavailable(Optional<Duration> retryAfter, ProviderError error) implements SubmitOutcome {}

    /** The request never left: refused connection, unknown host, failed handshake. No POST took place. */
    record NotSent(ProviderError error) implements SubmitOutcome {}

    /**
     * The account or the URL is at fault, not this request: bad key, no balance, a redirect, an edge's page.
     *
     * @param forbidden whether it is a 403, by whichever code or word says so: that may be the request's fault after all
     */
    record AccountHeld(ProviderError error, boolean forbidden) implements SubmitOutcome {
        /** It is a 403 where the answer's status is one. */
        public AccountHeld(ProviderError error) {
            this(error, error.isForbidden());
        }
    }

    /**
     * This side did not write the request: at the last moment the partition is gone, the lease on the account has run out, or
     * too much time has passed since the call was granted; or no connection is left. No POST took place, and nothing is wrong with the provider.
     */
    record Withheld() implements SubmitOutcome {}

    /** It may have been charged. */
    sealed interface Doubtful extends SubmitOutcome {
        /** What was heard. */
        ProviderError error();
    }

    /** Nobody can tell: cut, timed out, an unreadable answer. */
    record InDoubt(ProviderError error) implements Doubtful {}

    /**
     * A POST under the same key is still being worked on: its answer comes under that key.
     *
     * @param retryAfter the pause that the provider asks for, where it does
     */
    record InProgress(Optional<Duration> retryAfter, ProviderError error) implements Doubtful {}

    /** The provider itself cannot tell what became of a POST under this key, and will never be able to. */
    record Indeterminate(ProviderError error) implements Doubtful {}

    /** The provider knows the key from another body. Each job has a key and a body of its own, so this is a fault of ours. */
    record KeyReused(ProviderError error) implements Doubtful {}
}
