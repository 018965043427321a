package dev.takeone.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClosingTest {
    private static final Instant T0 = Instant.parse("2026-11-22T20:00:00Z");
    private static final Hit KILL = new Hit(T0, Attack.Kind.KILL, 1, Set.of(0));
    private static final Bound BOUND =
            new Bound(Duration.ofSeconds(10), Duration.ofSeconds(15), Duration.ofSeconds(10));

    @Test
    void theTableSaysWhatWasDoneAndWhatCameOfIt() {
        List<Hit> hits = List.of(
                KILL, new Hit(T0, Attack.Kind.PAUSE, 1, Set.of()), KILL, new Hit(T0, Attack.Kind.STOP, 0, Set.of()));
        List<Takeover> takeovers = List.of(took(11_000, false), took(9_000, false), took(10_460, false), late());
        Closing closing = new Closing(
                InDoubt.FAIL,
                600,
                31,
                hits,
                findings(List.of(), List.of("c1", "c2")),
                takeovers,
                BOUND,
                Optional.of(spending("11.904")),
                List.of());
        assertThat(String.join("\n", closing.table())).isEqualTo("""
                  jobs                       600
                  repeats ignored             31
                  kills                        2
                  pauses                       1
                  polite stops                 1
                  lost                         0
                  two endings                  0
                  double charges               0
                  in doubt                     2
                  ceiling                 $12.00
                    most in an hour       $11.91
                    waited for a raise        40
                  takeovers                    3
                    median                10.5 s
                    max                   11.0 s
                    bound                 30.0 s
                    later                      1
                  takeovers disturbed          1
                    median                40.0 s
                    max                   40.0 s""".indent(2).stripTrailing());
        assertThat(closing.kept()).isTrue();
    }

    @Test
    void whatWasNotKeptIsSaid() {
        Closing closing = new Closing(
                InDoubt.REPLAY,
                2,
                0,
                List.of(KILL),
                findings(List.of("c1"), List.of("c2")),
                List.of(late()),
                BOUND,
                Optional.of(spending("12.001")),
                List.of("worker 2 ended by itself, with exit code 1"));
        assertThat(closing.kept()).isFalse();
        assertThat(closing.problems())
                .containsExactly(
                        "1 without an ending: c1",
                        "1 in doubt, although keys are honoured: c2",
                        "$12.001 were spent within an hour, and the ceiling was $12",
                        "worker 2 ended by itself, with exit code 1");
    }

    private static Closing.Spending spending(String most) {
        return new Closing.Spending(new BigDecimal("12"), new BigDecimal(most), 40);
    }

    private static Takeover took(long millis, boolean disturbed) {
        return new Takeover(KILL, Optional.of(Duration.ofMillis(millis)), disturbed, true);
    }

    private static Takeover late() {
        return new Takeover(KILL, Optional.of(Duration.ofSeconds(40)), true, false);
    }

    private static Findings findings(List<String> lost, List<String> inDoubt) {
        return new Findings(lost, List.of(), List.of(), inDoubt, List.of(), List.of(), List.of(), List.of());
    }
}
