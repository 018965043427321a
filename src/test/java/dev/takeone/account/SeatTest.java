package dev.takeone.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A seat that is looked at no more often than it asks for. */
class SeatTest {
    private final Seat seat = new Seat(
            new Who("a/1", "takeone", "a", 1, "https://api.example", List.of("k"), "1", Instant.EPOCH),
            new AccountLimits(500, Optional.empty()),
            new SplittableRandom(1),
            at(Duration.ZERO));

    private static Moment at(Duration since) {
        return new Moment(since.toNanos(), Instant.EPOCH.plus(since));
    }

    @Test
    void noRowAndNoDealingIsLateBecauseNobodyLooked() {
        List<Duration> rows = new ArrayList<>();
        List<Duration> dealings = new ArrayList<>();
        Duration now = Duration.ZERO;
        int looks = 0;
        seat.atEnd();
        while (now.compareTo(Duration.ofMinutes(2)) < 0) {
            for (BoardRecord written : seat.due(Report.NONE, at(now))) {
                if (written instanceof BoardRow) {
                    rows.add(now);
                } else if (written instanceof Dealing) {
                    dealings.add(now);
                }
                seat.read(written, at(now));
            }
            looks++;
            Duration pause = seat.pause(at(now));
            boolean somebodyElseWrites = looks % 3 == 0;
            now = now.plus(somebodyElseWrites ? pause.multipliedBy(7).dividedBy(10) : pause);
        }

        assertThat(longestGap(rows)).isEqualTo(Seat.PERIOD);
        assertThat(longestGap(dealings)).isEqualTo(Seat.PERIOD);
        assertThat(looks).as("in two minutes").isLessThan(300);
    }

    private static Duration longestGap(List<Duration> times) {
        Duration longest = Duration.ZERO;
        for (int next = 1; next < times.size(); next++) {
            Duration gap = times.get(next).minus(times.get(next - 1));
            longest = gap.compareTo(longest) > 0 ? gap : longest;
        }
        return longest;
    }
}
