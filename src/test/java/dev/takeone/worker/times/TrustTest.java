package dev.takeone.worker.times;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.worker.times.Trust.Change;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrustTest {
    private final Trust trust = new Trust();

    @Test
    void aFewCallsAreNoReasonToRelyOnThem() {
        came(10);

        assertThat(trust.trusted()).isFalse();
        assertThat(trust.part()).isZero();
        assertThat(trust.lately()).isPositive();
    }

    @Test
    void itIsGainedByManyAndLostByAsMany() {
        came(60);
        assertThat(trust.trusted()).isTrue();
        assertThat(trust.part()).isGreaterThan(0.9);

        long lost = IntStream.range(0, 60)
                .filter(each -> trust.missed() == Change.LOST)
                .count();
        assertThat(lost).isEqualTo(1);
        assertThat(trust.trusted()).isFalse();
        assertThat(trust.calledInTime()).isEqualTo(60);
        assertThat(trust.calledNot()).isEqualTo(60);
    }

    @Test
    void whereAFifthDoesNotCallThePartIsKnown() {
        for (int each = 0; each < 500; each++) {
            Change change = each % 5 == 0 ? trust.missed() : trust.came();
            assertThat(change).isNotEqualTo(Change.LOST);
        }

        assertThat(trust.part()).isBetween(0.7, 0.9);
    }

    @Test
    void silenceEndsItAtOnce() {
        came(100);

        assertThat(trust.silent(5)).isEqualTo(Change.NONE);
        assertThat(trust.silent(12)).isEqualTo(Change.LOST);
        assertThat(trust.part()).isZero();
        assertThat(trust.silent(100)).isEqualTo(Change.NONE);
        came(10);
        assertThat(trust.trusted()).isFalse();
    }

    private void came(int count) {
        IntStream.range(0, count).forEach(each -> trust.came());
    }
}
