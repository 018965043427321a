package dev.takeone.journal.rows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.FailureReason;
import dev.takeone.job.Job;
import dev.takeone.job.JobState;
import dev.takeone.job.ProviderError;
import dev.takeone.journal.Endings;
import dev.takeone.journal.Row;
import dev.takeone.journal.Samples;
import dev.takeone.journal.Sequence;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The golden files are what a released version has written: they are never changed, only added to. */
class JobCodecTest {
    private static final String ID = "0a1b2c3d";
    private static final TopicLife LIFE = TopicLife.of("uP4Uzk5ZS6WN5ZPeQEAcHA");
    private static final Head UNMARKED =
            new Head("takeone", "video.requests", LIFE, 4712, OptionalInt.empty(), Optional.empty());
    private static final Head HEAD = new Head(
            "takeone",
            "video.requests",
            LIFE.cut(),
            4712,
            OptionalInt.empty(),
            Optional.of(new Marks(
                    "s3uYq7Q7TzqAIeAX7Gn9hA",
                    "Zq0kVYc2R0u6a1cD3nFv4Q",
                    91_234,
                    17,
                    new Marks.Floor(180_000, Samples.NOON))));

    static Stream<Map.Entry<String, Row>> golden() {
        return Samples.golden().entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("golden")
    void everyGoldenRowIsReadAsItWasMeant(Map.Entry<String, Row> sample) {
        assertThat(JobCodec.decode(ID, file(sample.getKey()))).isEqualTo(Endings.read(sample.getValue()));
    }

    @ParameterizedTest
    @MethodSource("golden")
    void everyRowIsWrittenAsItsGoldenFile(Map.Entry<String, Row> sample) {
        assertThat(new String(JobCodec.encode(sample.getValue()), UTF_8))
                .isEqualTo(new String(file(sample.getKey()), UTF_8));
    }

    @Test
    void theHeadIsReadAndWrittenAsItsGoldenFile() {
        assertHead("head", UNMARKED);
        assertHead("head-marked", HEAD);
        assertHead("head-epoch", new Head("takeone", "video.requests", LIFE, 4712, OptionalInt.of(7), HEAD.marks()));
    }

    private static void assertHead(String name, Head head) {
        assertThat(JobCodec.decode(JobCodec.HEAD_KEY, file(name))).isEqualTo(new Decoded.HeadRow(head));
        assertThat(new String(JobCodec.encode(head), UTF_8)).isEqualTo(new String(file(name), UTF_8));
    }

    @Test
    void aFieldOfANewerReleaseIsIgnored() {
        String newer = new String(file("submitted-tasks"), UTF_8)
                .replace("\"seq\":", "\"later\":{\"x\":[1]},\"seq\":")
                .replace("\"identity\":{", "\"identity\":{\"later\":true,");

        assertThat(JobCodec.decode(ID, newer.getBytes(UTF_8))).isEqualTo(new Decoded.Live(sample("submitted-tasks")));
    }

    @ParameterizedTest
    @CsvSource({
        "accepted, 2026-11-22T12:00:00.123456789Z",
        "submitting, 2026-11-22T11:58:59.123456789Z",
        "submitted, 2026-11-22T12:00:00.123456789Z",
    })
    void aRowFromBeforeRequestsHadATimeIsAsOldAsTheEarliestThatItTells(String name, Instant since) {
        String older =
                new String(file(name), UTF_8).replace(",\"published_at\":\"2026-11-22T11:59:59.123456789Z\"", "");

        assertThat(JobCodec.decode(ID, older.getBytes(UTF_8)))
                .isInstanceOfSatisfying(
                        Decoded.Live.class,
                        read -> assertThat(read.row().state().job().origin().publishedAt())
                                .isEqualTo(since));
    }

    @Test
    void theRowOfAnEndedJobHoldsWhatARestoreRemembersAndNoMore() {
        JobState ended =
                new JobState.Completed(Samples.job(ID, 3, 4711), Optional.empty(), Optional.empty(), Samples.NOON);

        assertThat(new String(JobCodec.encode(new Row(new Sequence(6), ended)), UTF_8))
                .isEqualTo("""
                        {"v":1,"seq":6,"state":"completed","job":{\
                        "identity":{"kind":"cloud_event","source":"/shop","id":"order-4711"},\
                        "content_hash":"c0ffee","profile":"veo3.1-fast-official/720p/8"},\
                        "ended_at":"2026-11-22T12:00:00.123456789Z"}""");
    }

    /** Else it would count against a ceiling, after a restart, what a job counts of which nobody knows the price. */
    @Test
    void noJobThatIsFreeIsReadBackAsOneWithoutAPrice() {
        Job priced = Samples.job(ID, 3, 4711);
        Job free = new Job(
                ID,
                priced.identity(),
                priced.origin(),
                priced.key(),
                priced.contentHash(),
                priced.model(),
                priced.profile(),
                priced.metadata(),
                priced.trace(),
                Optional.of(new BigDecimal("0.00")));
        JobState ended = new JobState.Completed(free, Optional.empty(), Optional.empty(), Samples.NOON);

        Row row = new Row(new Sequence(6), ended);
        assertThat(JobCodec.decode(ID, JobCodec.encode(row))).isEqualTo(Endings.read(row));
    }

    @ParameterizedTest
    @ValueSource(strings = {"completed", "failed"})
    void anEndedRowFromBeforeItWasCutShortIsReadAsOneOfToday(String name) {
        assertThat(JobCodec.decode(ID, file(name + "-with-origin")))
                .isInstanceOf(Decoded.EndedRow.class)
                .isEqualTo(JobCodec.decode(ID, file(name)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"accepted-refused", "accepted-unclear", "submitting-in-doubt"})
    void aRowFromBeforeRefusalsLostTheirTimesIsReadAsOneOfToday(String name) {
        assertThat(JobCodec.decode(ID, file(name + "-timed"))).isEqualTo(JobCodec.decode(ID, file(name)));
    }

    /** After a rollback one of them would stop its whole partition; what it may have cost counts. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"reason\":\"eaten_by_a_dog\" | ",
                "\"reason\":\"eaten_by_a_dog\",\"charged\":\"perhaps\" | ",
                "\"reason\":\"eaten_by_a_dog\",\"charged\":\"no\" | 0",
                "\"reason\":\"eaten_by_a_dog\",\"cost\":\"0.5\" | 0.5",
                "\"reason\":\"eaten_by_a_dog\",\"cost\":\"0.5\",\"spent\":\"0.8\" | 0.8",
            })
    void anEndedRowWithALaterReleasesReasonIsRead(String reason, @Nullable BigDecimal spent) {
        String later = new String(file("failed"), UTF_8)
                .replace("\"reason\":\"submission_in_doubt\"", reason)
                .replace("\"seq\":2", "\"seq\":1");

        assertThat(JobCodec.decode(ID, later.getBytes(UTF_8))).isInstanceOfSatisfying(Decoded.EndedRow.class, read -> {
            assertThat(read.job().spent()).isEqualTo(Optional.ofNullable(spent));
            assertThat(read.job().unsent()).as("a repeat may be bought").isFalse();
        });
    }

    @Test
    void anUnknownVersionIsNamed() {
        String next = new String(file("accepted"), UTF_8).replace("{\"v\":1,", "{\"v\":2,");

        assertThat(JobCodec.decode(ID, next.getBytes(UTF_8))).isEqualTo(new Decoded.UnknownVersion(2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"seq\":2, | '' | field seq is not a whole number",
                "\"v\":1 | \"v\":\"secret\" | field v is not a whole number",
                "\"attempt\":1 | \"attempt\":1.5 | field attempt is not an integer",
                "\"attempt\":1 | \"attempt\":99999999999 | field attempt is not an integer",
                "\"state\":\"submitting\" | \"state\":\"secret\" | field state is not a known word",
                "\"kind\":\"cloud_event\" | \"kind\":\"secret\" | field job.identity.kind is not a known word",
                "\"due_at\":\" | \"due_at\":\"secret | field due_at is not a time",
                "\"key\":\" | \"key\":\"?secret | field job.key is not base64",
                "\"body\":\" | \"body\":1,\"old\":\" | field body is not a text",
                "\"job\":{ | \"job\":7,\"old\":{ | field job is not an object",
            })
    void aFieldThatIsNotAsItShouldBeIsNamedWithoutItsValue(String found, String instead, String why) {
        String broken = new String(file("submitting"), UTF_8).replace(found, instead);

        assertThat(JobCodec.decode(ID, broken.getBytes(UTF_8))).isEqualTo(new Decoded.Unreadable(why));
    }

    /** Whoever reckons with them would end, in one worker after the other. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "failed-charged | ended_at | +1000000000-12-31T23:59:59.999999999Z | a time",
                "failed-charged | ended_at | -0001-12-31T23:59:59Z | a time",
                "completed-cost | cost | 1e999999999 | a decimal number as text",
                "completed-cost | cost | 1e-999999999 | a decimal number as text",
                "completed | generation | PT9223372036854775807S | a duration",
                "completed | generation | PT-9223372036854775807S | a duration",
                "submitted | due_at | +10000-01-01T00:00:00Z | a time",
                "submitted | blind | P200000D | a duration",
                "submitted-set-ahead | set_ahead | P200000D | a duration",
            })
    void aTimeOrAnAmountBeyondAllSenseIsUnreadable(String file, String field, String value, String expected) {
        String row = new String(file(file), UTF_8);
        String wild = row.replaceAll("\"" + field + "\":\"[^\"]*\"", "\"" + field + "\":\"" + value + "\"");

        assertThat(wild).isNotEqualTo(row);
        assertThat(JobCodec.decode(ID, wild.getBytes(UTF_8)))
                .isInstanceOfSatisfying(
                        Decoded.Unreadable.class,
                        unread -> assertThat(unread.why()).endsWith(field + " is not " + expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "{\"v\":1", "{\"v\":1} secret", "{\"v\":1,,}"})
    void whatIsNotJsonIsUnreadableAndNotQuoted(String value) {
        assertThat(JobCodec.decode(ID, value.getBytes(UTF_8)))
                .isEqualTo(new Decoded.Unreadable("the value is not JSON"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[1]", "null", "\"secret\"", "7"})
    void jsonThatIsNoObjectIsUnreadable(String value) {
        assertThat(JobCodec.decode(ID, value.getBytes(UTF_8)))
                .isEqualTo(new Decoded.Unreadable("the value is not a JSON object"));
    }

    @Test
    void aSubmittedJobWithoutATaskIsUnreadable() {
        String broken = new String(file("submitted"), UTF_8).replaceFirst("\"tasks\":\\[[^]]*]", "\"tasks\":[]");

        assertThat(JobCodec.decode(ID, broken.getBytes(UTF_8)))
                .isEqualTo(new Decoded.Unreadable("field tasks is not a filled array"));
    }

    /** Nobody has words for it: whoever took its partition would end, one worker after the other. */
    @ParameterizedTest
    @EnumSource(FailureReason.class)
    void aTaskThatHasEndedAsOnlyRequestsDoIsUnreadable(FailureReason reason) {
        String row = new String(file("submitted-tasks"), UTF_8)
                .replace("\"reason\":\"cancelled\"", "\"reason\":\"" + reason.label() + "\"");
        Decoded read = JobCodec.decode(ID, row.getBytes(UTF_8));

        if (reason.endsTasks()) {
            assertThat(read).isInstanceOf(Decoded.Live.class);
        } else {
            assertThat(read)
                    .isInstanceOfSatisfying(
                            Decoded.Unreadable.class,
                            unread -> assertThat(unread.why())
                                    .endsWith("reason is not a known word for the end of a task"));
        }
    }

    @Test
    void halfASurrogatePairInAnErrorMessageDoesNotStopTheJournal() {
        JobState.Submitting state =
                (JobState.Submitting) sample("submitting-in-doubt").state();
        JobState.Doubt doubt =
                new JobState.Doubt(Samples.NOON, ProviderError.transport("cut \ud83d"), 0, Duration.ZERO);
        Row row = new Row(
                new Sequence(2),
                new JobState.Submitting(
                        state.job(),
                        state.body(),
                        state.idempotencyKey(),
                        1,
                        state.firstPostAt(),
                        Optional.empty(),
                        Optional.of(doubt),
                        state.dueAt()));

        assertThat(new String(JobCodec.encode(row), UTF_8)).contains("\"message\":\"cut ?\"");
    }

    @Test
    void theHeadsKeyIsNoJobId() {
        assertThat(JobCodec.HEAD_KEY).doesNotMatch("[0-9a-z]+");
    }

    private static Row sample(String name) {
        return Optional.ofNullable(Samples.golden().get(name)).orElseThrow();
    }

    /** The file's bytes without the newline at its end. */
    private static byte[] file(String name) {
        try (InputStream in = JobCodecTest.class.getResourceAsStream("/journal/v1/" + name + ".json")) {
            assertThat(in).as("golden file %s", name).isNotNull();
            return new String(in.readAllBytes(), UTF_8).stripTrailing().getBytes(UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
