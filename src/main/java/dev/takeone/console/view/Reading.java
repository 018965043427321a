package dev.takeone.console.view;

import dev.takeone.outage.Outage;
import java.util.Optional;

/**
 * How far the console is with its reading.
 *
 * @param extent before {@link Extent#ALL} a job may be missing
 * @param read records read so far
 * @param away since when a topic cannot be read, which makes what is shown as old; empty while all can
 * @param ordersAway the same of the topic of orders alone
 */
public record Reading(Extent extent, long read, Optional<Outage> away, Optional<Outage> ordersAway) {

    /** What was read at least once. */
    public enum Extent {
        /** Not yet what people need at once. */
        LITTLE,
        /** All but what ended before the latest: what has not ended, workers, orders, and the latest endings. */
        LATEST,
        /** All. */
        ALL
    }

    /** Whether there is what people need at once. */
    public boolean ready() {
        return extent != Extent.LITTLE;
    }

    /** Whether what is not there, such as a worker, is not only unread. */
    public boolean fresh() {
        return ready() && away.isEmpty();
    }

    /** Whether nothing can be missing. */
    public boolean whole() {
        return extent == Extent.ALL;
    }
}
