package dev.takeone.bench.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TollTest {
    private static final List<String> REQUESTS = List.of("a", "b", "c");

    @Test
    void oneChargeAndOneEndingEachCostNothing() {
        assertThat(Toll.of(REQUESTS, REQUESTS, Set.of())).isEqualTo(new Toll(0, 0, 0));
    }

    @Test
    void aRequestIsCountedOnceHoweverOftenItIsTold() {
        assertThat(Toll.of(REQUESTS, List.of("a", "a", "a", "b", "b"), Set.of("c")))
                .isEqualTo(new Toll(1, 2, 1));
    }

    @Test
    void whatIsPaidForAndNeverToldIsLost() {
        assertThat(Toll.of(REQUESTS, List.of(), Set.of()).text()).isEqualTo("3 lost, 0 doubled, 0 charged twice");
    }

    @Test
    void othersDoNotCount() {
        assertThat(Toll.of(REQUESTS, List.of("a", "b", "c", "x", "x"), Set.of("y")))
                .isEqualTo(new Toll(0, 0, 0));
    }
}
