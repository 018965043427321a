package dev.takeone.account;

import java.util.LinkedHashMap;
import java.util.Map;

/** Shares something out by need and weight: nobody gets more than it needs, and nobody less than another by weight who could give way. */
final class Filling {
    private static final double NOTHING = 1e-9;

    private Filling() {}

    /**
     * The weighted max-min shares.
     *
     * @param needs what each could use
     * @param weights above 0; who is not named has 1
     */
    static <K> Map<K, Double> of(double whole, Map<K, Double> needs, Map<K, Double> weights) {
        Map<K, Double> shares = new LinkedHashMap<>();
        needs.keySet().forEach(each -> shares.put(each, 0.0));
        Map<K, Double> open = new LinkedHashMap<>(needs);
        open.values().removeIf(need -> need <= NOTHING);
        double left = Math.max(0, whole);
        while (!open.isEmpty() && left > NOTHING) {
            double weight = open.keySet().stream()
                    .mapToDouble(each -> weight(weights, each))
                    .sum();
            double unit = left / weight;
            Map<K, Double> filled = new LinkedHashMap<>(open);
            filled.entrySet().removeIf(each -> each.getValue() > unit * weight(weights, each.getKey()));
            if (filled.isEmpty()) {
                open.keySet().forEach(each -> shares.put(each, unit * weight(weights, each)));
                return shares;
            }
            shares.putAll(filled);
            open.keySet().removeAll(filled.keySet());
            left -= filled.values().stream().mapToDouble(Double::doubleValue).sum();
        }
        return shares;
    }

    private static <K> double weight(Map<K, Double> weights, K of) {
        return weights.getOrDefault(of, 1.0);
    }
}
