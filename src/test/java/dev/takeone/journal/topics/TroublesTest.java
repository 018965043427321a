package dev.takeone.journal.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.journal.JournalObserver;
import dev.takeone.journal.Samples;
import dev.takeone.journal.rows.TopicLife;
import dev.takeone.logs.LogLines;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TroublesTest {
    private static final TopicLife LIFE = TopicLife.of("requests");

    private final AtomicReference<Instant> now = new AtomicReference<>(Samples.NOON);
    private long counted;
    private final Troubles troubles = new Troubles(now::get, new JournalObserver() {
        @Override
        public void producer(Role role, Producer<?, ?> producer) {}

        @Override
        public void consumer(Role role, Consumer<?, ?> consumer) {}

        @Override
        public void committed(int records, Duration took) {}

        @Override
        public void aborted() {}

        @Override
        public void restored(long records, Duration took) {}

        @Override
        public void requestsLost(long count) {
            counted += count;
        }
    });

    @RegisterExtension
    final LogLines said = new LogLines(Troubles.class);

    @Test
    void whatIsLostIsCountedAndLoggedOnceHoweverOftenItIsFound() {
        troubles.lost(LIFE, 0, 5, 8);
        troubles.lost(LIFE, 0, 5, 8);
        troubles.lost(LIFE, 0, 5, 10);
        troubles.lost(LIFE, 1, 5, 8);

        assertThat(counted).isEqualTo(8);
        assertThat(said.lines())
                .hasSize(3)
                .allMatch(line -> line.startsWith("ERROR At most ") && line.contains("Publish them again"));
        assertThat(said.lines().getFirst()).contains("3 requests of partition 0", "at offset 8", "offset 5 was next");
        assertThat(troubles.now()).containsOnlyKeys("lost_0", "lost_1");
    }

    /** Where {@code journal.on-mismatch=adopt} is left on, one worker sees both. */
    @Test
    void aLossIsToldThoughTheTopicThatWasThereBeforeHadLostMore() {
        troubles.lost(LIFE, 0, 0, 5_000);
        troubles.lost(TopicLife.of("made anew"), 0, 0, 800);
        troubles.lost(LIFE.cut(), 0, 100, 300);

        assertThat(counted).isEqualTo(6_000);
    }

    @Test
    void whatHasHappenedIsShownForADayAndWhatStandsForAsLongAsItDoes() {
        troubles.lost(LIFE, 0, 5, 8);
        troubles.stands("settings_requests", Optional.of("compacted"));
        now.set(Samples.NOON.plus(Duration.ofHours(25)));
        assertThat(troubles.now()).containsOnlyKeys("settings_requests");

        troubles.stands("settings_requests", Optional.empty());
        assertThat(troubles.now()).isEmpty();
    }

    @Test
    void receiptsMadeAnewAreToldOnce() {
        troubles.receipts("id-1", "id-1");
        assertThat(troubles.now()).isEmpty();
        troubles.receipts("id-1", "id-2");

        assertThat(troubles.now())
                .hasEntrySatisfying("receipts", told -> assertThat(told).contains("id-1", "id-2", "are lost"));
    }
}
