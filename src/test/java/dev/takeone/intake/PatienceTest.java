package dev.takeone.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private static final Duration AT_MOST = Duration.ofSeconds(5);

    @Test
    void whatIsThereIsNotWaitedFor() {
        Late there = new Late(1);
        there.complete(null);

        assertThat(Patience.await(there, AT_MOST)).isTrue();
        assertThat(there.turns).isZero();
    }

    @Test
    void whoeverWasFrozenInATurnHasTheOthersStillAhead() {
        Late notedAfterWaking = new Late(2);

        assertThat(Patience.await(notedAfterWaking, AT_MOST)).isTrue();
        assertThat(notedAfterWaking.turns).isEqualTo(2);
    }

    @Test
    void whatDoesNotComeIsWaitedForSoLong() {
        Late never = new Late(Integer.MAX_VALUE);

        assertThat(Patience.await(never, AT_MOST)).isFalse();
        assertThat(Patience.TURN.multipliedBy(never.turns)).isEqualTo(AT_MOST);
    }

    /** Comes in that turn; each passes at once. */
    private static final class Late extends CompletableFuture<Void> {
        private final int comesIn;
        private int turns;

        private Late(int comesIn) {
            this.comesIn = comesIn;
        }

        @Override
        public CompletableFuture<Void> copy() {
            turns++;
            if (turns == comesIn) {
                complete(null);
            }
            return CompletableFuture.completedFuture(null);
        }
    }
}
