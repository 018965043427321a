package dev.takeone.worker;

import dev.takeone.account.Dollars;
import dev.takeone.job.Job;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What jobs count against a ceiling, in millionths of a dollar.
 *
 * @param unpriced what counts for a job that has no price; empty where nobody knows
 */
record Prices(OptionalLong unpriced) {
    /** @param unpriced in US dollars */
    static Prices of(Optional<BigDecimal> unpriced) {
        return new Prices(micros(unpriced));
    }

    /** What a job counts before it has ended; empty where nobody knows. */
    OptionalLong of(LiveJob job) {
        return of(job.state.job());
    }

    /** The same of a job that may have ended. */
    OptionalLong of(Job job) {
        OptionalLong estimate = micros(job.estimate());
        return estimate.isPresent() ? estimate : unpriced;
    }

    /**
     * What one that has ended counts.
     *
     * @param cost in US dollars; empty where nobody knows
     */
    long ofEnded(Optional<BigDecimal> cost) {
        return micros(cost).orElse(unpriced.orElse(0));
    }

    private static OptionalLong micros(Optional<BigDecimal> dollars) {
        return dollars.map(each -> OptionalLong.of(Dollars.micros(each))).orElse(OptionalLong.empty());
    }
}
