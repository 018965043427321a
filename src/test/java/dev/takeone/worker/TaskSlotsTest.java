package dev.takeone.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskSlotsTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    @Test
    void withoutALimitThereIsNone() {
        assertThat(new TaskSlots(Optional.empty()).at(3, START)).isEqualTo(Integer.MAX_VALUE);
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "3, 4", "4, 6", "6, 128"})
    void whereTheTopicHasGrownPastThemNoPartitionStarves(int max, int partitions) {
        TaskSlots slots = new TaskSlots(Optional.of(max));
        slots.of(partitions);
        Duration round = TaskSlots.TURN.multipliedBy((partitions + max - 1) / max + 1L);
        for (int partition = 0; partition < partitions; partition++) {
            int each = partition;
            assertThat(IntStream.range(0, (int) round.toMinutes())
                            .map(minute -> slots.at(each, START.plus(Duration.ofMinutes(minute))))
                            .sum())
                    .as("minutes in which partition %d may begin a task", partition)
                    .isPositive();
        }
        for (int minute = 0; minute < 600; minute++) {
            Instant now = START.plus(Duration.ofMinutes(minute));
            assertThat(IntStream.range(0, partitions)
                            .map(partition -> slots.at(partition, now))
                            .sum())
                    .as("tasks begun together")
                    .isLessThanOrEqualTo(max);
        }
    }
}
