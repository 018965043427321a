package dev.takeone.console.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.console.view.Overview;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DaysTest {
    private static final Instant MORNING = Instant.parse("2026-11-29T10:00:00Z");
    private static final LocalDate TODAY = LocalDate.parse("2026-11-29");

    private final Days days = new Days();

    private void ended(String at, String cost, Instant now) {
        days.add(
                Instant.parse(at),
                Stream.of(cost)
                        .filter(each -> !each.isEmpty())
                        .map(BigDecimal::new)
                        .findFirst(),
                now);
    }

    @Test
    void adayIsOneOfUtcToTheMillisecond() {
        days.tellsFrom(Instant.parse("2026-11-27T10:00:00Z"));
        ended("2026-11-27T23:59:59.999Z", "9", MORNING);
        ended("2026-11-28T00:00:00Z", "0.80", MORNING);
        ended("2026-11-28T23:59:59.999Z", "0.40", MORNING);
        ended("2026-11-29T00:00:00Z", "0.10", MORNING);
        ended("2026-11-29T09:00:00Z", "", MORNING);

        Overview.Days told = days.of(MORNING);
        assertThat(told.yesterday())
                .isEqualTo(new Overview.Day(TODAY.minusDays(1), 2, new BigDecimal("1.20"), Optional.empty()));
        assertThat(told.today()).isEqualTo(new Overview.Day(TODAY, 2, new BigDecimal("0.10"), Optional.empty()));
    }

    @Test
    void aDayOfWhichOnlyAPartIsKnownSaysFromWhenOn() {
        Instant from = MORNING.minus(Duration.ofHours(24));
        days.tellsFrom(from);
        days.tellsFrom(MORNING);

        assertThat(days.of(MORNING).yesterday().knownFrom()).contains(from);
        assertThat(days.of(MORNING).today().knownFrom()).isEmpty();
    }

    /** What the console has counted stays, when the jobs are forgotten. */
    @Test
    void theDayThatBeganUnderTheConsoleIsWholeADayLater() {
        days.tellsFrom(MORNING.minus(Duration.ofHours(24)));
        ended("2026-11-29T01:00:00Z", "0.80", MORNING);
        Instant later = MORNING.plus(Duration.ofHours(30));

        assertThat(List.of(days.of(later).yesterday()))
                .containsExactly(new Overview.Day(TODAY, 1, new BigDecimal("0.80"), Optional.empty()));
    }
}
