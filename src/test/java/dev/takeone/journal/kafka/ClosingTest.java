package dev.takeone.journal.kafka;

import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.takeone.journal.Fixture;
import dev.takeone.journal.Samples;
import dev.takeone.journal.clients.JournalSetup;
import dev.takeone.journal.topics.TopicFacts;
import dev.takeone.journal.topics.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The end of a journal whose broker is away. */
class ClosingTest {
    private final JournalSetup setup = new JournalSetup(
            Map.of("bootstrap.servers", "127.0.0.1:1"),
            Samples.NAMES,
            Samples.setup().settings());
    private final KafkaJournal journal = new KafkaJournal(
            setup,
            new Topics(setup),
            new TopicFacts("cluster", "id", 1, Optional.empty()),
            InstantSource.fixed(Samples.NOON),
            Fixture.UNSEEN);

    @Test
    void aJournalThatWasNeverStartedCanBeClosed() {
        assertThatNoException().isThrownBy(() -> journal.close(Duration.ofSeconds(1)));
    }
}
