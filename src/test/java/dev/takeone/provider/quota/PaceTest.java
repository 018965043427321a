package dev.takeone.provider.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long SECOND = 1_000_000_000L;

    @Property(tries = 300)
    void whateverTheRatesNoMinuteHasMoreCallsThanTheyAndABurstAllow(
            @ForAll @Size(min = 1, max = 12) List<@DoubleRange(min = 0, max = 400) Double> rates,
            @ForAll @Size(12) List<@IntRange(min = 100, max = 70_000) Integer> lengths,
            @ForAll @IntRange(min = 0, max = 5) int heldUp) {
        Pace pace = new Pace(1, Pace.MINUTE / 40);
        List<Long> calls = new ArrayList<>();
        List<double[]> rateAt = new ArrayList<>();
        long time = 0;
        for (int each = 0; each < rates.size(); each++) {
            long end = time + lengths.get(each) * 1_000_000L;
            pace.change(rates.get(each), time);
            for (; time < end; time += SECOND / 20) {
                rateAt.add(new double[] {time, rates.get(each)});
                while (pace.hasRoom(heldUp, time)) {
                    pace.spend(time);
                    calls.add(time);
                }
            }
        }
        for (int first = 0; first < calls.size(); first++) {
            long from = calls.get(first);
            double allowed = allowed(rateAt, from);
            long within = calls.stream()
                    .filter(at -> at >= from && at < from + 60 * SECOND)
                    .count();
            assertThat((double) within).isLessThanOrEqualTo(allowed);
        }
    }

    /** What may be ahead at the beginning, and the rate over a minute; the steps of this test are a twentieth of a second. */
    private static double allowed(List<double[]> rateAt, long from) {
        double sum = 1.001;
        for (double[] each : rateAt) {
            if (each[0] == from) {
                sum += each[1] / 30;
            }
            if (each[0] >= from && each[0] < from + 60 * SECOND) {
                sum += each[1] / 61 / 20;
            }
        }
        return sum;
    }

    @Test
    void nothingIsSavedUpWhereThereWasNothing() {
        Pace pace = new Pace(1, Pace.MINUTE / 40);
        pace.change(60, 0);
        assertThat(pace.hasRoom(0, 0)).isFalse();
        assertThat(pace.hasRoom(0, 61 * SECOND / 60)).isTrue();
    }

    @Test
    void callsThatAreGrantedAndNotWrittenTakeTheirRoom() {
        Pace pace = new Pace(1, Pace.MINUTE / 40);
        pace.change(300, 0);
        long later = 60 * SECOND;
        assertThat(pace.hasRoom(7, later)).isTrue();
        assertThat(pace.hasRoom(8, later)).isFalse();
    }

    @Test
    void callsThatAreLateByAMomentMakeNoOtherLate() {
        Pace pace = new Pace(1, Pace.MINUTE / 40);
        pace.change(12, 0);
        int calls = 0;
        for (long time = 0; time < 10 * Pace.MINUTE; time += SECOND) {
            if (pace.hasRoom(0, time)) {
                pace.spend(time);
                calls++;
            }
        }
        assertThat(calls).isBetween(119, 121);
    }
}
