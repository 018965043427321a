package dev.takeone.bench.polling;

import java.time.Duration;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * The fewest status checks that any choice of their times needs: what nobody who does not know a task's own end can beat.
 *
 * <p>For each price of a call the best choice is found exactly, on a grid of times, by dynamic programming from the last time
 * backwards. No other choice lies below the line through it, of equal checks times price plus delay: so for any delay the
 * highest of those lines is a bound, and what reaches it is a mixture of two of the best choices.
 */
final class Frontier {
    private static final double STEP = 0.5;
    private static final double LEAST_PRICE = 0.25;
    private static final double HIGHEST_PRICE = 100;
    private static final double RATIO = 1.1;

    private final List<Best> best;

    /** What the best choice at this price of a call comes to: checks times price plus mean delay, in seconds. */
    private record Best(double price, double cost) {}

    Frontier(GenerationTimes times) {
        Grid grid = Grid.of(times);
        this.best = DoubleStream.iterate(LEAST_PRICE, price -> price < HIGHEST_PRICE, price -> price * RATIO)
                .mapToObj(price -> new Best(price, grid.leastCost(price)))
                .toList();
    }

    /** The fewest checks a task, on average, for this mean delay. */
    double checks(Duration delay) {
        return best.stream()
                .mapToDouble(each -> (each.cost() - delay.toMillis() / 1_000.0) / each.price())
                .max()
                .orElseThrow();
    }

    /** Times at which tasks may end; {@code done} and {@code moment} sum chances, and chances times times, up to each. */
    private static final class Grid {
        private final double[] times;
        private final double[] done;
        private final double[] moment;

        private Grid(double[] times, double[] done, double[] moment) {
            this.times = times;
            this.done = done;
            this.moment = moment;
        }

        static Grid of(GenerationTimes of) {
            double first = of.least().toMillis() / 1_000.0;
            int cells = (int) Math.ceil((of.most().toMillis() / 1_000.0 - first) / STEP);
            double[] times = new double[cells];
            double[] done = new double[cells + 1];
            double[] moment = new double[cells + 1];
            double all = 0;
            for (int each = 0; each < cells; each++) {
                all += of.density(first + (each + 0.5) * STEP);
            }
            for (int each = 0; each < cells; each++) {
                double middle = first + (each + 0.5) * STEP;
                double chance = of.density(middle) / all;
                times[each] = first + (each + 1) * STEP;
                done[each + 1] = done[each] + chance;
                moment[each + 1] = moment[each] + chance * middle;
            }
            return new Grid(times, done, moment);
        }

        double leastCost(double price) {
            double[] cost = new double[times.length + 1];
            for (int from = times.length - 1; from >= 0; from--) {
                double least = Double.MAX_VALUE;
                for (int at = from; at < times.length; at++) {
                    double late = times[at] * (done[at + 1] - done[from]) - (moment[at + 1] - moment[from]);
                    least = Math.min(least, late + cost[at + 1]);
                }
                cost[from] = least + price * (1 - done[from]);
            }
            return cost[0];
        }
    }
}
