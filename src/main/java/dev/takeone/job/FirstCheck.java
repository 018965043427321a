package dev.takeone.job;

import java.time.Duration;
import java.util.Optional;

/**
 * When to ask for the first time: what was learned, else what the provider estimates, else the catalogue's word. No
 * task ends much earlier than the quickest of its kind, so a check before that is wasted quota.
 *
 * @param learned a low quantile of what tasks of this profile have taken lately
 * @param otherwise the catalogue's word
 */
public record FirstCheck(Optional<Duration> learned, Duration otherwise) {

    /** The pause after the submission, given the provider's own estimate where it made one. */
    public Duration after(Optional<Duration> estimated) {
        return learned.or(() -> estimated).orElse(otherwise);
    }
}
