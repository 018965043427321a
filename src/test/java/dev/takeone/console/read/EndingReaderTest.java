package dev.takeone.console.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.console.memory.Ending;
import dev.takeone.console.view.RecordAt;
import dev.takeone.job.FailureReason;
import dev.takeone.job.FailureReason.Charged;
import dev.takeone.job.Identity;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndingReaderTest {
    private static final String ID = "0123456789abcdef0123456789abcdef";
    private static final String ORIGIN = "\"origin\":{\"topic\":\"video.requests\",\"partition\":2,\"offset\":7}";
    private static final Instant SUBMITTED = Instant.parse("2026-11-29T10:00:00.123Z");
    private static final Instant ENDED = Instant.parse("2026-11-29T10:02:00Z");
    private static final RecordAt AT = new RecordAt("video.endings", 1, 5);

    @Test
    void aVideosEventTellsAllThatListsShow() {
        String value =
                "{\"request_id\":\"order-1\",\"model\":\"veo\",\"metadata\":{\"cost\":9,\"failed_at\":\"no\"}," + ORIGIN
                        + ",\"task_id\":\"task_1\",\"task_ids\":[\"task_1\",\"task_2\"],\"videos\":[{\"url\":\"https://a/b\"}],"
                        + "\"submitted_at\":\"" + SUBMITTED + "\",\"completed_at\":\"" + ENDED
                        + "\",\"cost\":0.80,\"polls\":3}";
        assertThat(read(ID + "-completed", value))
                .contains(new Ending(
                        ID,
                        new Identity(Identity.Kind.REQUEST_ID, "", "order-1"),
                        Optional.empty(),
                        "veo",
                        "customer-7",
                        List.of("task_1", "task_2"),
                        ENDED,
                        Optional.of(SUBMITTED),
                        Optional.of(new BigDecimal("0.80")),
                        Optional.empty(),
                        new RecordAt("video.requests", 2, 7),
                        AT));
    }

    @Test
    void aFailuresEventTellsWhyAndWhatItMayHaveCost() {
        String value = "{\"request_id\":\"video.requests-2-7\"," + ORIGIN
                + ",\"cost_estimate\":1,\"reason\":\"submission_in_doubt\",\"charged\":\"unknown\",\"retryable\":true,"
                + "\"message\":\"m\",\"provider_error\":{\"http_status\":422,\"code\":\"c\",\"message\":\"Sensitive\",\"more\":{\"message\":\"x\"}},"
                + "\"violations\":[{\"field\":\"model\"}],\"failed_at\":\"" + ENDED + "\"}";
        assertThat(read(ID + "-failed", value))
                .contains(new Ending(
                        ID,
                        new Identity(Identity.Kind.COORDINATES, "", "video.requests-2-7"),
                        Optional.of(new Ending.Failure(
                                Optional.of(FailureReason.SUBMISSION_IN_DOUBT), Charged.UNKNOWN, true, "Sensitive")),
                        "",
                        "customer-7",
                        List.of(),
                        ENDED,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(BigDecimal.ONE),
                        new RecordAt("video.requests", 2, 7),
                        AT));
    }

    /** Workers of two releases run side by side while one replaces the other: what the newer ended has no other row. */
    @Test
    void aReasonOfALaterReleaseIsAFailureStill() {
        String value =
                "{'failed_at':'%s','reason':'of_later','charged':'%s','retryable':true,'cost':0.8}".replace('\'', '"');

        assertThat(Stream.of("yes", "half")
                        .map(charged -> read(ID + "-failed", value.formatted(ENDED, charged))
                                .flatMap(Ending::failure)
                                .orElseThrow()))
                .containsExactly(
                        new Ending.Failure(Optional.empty(), Charged.YES, true, ""),
                        new Ending.Failure(Optional.empty(), Charged.UNKNOWN, true, ""));
        assertThat(read(ID + "-failed", value.formatted(ENDED, "yes")).flatMap(Ending::cost))
                .contains(new BigDecimal("0.8"));
    }

    @Test
    void aSourceMakesItACloudEvent() {
        assertThat(read(
                                ID + "-completed",
                                "{\"request_id\":\"1\",\"request_source\":\"/shop\",\"completed_at\":\"" + ENDED
                                        + "\"}")
                        .map(Ending::identity))
                .contains(new Identity(Identity.Kind.CLOUD_EVENT, "/shop", "1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'task_id':'a'                        | a",
                "'task_id':'a','task_ids':['a','b']   | a b",
                "'task_ids':['a','b'],'task_id':'a'   | a b",
                "'task_id':'a','task_ids':'b'         | a",
                "'task_id':{'a':1},'task_ids':[['b'],{},'c'] | c",
            },
            quoteCharacter = '`')
    void allItsTasksAreKnownInWhicheverOrderItTellsThem(String said, String tasks) {
        String value = "{%s,'completed_at':'%s'}".formatted(said, ENDED).replace('\'', '"');
        assertThat(read(ID + "-completed", value).map(Ending::taskIds).map(all -> String.join(" ", all)))
                .contains(tasks);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ID + "-submitted | {'completed_at':'2026-11-29T10:02:00Z'}",
                ID + "-x-failed  | {'failed_at':'2026-11-29T10:02:00Z','reason':'rejected'}",
                "other           | {'completed_at':'2026-11-29T10:02:00Z'}",
                ID + "-completed | {'request_id':'order-1'}",
                ID + "-completed | {'completed_at':'soon'}",
                ID + "-completed | {'completed_at':{'x':1}}",
                ID + "-failed    | {'failed_at':'2026-11-29T10:02:00Z'}",
                ID + "-completed | {'completed_at':'2026-11-29T10:02:00Z'",
                ID + "-completed | ['completed_at']",
                ID + "-completed | no JSON",
                ID + "-failed    | {'failed_at':'+300000000-01-01T00:00:00Z','reason':'rejected'}",
                ID + "-failed    | {'failed_at':'-300000000-01-01T00:00:00Z','reason':'rejected'}",
                ID + "-completed | {'completed_at':'2026-11-29T10:02:00Z','submitted_at':'+10000-01-01T00:00:00Z'}",
                ID + "-completed | {'completed_at':'2026-11-29T10:02:00Z','cost':1e999999999}",
                ID + "-completed | {'completed_at':'2026-11-29T10:02:00Z','cost':1e99999999999}",
                ID + "-completed | {'completed_at':'2026-11-29T10:02:00Z','cost':1e-999999999}",
                ID + "-failed    | {'failed_at':'2026-11-29T10:02:00Z','reason':'rejected','cost_estimate':1e65}",
                ID + "-completed | {'completed_at':'2026-11-29T10:02:00Z','origin':{'partition':1e999999999}}",
            },
            quoteCharacter = '`')
    void whatIsNoEventOfAnEndingIsPassedOver(String id, String value) {
        assertThat(read(id, value.replace('\'', '"'))).isEmpty();
    }

    private static Optional<Ending> read(String id, String value) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                AT.topic(), AT.partition(), AT.offset(), "customer-7".getBytes(UTF_8), value.getBytes(UTF_8));
        record.headers().add("ce_specversion", "1.0".getBytes(UTF_8)).add("ce_id", id.getBytes(UTF_8));
        return EndingReader.ending(record);
    }
}
