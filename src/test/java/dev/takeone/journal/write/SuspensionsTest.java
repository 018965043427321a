package dev.takeone.journal.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SuspensionsTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final Suspensions suspensions = new Suspensions(nanos::get);

    @Test
    void growToAMinute() {
        List<Long> seconds = new ArrayList<>();
        for (int time = 0; time < 7; time++) {
            suspensions.add(3);
            long left = suspensions.nanosToTheNext().orElseThrow();
            seconds.add(Duration.ofNanos(left).toSeconds());
            assertThat(suspensions.due()).isEmpty();
            nanos.addAndGet(left);
            assertThat(suspensions.due()).hasValue(3);
        }

        assertThat(seconds).containsExactly(2L, 4L, 8L, 16L, 32L, 60L, 60L);
    }

    @Test
    void theOneThatHasWaitedLongestIsTriedFirst() {
        suspensions.add(5);
        nanos.addAndGet(1);
        suspensions.add(4);
        nanos.addAndGet(Duration.ofMinutes(2).toNanos());

        assertThat(suspensions.due()).hasValue(5);
        assertThat(suspensions.contains(5)).as("until it is written").isTrue();
        suspensions.end(Set.of(5));
        assertThat(suspensions.due()).hasValue(4);
    }
}
