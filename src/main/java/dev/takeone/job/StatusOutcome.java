package dev.takeone.job;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What one status check of one task says. */
public sealed interface StatusOutcome {

    /**
     * Not done yet: a readable answer with a word that means waiting or running.
     *
     * @param estimated how long the provider thinks the whole will take, where it says so
     */
    record Running(Optional<Duration> estimated) implements StatusOutcome {}

    /**
     * Done.
     *
     * @param videos what it made; empty where it completed without a usable URL
     * @param generation the provider's own measure of how long it took, where it tells
     * @param cost the provider's number, its currency not given, in plain decimal notation
     * @param error the reason it gives for making no video, where it gives one
     */
    record Completed(
            List<Video> videos, Optional<Duration> generation, Optional<BigDecimal> cost, Optional<ProviderError> error)
            implements StatusOutcome {
        public Completed {
            videos = List.copyOf(videos);
        }
    }

    /** The generation failed, says the provider. */
    record Failed(ProviderError error) implements StatusOutcome {}

    /** The task was cancelled, says the provider. */
    record Cancelled(ProviderError error) implements StatusOutcome {}

    /** The provider does not know this task. */
    record NotFound(ProviderError error) implements StatusOutcome {}

    /**
     * A readable answer whose status word is unknown or missing: the task is not over as far as anyone can tell.
     *
     * @param word the word, cut to 64 characters; empty where there was none
     */
    record Unknown(String word) implements StatusOutcome {}

    /** Too many requests, or the provider is away for a while. */
    record Throttled(Optional<Duration> retryAfter, ProviderError error) implements StatusOutcome {}

    /** The account is at fault, not the task: bad key, no balance. */
    record AccountHeld(ProviderError error) implements StatusOutcome {}

    /** No readable answer: cut, timed out, garbage. Nothing is known, so ask again. */
    record Unreadable(ProviderError error) implements StatusOutcome {}
}
