package dev.takeone.bench;

import java.util.Collection;

/** Percentiles by nearest rank: always a value that was measured. */
public final class Percentile {
    private Percentile() {}

    /**
     * The smallest value that at least {@code percent} of all values do not exceed.
     *
     * @param values in any order, at least one
     * @param percent above 0, at most 100
     */
    public static double of(Collection<Double> values, double percent) {
        if (values.isEmpty() || percent <= 0 || percent > 100) {
            throw new IllegalArgumentException("no percentile " + percent + " of " + values.size() + " values");
        }
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[(int) Math.ceil(percent / 100 * sorted.length) - 1];
    }
}
