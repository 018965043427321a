package dev.takeone.worker.times;

import java.util.Arrays;

/**
 * How likely a task of a kind is to end when, judged from a sample of such tasks: chances on a grid of times.
 *
 * <p>Each task of the sample stands for times around its own, as far to both sides as some of its neighbours are on the
 * nearer one: wide where there are few, narrow where there are many, and never across a gap between two humps. The cells
 * of the grid widen with the time, so that one that took hours leaves those of minutes their detail. A small chance is
 * left for tasks that take longer than all of the sample.
 *
 * <p>Pure and immutable. All times are in seconds after the submission.
 */
class Durations {
    /** About a hundredth of the time each, for what takes between its time and thrice that. */
    private static final int CELLS = 128;

    /** Of the sample, the part that is looked at to each side, in which a sample of any size has some of its shape. */
    private static final int NEIGHBOURS = 8;

    private static final int LEAST_NEIGHBOURS = 2;

    /** The provider tells whole seconds. */
    private static final double LEAST_SPREAD = 0.5;

    private static final double LEAST_TIME = 0.5;

    /** When each cell ends, in ascending order. */
    private final double[] ends = new double[CELLS];

    /** The chance to have ended before the cell of that number; one more than there are cells. */
    private final double[] ended = new double[CELLS + 1];

    /** The part of the mean time that ends before that cell. */
    private final double[] moment = new double[CELLS + 1];

    /** @param sample how long tasks have taken, at least one, in any order */
    Durations(double[] sample) {
        double[] sorted = sample.clone();
        Arrays.sort(sorted);
        double[] spread = spread(sorted);
        double first = sorted[0];
        double last = sorted[sorted.length - 1];
        for (int each = 0; each < sorted.length; each++) {
            first = Math.min(first, sorted[each] - spread[each]);
            last = Math.max(last, sorted[each] + spread[each]);
        }
        fill(sorted, spread, Math.max(first, LEAST_TIME), Math.max(last, 2 * LEAST_TIME));
    }

    private static double[] spread(double[] sorted) {
        int near = Math.max(LEAST_NEIGHBOURS, sorted.length / NEIGHBOURS);
        int last = sorted.length - 1;
        double[] spread = new double[sorted.length];
        for (int each = 0; each <= last; each++) {
            double before = each == 0 ? Double.MAX_VALUE : sorted[each] - sorted[Math.max(0, each - near)];
            double after = each == last ? Double.MAX_VALUE : sorted[Math.min(last, each + near)] - sorted[each];
            double nearer = Math.min(before, after);
            spread[each] = last == 0 ? LEAST_SPREAD : Math.max(LEAST_SPREAD, nearer);
        }
        return spread;
    }

    private void fill(double[] sorted, double[] spread, double first, double last) {
        double known = (double) sorted.length / (sorted.length + 1);
        // The same on every processor, so that a benchmark in virtual time is.
        double ratio = StrictMath.pow(last / first, 1.0 / CELLS);
        double begin = first;
        double exact = first;
        for (int cell = 0; cell < CELLS; cell++) {
            exact = cell == CELLS - 1 ? last : exact * ratio;
            // In whole milliseconds, in which pauses are: a check at a cell's end is never before it.
            double end = Math.ceil(exact * 1_000) / 1_000;
            ends[cell] = end;
            ended[cell + 1] = known * endedBy(end, sorted, spread);
            double chance = ended[cell + 1] - ended[cell];
            moment[cell + 1] = moment[cell] + chance * (begin + end) / 2;
            begin = end;
        }
    }

    private static double endedBy(double time, double[] sorted, double[] spread) {
        double sum = 0;
        double part = 0;
        for (int each = 0; each < sorted.length; each++) {
            // The provider tells whole seconds: most of a large sample is there more than once.
            if (each == 0 || sorted[each] != sorted[each - 1] || spread[each] != spread[each - 1]) {
                part = Math.clamp((time - sorted[each] + spread[each]) / (2 * spread[each]), 0, 1);
            }
            sum += part;
        }
        return sum / sorted.length;
    }

    int cells() {
        return CELLS;
    }

    /** When this cell ends. */
    double end(int cell) {
        return ends[cell];
    }

    /** The chance that a task is running when this cell begins; cells may be one more than there are. */
    double running(int cell) {
        return 1 - ended[cell];
    }

    /** The chance that a task which runs at one time has ended at another. */
    double ended(double from, double to) {
        double running = running(cellAfter(from));
        return running > 0 ? Math.max(0, running - running(cellAfter(to))) / running : 0;
    }

    /** What a check at the end of {@code last} adds to the mean delay, of tasks that end from {@code first} on. */
    double delay(int first, int last) {
        return ends[last] * (ended[last + 1] - ended[first]) - (moment[last + 1] - moment[first]);
    }

    /** The first cell that ends after a time; as many as there are cells where none does. */
    int cellAfter(double time) {
        int at = Arrays.binarySearch(ends, time);
        return at >= 0 ? at + 1 : -at - 1;
    }
}
