package dev.takeone.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 1_795_867_200L, 1_795_867_200_000_000L, Long.MAX_VALUE, Long.MIN_VALUE})
    void whatCannotBeTheTimeOfARequestDoesNotSpoilAges(long timestamp) {
        assertThat(Timestamps.publishedAt(timestamp, NOW)).isEqualTo(NOW);
    }

    @Test
    void aBacklogAndAClockThatIsAheadAreBelieved() {
        Instant monthAgo = NOW.minus(Duration.ofDays(31));
        Instant ahead = NOW.plus(Duration.ofHours(2));

        assertThat(Timestamps.publishedAt(monthAgo.toEpochMilli(), NOW)).isEqualTo(monthAgo);
        assertThat(Timestamps.publishedAt(ahead.toEpochMilli(), NOW)).isEqualTo(ahead);
    }
}
