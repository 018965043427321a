package dev.takeone.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class FillingTest {
    private static final Offset<Double> NEARLY = Offset.offset(1e-6);

    @Test
    void threeToOneWhereBothWantMoreThanThereIs() {
        assertThat(Filling.of(80, Map.of("express", 500.0, "bulk", 500.0), Map.of("express", 3.0)))
                .containsEntry("express", 60.0)
                .containsEntry("bulk", 20.0);
    }

    @Test
    void whatOneDoesNotWantIsTheOthers() {
        assertThat(Filling.of(80, Map.of("express", 5.0, "bulk", 500.0), Map.of("express", 3.0)))
                .containsEntry("express", 5.0)
                .containsEntry("bulk", 75.0);
    }

    @Property(tries = 300)
    void nobodyGetsMoreThanItWantsAndNothingLiesIdleWhileSomebodyDoes(
            @ForAll @DoubleRange(min = 0, max = 1000) double whole,
            @ForAll @Size(min = 1, max = 9) List<@DoubleRange(min = 0, max = 400) Double> needs,
            @ForAll @Size(9) List<@DoubleRange(min = 0.1, max = 9) Double> weights) {
        Map<Integer, Double> wanted = new LinkedHashMap<>();
        Map<Integer, Double> by = new LinkedHashMap<>();
        for (int each = 0; each < needs.size(); each++) {
            wanted.put(each, needs.get(each));
            by.put(each, weights.get(each));
        }

        Map<Integer, Double> shares = Filling.of(whole, wanted, by);

        double all = wanted.values().stream().mapToDouble(Double::doubleValue).sum();
        assertThat(shares.values().stream().mapToDouble(Double::doubleValue).sum())
                .isCloseTo(Math.min(whole, all), NEARLY);
        shares.forEach((each, share) -> {
            assertThat(share).isBetween(0.0, wanted.getOrDefault(each, 0.0) + 1e-6);
            // Whoever is left wanting has no less, by its weight, than anybody else.
            if (share < wanted.getOrDefault(each, 0.0) - 1e-6) {
                double level = share / by.getOrDefault(each, 1.0);
                shares.forEach((other, has) ->
                        assertThat(has / by.getOrDefault(other, 1.0)).isLessThanOrEqualTo(level + 1e-6));
            }
        });
    }
}
