package dev.takeone.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

    private static Origin origin(long timestamp) {
        return Timestamps.origin(
                new ConsumerRecord<>(
                        "requests",
                        3,
                        42,
                        timestamp,
                        TimestampType.CREATE_TIME,
                        0,
                        0,
                        "",
                        "",
                        new RecordHeaders(),
                        Optional.empty()),
                NOW);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 1_795_867_200L, 1_795_867_200_000_000L, Long.MAX_VALUE, Long.MIN_VALUE})
    void whatCannotBeTheTimeOfARequestSpoilsNoAgesAndIsNotTakenForIt(long timestamp) {
        assertThat(origin(timestamp)).isEqualTo(new Origin("requests", 3, 42, NOW, false));
    }

    @Test
    void aBacklogAndAClockThatIsAheadAreBelieved() {
        Instant monthAgo = NOW.minus(Duration.ofDays(31));
        Instant ahead = NOW.plus(Duration.ofHours(2));

        assertThat(origin(monthAgo.toEpochMilli())).isEqualTo(new Origin("requests", 3, 42, monthAgo));
        assertThat(origin(ahead.toEpochMilli())).isEqualTo(new Origin("requests", 3, 42, ahead));
    }
}
