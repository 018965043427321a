package dev.takeone.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.IntSummaryStatistics;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PortionTest {

    @Property
    void theSlotsOfAllPartitionsSumToTheWholeAndDifferByOneAtMost(
            @ForAll @IntRange(max = 1_000_000) int maxTasks, @ForAll @IntRange(min = 1, max = 500) int partitions) {
        IntSummaryStatistics slots = IntStream.range(0, partitions)
                .map(partition -> Portion.of(maxTasks, partition, partitions))
                .summaryStatistics();
        assertThat(slots.getSum()).isEqualTo(maxTasks);
        assertThat(slots.getMax() - slots.getMin()).isLessThanOrEqualTo(1);
    }

    @Test
    void aPartitionThatIsNotThereHasNoSlots() {
        assertThatThrownBy(() -> Portion.of(6, 6, 6)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Portion.of(6, -1, 6)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Portion.of(-1, 0, 6)).isInstanceOf(IllegalArgumentException.class);
    }
}
