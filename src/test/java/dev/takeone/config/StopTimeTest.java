package dev.takeone.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StopTimeTest {
    private long nanos = Long.MAX_VALUE - Duration.ofSeconds(1).toNanos();
    private final StopTime time = new StopTime(Duration.ofMinutes(1), () -> nanos);

    @Test
    void theWholeStopStaysWithinTheTimeout() {
        pass(Duration.ofSeconds(20));
        assertThat(time.left()).isEqualTo(Duration.ofSeconds(40));
        pass(Duration.ofSeconds(45));
        assertThat(time.left()).isZero();
    }

    @Test
    void answersAreNotWaitedForInTheTimeOfTheReceipts() {
        pass(Duration.ofSeconds(49));
        assertThat(time.leftForAnswers()).isEqualTo(Duration.ofSeconds(1));
        assertThat(time.leftForAnswers(Duration.ofSeconds(2))).isEqualTo(Duration.ofSeconds(1));
        assertThat(time.leftForAnswers(Duration.ofMillis(500))).isEqualTo(Duration.ofMillis(500));
        pass(Duration.ofSeconds(5));
        assertThat(time.leftForAnswers()).isZero();
        assertThat(time.left()).isEqualTo(Duration.ofSeconds(6));
    }

    private void pass(Duration length) {
        nanos += length.toNanos();
    }
}
