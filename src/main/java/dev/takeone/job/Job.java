package dev.takeone.job;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What never changes about a job, from its acceptance to after its ending.
 *
 * @param id the job id: a hash of cluster, group, origin and identity; the journal's key, and the stem of every
 *     {@code ce_id}
 * @param identity what makes a later record a repeat of this request
 * @param origin the record that brought it
 * @param key the record's key, where it had one that may be used
 * @param contentHash a hash of what was asked, equal for equal content: it tells a repeat from a conflict
 * @param model the model asked for, where the request names one
 * @param profile model, resolution and duration as one word, under which durations are learned; empty where the request
 *     is invalid
 * @param metadata the sender's own JSON object, as JSON text
 * @param trace the request's W3C trace context, where it had a well-formed one
 * @param estimate what the request costs by the catalogue's prices, US dollars, where the catalogue has a price
 */
public record Job(
        String id,
        Identity identity,
        Origin origin,
        Optional<Bytes> key,
        String contentHash,
        Optional<String> model,
        String profile,
        Optional<String> metadata,
        Optional<TraceContext> trace,
        Optional<BigDecimal> estimate) {
    public Job {
        // A hundred thousand jobs in memory share a handful of these.
        model = model.map(String::intern);
        profile = profile.intern();
        estimate = Estimates.shared(estimate);
    }

    /** The same request under another identity, as another job. */
    public Job under(Identity other, String otherId) {
        return new Job(otherId, other, origin, key, contentHash, model, profile, metadata, trace, estimate);
    }

    /** Without its key, metadata and trace: they are told with the ending, and not kept after it. */
    public Job bare() {
        return new Job(
                id,
                identity,
                origin,
                Optional.empty(),
                contentHash,
                model,
                profile,
                Optional.empty(),
                Optional.empty(),
                estimate);
    }

    /** Names the job without repeating what the sender wrote. */
    @Override
    public String toString() {
        return "Job[" + id + " from " + origin.coordinates() + "]";
    }
}
