package dev.takeone.job;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What one status check of one task says. */
public sealed interface StatusOutcome {

    /** Not done yet: a readable answer with a word that means waiting or running. */
    record Running() implements StatusOutcome {}

    /**
     * Done.
     *
     * @param videos what it made, at least one
     * @param generation the provider's own measure of how long it took, where it tells
     * @param cost the provider's number, US dollars, in plain decimal notation
     * @param isCut whether the answer could not be read to its end, where further videos may stand
     */
    record Completed(List<Video> videos, Optional<Duration> generation, Optional<BigDecimal> cost, boolean isCut)
            implements StatusOutcome {
        public Completed {
            videos = List.copyOf(videos);
        }

        /** By an answer that was read whole. */
        public Completed(List<Video> videos, Optional<Duration> generation, Optional<BigDecimal> cost) {
            this(videos, generation, cost, false);
        }
    }

    /**
     * Done, says the provider, and no usable URL is anywhere in its answer. It may follow.
     *
     * @param error the reason it gives for making no video, where it gives one
     * @param cost the provider's number, as that of a video
     * @param shape what the answer looks like: the names and types of its fields, and no value
     */
    record NoOutput(Optional<ProviderError> error, Optional<BigDecimal> cost, String shape) implements StatusOutcome {}

    /**
     * The generation failed, says the provider.
     *
     * @param cost the provider's number, as that of a video
     * @param unsure whether it says so in a word for which it has published no promise that nothing is charged
     */
    record Failed(ProviderError error, Optional<BigDecimal> cost, boolean unsure) implements StatusOutcome {

        /** In its published word. */
        public Failed(ProviderError error, Optional<BigDecimal> cost) {
            this(error, cost, false);
        }
    }

    /**
     * The task was cancelled, says the provider.
     *
     * @param cost the provider's number, as that of a video
     */
    record Cancelled(ProviderError error, Optional<BigDecimal> cost) implements StatusOutcome {}

    /** Instead of a status, a refusal for good in the provider's own envelope: of this task, as far as anyone can tell. */
    record Refused(ProviderError error) implements StatusOutcome {}

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

    /** The request never left: refused connection, unknown host, failed handshake. Nobody was asked for anything. */
    record NotSent(ProviderError error) implements StatusOutcome {}

    /** No readable answer: cut, timed out, garbage. Nothing is known, so ask again. */
    record Unreadable(ProviderError error) implements StatusOutcome {}
}
