package dev.takeone.journal.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobsTopicTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final String WEEK_MS = "604800000";

    @Test
    void whatIsCreatedPassesItsOwnCheck() {
        for (int days : new int[] {1, 2, 30}) {
            Duration retention = Duration.ofDays(days);
            assertThat(JobsTopic.fault("jobs", JobsTopic.settings(retention), retention))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 7", "2, 8", "0, 7", "30, 120"})
    void aRowIsKeptForAWeekAndForFourRetentions(int retentionDays, int neededDays) {
        assertThat(JobsTopic.needed(Duration.ofDays(retentionDays))).isEqualTo(Duration.ofDays(neededDays));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "compact,delete | " + WEEK_MS + " | -1",
                "delete,compact | -1 | -1",
                "compact | 1000 | 1000", // nothing is deleted by age or size
            })
    void aTopicThatKeepsEnoughPasses(String policy, String millis, String bytes) {
        assertThat(JobsTopic.fault("jobs", settings(policy, millis, bytes), DAY))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "delete | -1 | -1 | has cleanup.policy=delete, and needs compact,delete. | cleanup.policy=[compact,delete]",
                "compact,delete | 604799999 | -1 | has retention.ms=604799999, and needs 604800000. | retention.ms=[604800000]",
                "compact,delete | -1 | 1073741824 | has retention.bytes=1073741824, and needs -1. | retention.bytes=[-1]",
            })
    void aTopicThatForgetsIsNamedWithTheMend(String policy, String millis, String bytes, String wrong, String mend) {
        assertThat(JobsTopic.fault("jobs", settings(policy, millis, bytes), DAY).orElseThrow())
                .startsWith("The topic jobs (takeone.topics.jobs) " + wrong)
                .contains("kafka-configs.sh --bootstrap-server <broker> --alter --entity-type topics --entity-name jobs"
                        + " --add-config '" + mend + "'");
    }

    @Test
    void aTopicThatOnlyCompactsKeepsForEver() {
        assertThat(JobsTopic.keeps(settings("compact", "1000", "-1"))).isEmpty();
        assertThat(JobsTopic.keeps(settings("compact,delete", "-1", "-1"))).isEmpty();
        assertThat(JobsTopic.keeps(settings("compact,delete", "1000", "-1"))).hasValue(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @CsvSource({"'compact'", "'compact,delete'", "'delete, compact'"})
    void aTopicWhoseRecordsMustAllBeThereIsNotCompacted(String policy) {
        assertThat(JobsTopic.compacted("video.requests", "takeone.topics.requests", settings(policy, "-1", "-1"))
                        .orElseThrow())
                .startsWith("The topic video.requests (takeone.topics.requests) has cleanup.policy=" + policy
                        + ", and needs delete. Set it with: kafka-configs.sh ")
                .contains(
                        "--entity-name video.requests --add-config 'cleanup.policy=[delete]'",
                        "the others are lost, unread");
    }

    @Test
    void aTopicThatOnlyDeletesLosesNothingByCompaction() {
        assertThat(JobsTopic.compacted("receipts", "takeone.topics.receipts", settings("delete", "1000", "-1")))
                .isEmpty();
        assertThat(JobsTopic.compacted("receipts", "takeone.topics.receipts", Map.of()))
                .isEmpty();
        assertThat(JobsTopic.compacted("receipts", "takeone.topics.receipts", JobsTopic.receiptsSettings()))
                .isEmpty();
    }

    /** Where nobody was there for a week-end, a task that was paid for lies there alone. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "delete | 604799999 | -1 | has retention.ms=604799999, and needs 604800000.",
                "delete | -1 | 1073741824 | has retention.bytes=1073741824, and needs -1.",
                "compact | -1 | -1 | has cleanup.policy=compact, and needs delete.",
                "compact,delete | 1000 | -1 | has cleanup.policy=compact,delete, and needs delete.",
            })
    void receiptsThatAreKeptTooShortAreNamed(String policy, String millis, String bytes, String wrong) {
        assertThat(JobsTopic.forgottenReceipts("receipts", settings(policy, millis, bytes))
                        .orElseThrow())
                .startsWith("The topic receipts (takeone.topics.receipts) " + wrong);
    }

    @Test
    void receiptsThatAreKeptForAWeekOrForEverAreWell() {
        assertThat(JobsTopic.forgottenReceipts("receipts", JobsTopic.receiptsSettings()))
                .isEmpty();
        assertThat(JobsTopic.forgottenReceipts("receipts", settings("delete", WEEK_MS, "-1")))
                .isEmpty();
        assertThat(JobsTopic.forgottenReceipts("receipts", settings("delete", "-1", "-1")))
                .isEmpty();
    }

    /** An order stands until it is ended. */
    @Test
    void aTopicOfOrdersForgetsNone() {
        assertThat(JobsTopic.forgetful("commands", JobsTopic.commandsSettings()))
                .isEmpty();
        assertThat(JobsTopic.forgetful("commands", settings("compact,delete", "1000", "-1"))
                        .orElseThrow())
                .startsWith("The topic commands (takeone.topics.commands) has cleanup.policy=compact,delete");
        assertThat(JobsTopic.forgetful("commands", Map.of())).isPresent();
    }

    @Test
    void aTopicOfOrdersWithSeveralPartitionsIsNamedWithTheMend() {
        assertThat(JobsTopic.scattered("commands", 1, 3)).isEmpty();
        assertThat(JobsTopic.scattered("commands", 3, 1).orElseThrow())
                .startsWith("The topic commands (takeone.topics.commands) has 3 partitions, and needs one")
                .contains(
                        "--create --topic commands --partitions 1 --config cleanup.policy=compact",
                        "write the orders again");
    }

    private static Map<String, String> settings(String policy, String millis, String bytes) {
        Map<String, String> settings = new HashMap<>();
        settings.put("cleanup.policy", policy);
        settings.put("retention.ms", millis);
        settings.put("retention.bytes", bytes);
        return settings;
    }
}
