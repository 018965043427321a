package dev.takeone.command;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.takeone.broker.LocalBroker;
import dev.takeone.journal.clients.JournalSettings;
import dev.takeone.journal.clients.JournalSetup;
import dev.takeone.journal.clients.TopicNames;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.junit.jupiter.api.Test;

/** On a real broker: what the desk makes of the topics that it finds. */
class KafkaDeskIT {
    private static final TopicNames NAMES =
            new TopicNames("requests", "submitted", "completed", "failed", "jobs", "receipts", "commands", "account");

    /** It would be written, obeyed by nobody, and told as obeyed wherever the board is of before. */
    @Test
    void aTopicOfSeveralPartitionsIsNoPlaceForAnOrder() throws Exception {
        try (LocalBroker broker = LocalBroker.start()) {
            Map<String, Object> kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
            try (Admin admin = Admin.create(kafka)) {
                admin.createTopics(List.of(new NewTopic(NAMES.commands(), Optional.of(2), Optional.empty())))
                        .all()
                        .get();
            }
            JournalSetup setup = new JournalSetup(
                    kafka,
                    NAMES,
                    new JournalSettings(
                            "takeone", "order", Duration.ofHours(24), 1, true, JournalSettings.OnMismatch.STOP));
            try (KafkaDesk desk = new KafkaDesk(setup, InstantSource.system())) {
                assertThatThrownBy(desk::look)
                        .isInstanceOf(InvalidPartitionsException.class)
                        .hasMessageContaining("has 2 partitions, and needs one");
            }
        }
    }
}
