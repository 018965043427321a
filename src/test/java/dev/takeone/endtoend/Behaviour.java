package dev.takeone.endtoend;

import java.util.Optional;

/**
 * One way of the provider to behave, and what its user has to see.
 *
 * @param directives for the simulator, as they stand in the prompt
 * @param reason of the failure; empty where the request completes
 * @param error the provider's words in a {@code failed} event: status, code, type and message, {@code -} for none; empty
 *     where the event has no {@code provider_error}
 * @param attempt of the {@code submitted} event; 0 where there is none
 * @param replayed of the {@code submitted} event
 * @param charges in the ledger
 */
record Behaviour(String directives, Optional<String> reason, String error, int attempt, boolean replayed, int charges) {

    /** It completes. */
    static Behaviour completes(String directives) {
        return new Behaviour(directives, Optional.empty(), "", 1, false, 1);
    }

    /** The POST is refused, and nothing is charged. */
    static Behaviour refused(String directives, String error) {
        return new Behaviour(directives, Optional.of("rejected"), error, 0, false, 0);
    }

    /** The task is paid for, and ends without a video. */
    static Behaviour fails(String directives, String reason, String error) {
        return new Behaviour(directives, Optional.of(reason), error, 1, false, 1);
    }

    /** Its first POSTs were not accepted. */
    Behaviour atAttempt(int number) {
        return new Behaviour(directives, reason, error, number, replayed, charges);
    }

    /** The provider recognised the key. */
    Behaviour recognised() {
        return new Behaviour(directives, reason, error, attempt, true, charges);
    }

    /** The request id that stands for it, unique by its directives. */
    String id() {
        return directives.replace("[sim:", "").replaceAll("[^a-z0-9-]+", "_") + "0";
    }

    @Override
    public String toString() {
        return directives.isEmpty() ? "(ordinary)" : directives;
    }
}
