package dev.takeone.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.takeone.account.AccountLimits;
import dev.takeone.account.BoardCodec;
import dev.takeone.account.BoardRow;
import dev.takeone.account.Report;
import dev.takeone.account.RowNumber;
import dev.takeone.account.Who;
import dev.takeone.job.Rules;
import dev.takeone.journal.Samples;
import dev.takeone.journal.clients.ClientSettings;
import dev.takeone.journal.clients.JournalSettings;
import dev.takeone.request.UnknownModels;
import dev.takeone.worker.WorkerSettings;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {
    @Test
    void theDefaultsAreFine() {
        Limits limits = limits(Map.of());
        assertThat(limits.rules().inDoubt()).isEqualTo(Rules.InDoubt.REPLAY);
        assertThat(limits.rules().deadline()).isEqualTo(Duration.ofHours(2));
        assertThat(limits.worker(Duration.ofDays(1)).maxWaiting()).isEqualTo(1_000);
    }

    /** A former owner may post to the end of the first two, and leave word of it, and write that, to the end of the others. */
    @Test
    void noJobIsSettledWhileAFormerOwnersPostOrItsWordMayBeUnderWay() {
        Map<String, Object> producer = ClientSettings.producer(Samples.setup());
        Duration delivery = Duration.ofMillis((int) Objects.requireNonNull(producer.get("delivery.timeout.ms")));

        assertThat(limits(Map.of()).worker(Duration.ofDays(1)).settleAfter())
                .isEqualTo(Limits.WRITE_DEADLINE
                        .plus(Limits.POST_TIMEOUT)
                        .plus(WorkerSettings.WORD_WAITS)
                        .plus(delivery))
                .isEqualTo(Duration.ofSeconds(75));
    }

    @ParameterizedTest
    @ValueSource(strings = {"per-hour", "per-day", "per-request", "unpriced"})
    void anAmountThatIsNotAboveNothingEndsTheStart(String name) {
        String setting = "takeone.spend." + name;
        assertThatCode(() -> limits(Map.of(setting, "0.5"))).doesNotThrowAnyException();
        assertThatThrownBy(() -> limits(Map.of(setting, "0")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(setting + " is 0; set it to US dollars above 0.");
    }

    /** What was spent is read back for a day, however short identities are remembered. */
    @Test
    void aCeilingGoesWithAnyRetention() {
        assertThatCode(() -> limits(Map.of(
                        "takeone.spend.per-hour", "5",
                        "takeone.spend.per-day", "5",
                        "takeone.journal.retention", "PT1M")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "0.0009", "1000001", "1e16", "NaN", "Infinity"})
    void whatTheBoardCannotHoldEndsTheStart(String weight) {
        assertThatThrownBy(() -> limits(Map.of("takeone.account.weight", weight)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("takeone.account.weight (TAKEONE_ACCOUNT_WEIGHT) is ")
                .hasMessageContaining("from 0.001 to 1000000");
        assertThatThrownBy(() -> limits(Map.of("takeone.topics.partitions", "10001")))
                .hasMessageStartingWith("takeone.topics.partitions (TAKEONE_TOPICS_PARTITIONS) is 10001");
    }

    @Test
    void noWorkerStartsWhoseRowOnTheBoardNobodyCanRead() {
        assertThat(rowIsRead("g".repeat(214), UUID.randomUUID().toString(), 1_000_000))
                .isTrue();
        assertThatCode(() -> limits(Map.of("takeone.group", "g".repeat(214), "takeone.account.weight", "1000000")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> limits(Map.of("takeone.group", "g".repeat(215))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("takeone.group (TAKEONE_GROUP) and takeone.worker.id (TAKEONE_WORKER_ID; ")
                .hasMessageContaining("have 251 characters together");

        assertThat(rowIsRead("g", "w".repeat(249), 0.001)).isTrue();
        assertThatCode(() -> limits(Map.of(
                        "takeone.group", "g", "takeone.worker.id", "w".repeat(249), "takeone.account.weight", "0.001")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> limits(Map.of("takeone.group", "g", "takeone.worker.id", "w".repeat(250))))
                .hasMessageContaining("have 251 characters together");
    }

    private static boolean rowIsRead(String group, String worker, double weight) {
        JournalSettings settings =
                new JournalSettings(group, worker, Duration.ofHours(24), 6, true, JournalSettings.OnMismatch.STOP);
        BoardRow row = new BoardRow(
                new Who(
                        settings.transactionalId() + "/" + UUID.randomUUID(),
                        group,
                        worker,
                        weight,
                        "https://api.example",
                        List.of("key"),
                        "1",
                        Samples.NOON),
                new RowNumber(1),
                false,
                new AccountLimits(60, Optional.empty()),
                Optional.empty(),
                Report.NONE);
        return BoardCodec.read(BoardCodec.key(row), BoardCodec.value(row).orElseThrow()) instanceof BoardRow;
    }

    @Test
    void aCeilingWithAModelWithoutAPriceEndsTheStartUnlessItIsSaidWhatCounts() {
        Limits ceiling = limits(Map.of("takeone.spend.per-hour", "5"));
        assertThatCode(() -> ceiling.priced(List.of(), UnknownModels.REJECT)).doesNotThrowAnyException();
        assertThatThrownBy(() -> ceiling.priced(List.of("veo-next"), UnknownModels.REJECT))
                .hasMessageContaining("veo-next");
        assertThatThrownBy(() -> ceiling.priced(List.of(), UnknownModels.PASS_THROUGH))
                .hasMessageContaining("TAKEONE_SPEND_UNPRICED");
        assertThatCode(() -> limits(Map.of("takeone.spend.per-hour", "5", "takeone.spend.unpriced", "2"))
                        .priced(List.of("veo-next"), UnknownModels.PASS_THROUGH))
                .doesNotThrowAnyException();
        assertThatCode(() -> limits(Map.of()).priced(List.of("veo-next"), UnknownModels.REJECT))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "takeone.provider.requests-per-minute",
                "takeone.provider.max-tasks",
                "takeone.submission.max-open",
                "takeone.status.max-open",
                "takeone.intake.max-waiting",
                "takeone.topics.partitions"
            })
    void aNumberBelowOneEndsTheStart(String setting) {
        assertThatCode(() -> limits(Map.of(setting, "1"))).doesNotThrowAnyException();
        for (String value : new String[] {"0", "-1"}) {
            assertThatThrownBy(() -> limits(Map.of(setting, value)))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage(setting + " is " + value + "; set it to 1 or more.");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "takeone.submission.replay-window",
                "takeone.submission.give-up-after",
                "takeone.job.deadline",
                "takeone.journal.retention",
                "takeone.status.interval",
                "takeone.status.delay",
                "takeone.status.first-check",
                "takeone.intake.session-timeout",
                "takeone.shutdown.timeout"
            })
    void aDurationThatIsNotAboveZeroEndsTheStart(String setting) {
        assertThatCode(() -> limits(Map.of(setting, "PT1S"))).doesNotThrowAnyException();
        for (String value : new String[] {"PT0S", "PT-5S"}) {
            assertThatThrownBy(() -> limits(Map.of(setting, value)))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageStartingWith(setting + " is ")
                    .hasMessageContaining("a duration above zero");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "takeone.topics.failed, video.requests",
        "takeone.topics.receipts, video.jobs",
        "takeone.topics.completed, video.submitted",
        "takeone.topics.completed, video.failed"
    })
    void twoTopicsOfOneNameEndTheStart(String setting, String name) {
        assertThatThrownBy(() -> limits(Map.of(setting, name)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(name)
                .hasMessageContaining("takeone.topics.requests");
    }

    @Test
    void aTopicOfCallbacksThatNobodyUsesMayHaveAnyName() {
        Map<String, String> same = Map.of("takeone.topics.callbacks", "video.jobs");
        assertThatCode(() -> limits(same)).doesNotThrowAnyException();
        assertThatThrownBy(() -> limits(Map.of(
                        "takeone.topics.callbacks",
                        "video.jobs",
                        "takeone.webhook.url",
                        "https://hooks.example.com/hooks")))
                .hasMessageContaining("video.jobs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce_id", "content-type", "two words"})
    void anIdentityHeaderThatCannotBeOneEndsTheStart(String name) {
        assertThatThrownBy(() -> limits(Map.of("takeone.requests.identity-header", name)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("takeone.requests.identity-header must ");
        assertThat(limits(Map.of("takeone.requests.identity-header", "id"))
                        .identityHeader()
                        .name())
                .isEqualTo("id");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "requests, \"video.requests \"",
                "submitted, \"a b\"",
                "completed, \"..\"",
                "failed, \"\u00fcber\"",
                "jobs, \"a/b\"",
                "receipts, \" r\"",
                "commands, \"video commands\""
            })
    void aNameThatNoTopicCanHaveEndsTheStartAndNamesItsSetting(String topic, String name) {
        assertThatThrownBy(() -> limits(Map.of("takeone.topics." + topic, name)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("takeone.topics." + topic + " (TAKEONE_TOPICS_" + topic.toUpperCase(Locale.ROOT)
                        + ") is '" + name + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"video shop", "%zz", "http://shop:port:1/ "})
    void anEventsSourceThatIsNoUriReferenceEndsTheStart(String source) {
        assertThatThrownBy(() -> limits(Map.of("takeone.events.source", source)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("takeone.events.source (TAKEONE_EVENTS_SOURCE) is '" + source
                        + "'; write a URI reference without spaces, such as /takeone.");
        assertThat(limits(Map.of("takeone.events.source", "/магазин")).eventsSource())
                .isEqualTo("/%D0%BC%D0%B0%D0%B3%D0%B0%D0%B7%D0%B8%D0%BD");
    }

    @Test
    void aGroupWithASpaceAtItsEndEndsTheStart() {
        assertThatThrownBy(() -> limits(Map.of("takeone.group", "takeone ")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("takeone.group (TAKEONE_GROUP) is 'takeone '");
    }

    private static Limits limits(Map<String, String> given) {
        return new Limits(SettingsFixture.settings(given));
    }
}
