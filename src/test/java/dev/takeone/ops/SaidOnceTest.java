package dev.takeone.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class SaidOnceTest {
    private static final String CHANNEL = "io.smallrye.reactive.messaging.kafka";
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    private final SaidOnce filter = new SaidOnce();

    @Test
    void theSameLineOfTheChannelComesAgainOnlyAfterAWhile() {
        assertThat(says(CHANNEL, "denied", NOW)).isTrue();
        assertThat(says(CHANNEL, "denied", NOW.plusSeconds(1))).isFalse();
        assertThat(says(CHANNEL, "denied", NOW.plus(Duration.ofMinutes(9)))).isFalse();
        assertThat(says(CHANNEL, "denied", NOW.plus(Duration.ofMinutes(10)))).isTrue();
    }

    @Test
    void anotherLineIsNotHeldBack() {
        assertThat(says(CHANNEL, "denied", NOW)).isTrue();
        assertThat(says(CHANNEL, "away", NOW)).isTrue();
    }

    @Test
    void othersMaySayTheSameAgain() {
        assertThat(says("dev.takeone", "submitted", NOW)).isTrue();
        assertThat(says("dev.takeone", "submitted", NOW)).isTrue();
    }

    @Test
    void onlyTheLastLinesAreRemembered() {
        for (int line = 0; line < 200; line++) {
            assertThat(says(CHANNEL, "line " + line, NOW)).isTrue();
        }
        assertThat(says(CHANNEL, "line 199", NOW)).isFalse();
        assertThat(says(CHANNEL, "line 0", NOW)).isTrue();
    }

    private boolean says(String category, String failure, Instant at) {
        LogRecord record = new LogRecord(Level.WARNING, "Failed to poll %s");
        record.setLoggerName(category);
        record.setParameters(new Object[] {"requests"});
        record.setThrown(new IllegalStateException(failure));
        record.setInstant(at);
        return filter.isLoggable(record);
    }
}
