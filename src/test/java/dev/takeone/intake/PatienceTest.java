package dev.takeone.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private static final Duration AT_MOST = Duration.ofSeconds(5);

    /** The waits that it was asked for, each of which passes without one. */
    private Duration waited = Duration.ZERO;

    @Test
    void whatIsThereIsNotWaitedFor() {
        assertThat(Patience.await(new Late(0), AT_MOST)).isTrue();
        assertThat(waited).isZero();
    }

    @Test
    void aFrozenProcessHasItsTimeStillAheadOfItOnWaking() {
        Late notedOnWaking = new Late(1);

        assertThat(Patience.await(notedOnWaking, AT_MOST)).isTrue();
        assertThat(waited).isLessThanOrEqualTo(AT_MOST.dividedBy(10));
    }

    @Test
    void whatDoesNotComeIsWaitedForSoLong() {
        assertThat(Patience.await(new Late(Integer.MAX_VALUE), AT_MOST)).isFalse();
        assertThat(waited).isEqualTo(AT_MOST);
    }

    @Test
    void anInterruptedThreadWaitsNoMore() {
        Thread.currentThread().interrupt();

        assertThat(Patience.await(new CompletableFuture<>(), AT_MOST)).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }

    /** Comes after so many waits. */
    private final class Late extends CompletableFuture<Void> {
        private int waits;

        private Late(int waits) {
            this.waits = waits;
        }

        @Override
        public Void get(long timeout, TimeUnit unit) throws TimeoutException {
            if (waits > 0) {
                waits--;
                waited = waited.plus(Duration.of(timeout, unit.toChronoUnit()));
                throw new TimeoutException();
            }
            return null;
        }
    }
}
