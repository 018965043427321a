package dev.takeone.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LimitTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    @Test
    void submissionsAndChecksShareTheLimitAndAreTurnedAwayAboveIt() {
        VirtualClock clock = new VirtualClock(START);
        try (Simulator simulator = Simulator.start(
                        SimulatorSettings.defaults().withClock(clock).withRequestsPerMinute(2));
                Caller caller = new Caller(simulator)) {
            String id = caller.accepted("a dog");
            clock.advance(Duration.ofMillis(20_500));
            assertThat(caller.check(id).statusCode()).isEqualTo(200);

            assertThat(RawCall.check(simulator, id)).isEqualTo("429 after 40 s rate_limit_error");
            assertThat(RawCall.post(simulator, Caller.body("a cat"))).isEqualTo("429 after 40 s rate_limit_error");
            clock.advance(Duration.ofMillis(39_500));
            assertThat(RawCall.check(simulator, id)).isEqualTo("200 status completed");

            assertThat(simulator.totals())
                    .returns(5L, Ledger.Totals::calls)
                    .returns(2L, Ledger.Totals::throttled)
                    .returns(1L, Ledger.Totals::charges)
                    .returns(4, Ledger.Totals::peakPerMinute);
        }
    }

    @Property
    void inAnyMinuteNoMoreAreAdmittedThanTheLimit(
            @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 20_000) Integer> gapsMillis,
            @ForAll @IntRange(min = 1, max = 10) int limit) {
        RateLimiter limiter = new RateLimiter(OptionalInt.of(limit));
        List<Instant> admitted = new ArrayList<>();
        Instant now = START;
        for (int gap : gapsMillis) {
            now = now.plusMillis(gap);
            if (limiter.admit(now).isEmpty()) {
                admitted.add(now);
            }
        }
        assertThat(mostInAMinute(admitted)).isLessThanOrEqualTo(limit);
    }

    @Property
    void waitingAsLongAsToldIsEnough(@ForAll @IntRange(min = 1, max = 10) int limit) {
        RateLimiter limiter = new RateLimiter(OptionalInt.of(limit));
        for (int i = 0; i < limit; i++) {
            assertThat(limiter.admit(START.plusSeconds(i))).isEmpty();
        }
        Instant full = START.plusSeconds(limit);
        Duration pause = limiter.admit(full).orElseThrow();
        assertThat(limiter.admit(full.plus(pause).minusMillis(1))).isPresent();
        assertThat(limiter.admit(full.plus(pause))).isEmpty();
    }

    @Property
    void thePeakIsThatOfTheBusiestMinute(
            @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 20_000) Integer> gapsMillis) {
        Ledger ledger = new Ledger();
        List<Instant> calls = new ArrayList<>();
        Instant now = START;
        for (int gap : gapsMillis) {
            now = now.plusMillis(gap);
            calls.add(now);
            ledger.arrived(now);
        }
        assertThat(ledger.totals(now).peakPerMinute()).isEqualTo(mostInAMinute(calls));
    }

    private static int mostInAMinute(List<Instant> calls) {
        return calls.stream()
                .mapToInt(first -> (int) calls.stream()
                        .filter(call -> !call.isBefore(first) && call.isBefore(first.plusSeconds(60)))
                        .count())
                .max()
                .orElse(0);
    }
}
