package dev.takeone.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One figure over the rounds.
 *
 * @param rounds in the order of the rounds, at least one
 */
public record Spread(List<Double> rounds) {
    public Spread {
        rounds = List.copyOf(rounds);
        if (rounds.isEmpty()) {
            throw new IllegalArgumentException("a figure without a round");
        }
    }

    /** The middle one; of an even number the mean of the two in the middle. */
    public double median() {
        double[] sorted = sorted();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The smallest. */
    public double least() {
        return sorted()[0];
    }

    /** The largest. */
    public double most() {
        return sorted()[rounds.size() - 1];
    }

    /** Round by round, this figure as a multiple of the other, which has as many rounds. */
    public Spread over(Spread other) {
        if (other.rounds.size() != rounds.size()) {
            throw new IllegalArgumentException(rounds.size() + " rounds over " + other.rounds.size());
        }
        double[] ratios = new double[rounds.size()];
        Arrays.setAll(ratios, round -> rounds.get(round) / other.rounds.get(round));
        return new Spread(Arrays.stream(ratios).boxed().toList());
    }

    /** {@code median (least..most)}. */
    public String text(int decimals) {
        String number = "%." + decimals + "f";
        return String.format(Locale.ROOT, number + " (" + number + ".." + number + ")", median(), least(), most());
    }

    /** The same for machines, with every round. */
    public ObjectNode raw() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("median", median()).put("min", least()).put("max", most());
        rounds.forEach(json.putArray("rounds")::add);
        return json;
    }

    private double[] sorted() {
        return rounds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }
}
