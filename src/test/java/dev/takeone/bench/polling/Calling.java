package dev.takeone.bench.polling;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * Whether tasks call when they end.
 *
 * @param lost the part of the calls that fails to come
 * @param goneFrom the minute of the hour from which on none comes
 * @param goneTo that from which on they come again
 */
record Calling(double lost, int goneFrom, int goneTo) {
    static final Calling ALWAYS = new Calling(0, 0, 0);
    static final Calling FOUR_OF_FIVE = new Calling(0.2, 0, 0);
    static final Calling WITH_A_GAP = new Calling(0, 20, 40);

    /** From the task's end to the wake-up at its owner. */
    static final Duration TAKES = Duration.ofMillis(500);

    /** The same for each run, by the task. */
    boolean comes(String order, Duration sinceStart) {
        long minute = sinceStart.toMinutes();
        boolean gone = minute >= goneFrom && minute < goneTo;
        return !gone && new SplittableRandom(order.hashCode()).nextDouble() >= lost;
    }
}
