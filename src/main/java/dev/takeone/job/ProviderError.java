package dev.takeone.job;

import java.util.Optional;

/**
 * What the provider said was wrong, or what became of the connection to it. Texts are bounded by whoever makes one.
 *
 * @param httpStatus the HTTP status, where there was an answer
 * @param code the envelope's {@code code}, as text whatever its JSON type
 * @param type the envelope's {@code type}
 * @param message the envelope's message, or the description of a transport failure
 */
public record ProviderError(
        Optional<Integer> httpStatus, Optional<String> code, Optional<String> type, Optional<String> message) {
    private static final int FORBIDDEN = 403;

    /** A failure below HTTP: there was no answer to quote. */
    public static ProviderError transport(String message) {
        return new ProviderError(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(message));
    }

    /** Whether the answer's own status is 403. */
    boolean isForbidden() {
        return httpStatus.filter(status -> status == FORBIDDEN).isPresent();
    }
}
