package dev.takeone.worker.times;

import java.time.Duration;
import java.util.Optional;

/**
 * The times of checks that cost least: of all, that which makes the sum of the calls at their price and of the delay
 * least, for tasks that take as {@link Durations} say. By dynamic programming from the last time backwards: whatever a
 * task's age when it is found running, the best next check is known.
 *
 * <p>Pure and immutable.
 */
final class CheckPlan {
    /** Between them lies all that a call can be worth, in seconds of delay. */
    private static final double LEAST_PRICE = 0.02;

    private static final double HIGHEST_PRICE = 2_000;

    /** Halvings of the range between, after which a price is known to a hundredth. */
    private static final int HALVINGS = 10;

    /** More, in seconds, than sums of what takes hours are rounded by. */
    private static final double ROUNDED = 1e-6;

    private final Durations durations;
    private final double silent;

    /** For a task that runs when a cell begins, the cell at whose end to ask. */
    private final int[] next;

    /**
     * The best plan at a price. Some of the tasks may call when they end, and are asked for then.
     *
     * @param leastPause between two checks, in seconds
     * @param price of a call, in seconds of delay, above 0
     * @param silent the part of the tasks that does not call, 0 to 1
     */
    CheckPlan(Durations durations, double leastPause, double price, double silent) {
        this(durations, soonest(durations, leastPause), price, silent);
    }

    private CheckPlan(Durations durations, int[] soonest, double price, double silent) {
        this.durations = durations;
        this.silent = silent;
        this.next = plan(durations, soonest, price, silent);
    }

    /** For a task that runs when a cell begins, the first cell at whose end it may be asked for. */
    private static int[] soonest(Durations durations, double leastPause) {
        int[] soonest = new int[durations.cells()];
        for (int from = 1; from < soonest.length; from++) {
            int earliest = durations.cellAfter(durations.end(from - 1) + leastPause);
            soonest[from] = Math.min(earliest, soonest.length - 1);
        }
        return soonest;
    }

    private static int[] plan(Durations durations, int[] soonest, double price, double silent) {
        int cells = durations.cells();
        int[] next = new int[cells];
        double[] cost = new double[cells + 1];
        for (int from = cells - 1; from >= 0; from--) {
            double best = Double.MAX_VALUE;
            for (int at = soonest[from]; at < cells; at++) {
                double late = silent * durations.delay(from, at);
                if (late > best + ROUNDED) {
                    // It only grows with the time, and a call costs something.
                    break;
                }
                double total = late + price * ((1 - silent) * durations.running(at + 1)) + cost[at + 1];
                if (total < best) {
                    best = total;
                    next[from] = at;
                }
            }
            cost[from] = best + price * silent * durations.running(from);
        }
        return next;
    }

    /**
     * The price at which the mean delay is nearest to {@code delay} seconds and not above it; the least of all where none is
     * as near.
     *
     * @param silent the part of the tasks that does not call
     */
    static double priceFor(Durations durations, double leastPause, double delay, double silent) {
        int[] soonest = soonest(durations, leastPause);
        double low = LEAST_PRICE;
        double high = HIGHEST_PRICE;
        for (int each = 0; each < HALVINGS; each++) {
            double middle = Math.sqrt(low * high);
            if (new CheckPlan(durations, soonest, middle, silent).delay() <= delay) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** When to ask, after the submission, for a task that was running at {@code age}; empty where none has run so long. */
    Optional<Duration> after(Duration age) {
        int cell = durations.cellAfter(age.toMillis() / 1_000.0);
        return cell == next.length
                ? Optional.empty()
                : Optional.of(Duration.ofMillis(Math.round(durations.end(next[cell]) * 1_000)));
    }

    /** The mean time from a task's end to the check that finds it, in seconds. */
    double delay() {
        double delay = 0;
        for (int from = 0; from < next.length; from = next[from] + 1) {
            delay += silent * durations.delay(from, next[from]);
        }
        return delay;
    }
}
