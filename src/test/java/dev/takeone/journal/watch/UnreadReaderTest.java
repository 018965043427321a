package dev.takeone.journal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.journal.JournalObserver.Unread;
import dev.takeone.journal.Samples;
import dev.takeone.journal.watch.UnreadReader.First;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is told of requests that wait in their topic. */
class UnreadReaderTest {
    private static final Instant NOW = Samples.NOON;

    @Test
    void theFirstThatWaitsSaysSinceWhen() {
        assertThat(unread(20, 23, first(Optional.of(NOW.minusSeconds(300)))))
                .isEqualTo(new Unread(3, Duration.ofMinutes(5)));
    }

    @Test
    void whatIsHandledUpToTheEndLeavesNothing() {
        assertThat(unread(23, 23, first(Optional.of(NOW.minusSeconds(300))))).isEqualTo(new Unread(0, Duration.ZERO));
    }

    /** The ends of a publisher's transactions take up offsets, and no alert may wait for anybody to read them. */
    @Test
    void theEndsOfTransactionsAreNoRequests() {
        assertThat(unread(20, 23, first(Optional.empty()))).isEqualTo(new Unread(0, Duration.ZERO));
    }

    @Test
    void aFirstRecordThatCouldNotBeReadIsCountedAllTheSame() {
        assertThat(unread(20, 23, Optional.empty())).isEqualTo(new Unread(3, Duration.ZERO));
    }

    @Test
    void aRecordFromAClockThatIsAheadHasNoAge() {
        assertThat(unread(20, 23, first(Optional.of(NOW.plusSeconds(300))))).isEqualTo(new Unread(3, Duration.ZERO));
    }

    private static Unread unread(long next, long end, Optional<First> first) {
        return First.unread(next, end, first, NOW);
    }

    private static Optional<First> first(Optional<Instant> publishedAt) {
        return Optional.of(new First(20, 23, publishedAt));
    }
}
