package dev.takeone.bench.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TollTest {
    private static final List<String> REQUESTS = List.of("a", "b", "c");

    @Test
    void oneChargeAndOneEndingEachCostNothing() {
        assertThat(Toll.of(REQUESTS, REQUESTS, REQUESTS)).isEqualTo(new Toll(0, 0, 0));
    }

    @Test
    void aRequestIsCountedOnceHoweverOftenItIsToldOrPaidFor() {
        assertThat(Toll.of(REQUESTS, List.of("a", "a", "a", "b", "b"), List.of("c", "c", "c", "a")))
                .isEqualTo(new Toll(1, 2, 1));
    }

    @Test
    void whatIsPaidForAndNeverToldIsLost() {
        assertThat(Toll.of(REQUESTS, List.of(), REQUESTS).text()).isEqualTo("3 lost, 0 doubled, 0 charged twice");
    }
}
