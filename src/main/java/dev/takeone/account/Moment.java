package dev.takeone.account;

import java.time.Duration;
import java.time.Instant;

/**
 * A moment by the two clocks of one process.
 *
 * @param nanos of the monotonic clock, which may stand still while the machine sleeps
 * @param timeOfDay of the other one, which may be set
 */
public record Moment(long nanos, Instant timeOfDay) {

    /** The time since an earlier moment of the same process; where its clocks disagree, the longer. */
    public Duration since(Moment earlier) {
        Duration steady = Duration.ofNanos(nanos - earlier.nanos);
        Duration told = Duration.between(earlier.timeOfDay, timeOfDay);
        return told.compareTo(steady) > 0 ? told : steady;
    }
}
