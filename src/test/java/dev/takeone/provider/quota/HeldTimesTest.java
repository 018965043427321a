package dev.takeone.provider.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HeldTimesTest {
    private static final Instant START = Instant.parse("2026-11-30T10:00:00Z");

    private final HeldTimes times = new HeldTimes();

    private void held(Instant from, Duration time) {
        times.set(true, from);
        times.set(false, from.plus(time));
    }

    @Test
    void noTimeBeforeWhatIsForgottenCountsAsTried() {
        held(START.plusSeconds(10), Duration.ofHours(47));
        Instant later = START.plus(Duration.ofHours(100));
        held(later, Duration.ofHours(1));
        Duration forgotten = Duration.ofHours(47).plusSeconds(10);
        assertThat(times.between(START, later.plus(Duration.ofHours(2)))).isEqualTo(forgotten.plusHours(1));
        assertThat(times.between(START.plus(forgotten), later)).isZero();
    }

    @Test
    void norWhereMoreHoldsCameThanAreRemembered() {
        int holds = 10_000;
        for (int each = 0; each < holds; each++) {
            held(START.plusSeconds(2L * each), Duration.ofSeconds(1));
        }
        Instant end = START.plusSeconds(2L * holds);
        assertThat(times.between(START, end)).isGreaterThanOrEqualTo(Duration.ofSeconds(holds));
        assertThat(times.between(end, end.plusSeconds(1))).isZero();
    }
}
