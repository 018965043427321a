package dev.takeone.journal.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.journal.threads.Pulse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class EachOffsetTest {
    private static final TopicPartition FIRST = new TopicPartition("receipts", 0);
    private static final TopicPartition SECOND = new TopicPartition("receipts", 1);
    private static final TopicPartition THIRD = new TopicPartition("receipts", 2);

    private final Set<TopicPartition> leaderless = new HashSet<>(Set.of(SECOND));
    private final List<Set<TopicPartition>> asked = new ArrayList<>();
    private final EachOffset offsets = new EachOffset(new Pulse(System::nanoTime));

    @Test
    void aPartitionWithoutALeaderHoldsUpNoOther() {
        assertThat(ask()).isEqualTo(Map.of(FIRST, 0L, THIRD, 2L));
    }

    @Test
    void whatWasSilentIsNotAskedTogetherWithOthersUntilItAnswers() {
        ask();
        asked.clear();

        assertThat(ask()).isEqualTo(Map.of(FIRST, 0L, THIRD, 2L));
        assertThat(asked).containsExactlyInAnyOrder(Set.of(FIRST, THIRD), Set.of(SECOND));

        leaderless.clear();
        assertThat(ask()).containsOnlyKeys(FIRST, SECOND, THIRD);
        asked.clear();
        ask();
        assertThat(asked).containsExactly(Set.of(FIRST, SECOND, THIRD));
    }

    private Map<TopicPartition, Long> ask() {
        return offsets.of(Set.of(FIRST, SECOND, THIRD), this::answer);
    }

    private Map<TopicPartition, Long> answer(Collection<TopicPartition> partitions, Duration atMost) {
        asked.add(Set.copyOf(partitions));
        if (partitions.stream().anyMatch(leaderless::contains)) {
            throw new TimeoutException("no leader within " + atMost);
        }
        Map<TopicPartition, Long> found = new HashMap<>();
        partitions.forEach(each -> found.put(each, (long) each.partition()));
        return found;
    }
}
