package dev.takeone.request;

import dev.takeone.job.Job;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What a single request may cost.
 *
 * @param most the most that its estimate may be, US dollars; empty where it may be anything
 * @param unpriced what counts for a request whose price the catalogue does not know, US dollars
 */
public record PerRequest(Optional<BigDecimal> most, Optional<BigDecimal> unpriced) {
    /** Whatever it costs. */
    public static final PerRequest ANYTHING = new PerRequest(Optional.empty(), Optional.empty());

    /** The limit that the request is too expensive for; empty where it may be bought. */
    public Optional<BigDecimal> passedBy(Job job) {
        return most.filter(limit -> job.estimate()
                .or(() -> unpriced)
                .filter(cost -> cost.compareTo(limit) > 0)
                .isPresent());
    }
}
