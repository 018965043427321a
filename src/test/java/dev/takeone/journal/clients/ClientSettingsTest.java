package dev.takeone.journal.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.journal.Samples;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientSettingsTest {
    private final JournalSetup setup = new JournalSetup(
            Map.ofEntries(
                    Map.entry("bootstrap.servers", "broker:9092"),
                    Map.entry("sasl.jaas.config", "secret"),
                    Map.entry("my.login.module.setting", "x"),
                    Map.entry("compression.type", "zstd"),
                    Map.entry("retry.backoff.ms", "50"),
                    Map.entry("acks", "1"),
                    Map.entry("transaction.timeout.ms", "900000"),
                    Map.entry("transactional.id", "mine"),
                    Map.entry("group.instance.id", "static"),
                    Map.entry("isolation.level", "read_uncommitted"),
                    Map.entry("fetch.min.bytes", "1000000"),
                    Map.entry("fetch.max.wait.ms", "60000"),
                    Map.entry("max.poll.records", "1")),
            Samples.NAMES,
            Samples.setup().settings());

    @ParameterizedTest
    @CsvSource({
        "bootstrap.servers, broker:9092",
        "sasl.jaas.config, secret",
        "my.login.module.setting, x",
        "compression.type, zstd",
        "retry.backoff.ms, 50",
        "acks, all",
        "enable.idempotence, true",
        "transactional.id, takeone-w1-7",
        "transaction.timeout.ms, 15000",
        "delivery.timeout.ms, 10000",
        "request.timeout.ms, 5000",
        "max.block.ms, 10000",
    })
    void theProducerKeepsWhatIsHarmlessAndSetsWhatIsNot(String name, String value) {
        assertThat(ClientSettings.producer(setup).get(name)).asString().isEqualTo(value);
    }

    @Test
    void theProducerHasDefaultsThatAUserMayChange() {
        Map<String, Object> settings = ClientSettings.producer(Samples.setup());

        assertThat(settings).containsEntry("compression.type", "lz4").containsEntry("retry.backoff.ms", 10);
    }

    @Test
    void aClientIsNotToldWhatIsMeantForAnother() {
        assertThat(ClientSettings.producer(setup)).doesNotContainKeys("isolation.level", "max.poll.records");
        assertThat(ClientSettings.admin(setup)).doesNotContainKeys("acks", "transactional.id", "isolation.level");
        assertThat(ClientSettings.reader(setup)).doesNotContainKeys("acks", "group.instance.id");
    }

    @Test
    void theReaderReadsWhatIsCommittedAndNeverCommits() {
        assertThat(ClientSettings.reader(setup))
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("enable.auto.commit", false)
                .containsEntry("group.id", "takeone");
    }

    /** What is gone there would look as if there were nothing to read, and be passed without a word. */
    @Test
    void whoLooksAtSingleRequestsIsNotLedPastThoseThatAreGone() {
        assertThat(List.of(ClientSettings.peeking(setup), ClientSettings.validating(setup)))
                .allSatisfy(settings -> assertThat(settings).containsEntry("auto.offset.reset", "none"));
    }

    /** An order, a lease or a receipt that waited for others to come would be too late. */
    @Test
    void noReaderWaitsForMoreThanOneRecord() {
        assertThat(List.of(
                        ClientSettings.reader(setup),
                        ClientSettings.receiptsReader(setup),
                        ClientSettings.plainReader(setup, "orders"),
                        ClientSettings.peeking(setup),
                        ClientSettings.validating(setup)))
                .allSatisfy(settings -> assertThat(settings)
                        .containsEntry("fetch.min.bytes", 1)
                        .doesNotContainKey("fetch.max.wait.ms"));
    }

    @Test
    void receiptsAreWrittenOutsideOfTransactionsAndReadOutsideOfTheGroup() {
        assertThat(ClientSettings.receiptsProducer(setup))
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", true)
                .doesNotContainKeys("transactional.id", "transaction.timeout.ms");
        assertThat(ClientSettings.receiptsReader(setup))
                .containsEntry("isolation.level", "read_uncommitted")
                .containsEntry("enable.auto.commit", false)
                .doesNotContainKey("group.id");
    }

    @Test
    void theClientsSettingsAreNotPrinted() {
        assertThat(setup.toString()).doesNotContain("secret", "broker:9092");
    }
}
