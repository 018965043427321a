package dev.takeone.journal.receipts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.takeone.job.ProviderError;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.job.Task;
import dev.takeone.journal.Receipt;
import dev.takeone.journal.Samples;
import dev.takeone.journal.Sequence;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The golden file is what a released version has written: it is never changed. */
class ReceiptCodecTest {
    private static final ProviderError ERROR = new ProviderError(
            Optional.of(429), Optional.of("rate_limit"), Optional.of("rate_limit_error"), Optional.of("Slow down"));
    private static final Receipt REFUSAL =
            refusal(new SubmitOutcome.Throttled(Optional.of(Duration.ofSeconds(7)), ERROR));
    private static final Receipt RECEIPT =
            new Receipt.Acceptance("0a1b2c3d", List.of("task_1", "task_2"), true, Samples.NOON);

    @Test
    void theReceiptIsReadAndWrittenAsItsGoldenFile() {
        assertThat(decoded(golden())).isEqualTo(new ReceiptCodec.Outcome.Read(RECEIPT));
        assertThat(new String(ReceiptCodec.encode(RECEIPT), UTF_8)).isEqualTo(golden());
        assertThat(ReceiptCodec.key(RECEIPT)).asString(UTF_8).isEqualTo("0a1b2c3d");
    }

    @Test
    void aRefusalIsReadAndWrittenAsItsGoldenFile() {
        assertThat(decoded(golden("v2/receipt-refusal"))).isEqualTo(new ReceiptCodec.Outcome.Read(REFUSAL));
        assertThat(new String(ReceiptCodec.encode(REFUSAL), UTF_8)).isEqualTo(golden("v2/receipt-refusal"));
    }

    static Stream<SubmitOutcome> refusals() {
        return Stream.of(
                new SubmitOutcome.Rejected(ERROR),
                new SubmitOutcome.Throttled(Optional.empty(), ERROR),
                new SubmitOutcome.NotSent(ProviderError.transport("connection refused")),
                new SubmitOutcome.AccountHeld(ERROR, false),
                new SubmitOutcome.AccountHeld(ERROR, true),
                new SubmitOutcome.Withheld());
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void everyKindOfRefusalIsReadBack(SubmitOutcome outcome) {
        Receipt receipt = refusal(outcome);

        assertThat(ReceiptCodec.decode(ReceiptCodec.key(receipt), ReceiptCodec.encode(receipt)))
                .isEqualTo(new ReceiptCodec.Outcome.Read(receipt));
    }

    @Test
    void neitherAnAcceptanceNorSilenceIsARefusal() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> refusal(new SubmitOutcome.Accepted(List.of("t"), false, Optional.empty())));
        assertThatIllegalArgumentException().isThrownBy(() -> refusal(new SubmitOutcome.InDoubt(ERROR)));
    }

    private static Receipt refusal(SubmitOutcome outcome) {
        return new Receipt.Refusal("0a1b2c3d", new Sequence(4), 2, outcome, Samples.NOON);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"throttled\" | \"secret\" | field outcome is not a known word",
                "\"intent\":4 | \"intent\":\"secret\" | field intent is not a whole number",
                "\"PT7S\" | \"secret\" | field retry_after is not a duration",
                "\"error\" | \"secret\" | field error is not an object",
            })
    void whatIsWrongWithARefusalIsNamed(String found, String instead, String why) {
        assertThat(decoded(golden("v2/receipt-refusal").replace(found, instead)))
                .isEqualTo(new ReceiptCodec.Outcome.Unreadable(why));
    }

    @Property
    void whatIsWrittenIsReadBack(
            @ForAll @AlphaChars @NumericChars @NotEmpty String jobId,
            @ForAll @Size(min = 1, max = 4) List<@AlphaChars @NotEmpty String> taskIds,
            @ForAll boolean replayed,
            @ForAll @LongRange(min = 0, max = 4_000_000_000_000L) long millis) {
        Receipt receipt = new Receipt.Acceptance(jobId, taskIds, replayed, Instant.ofEpochMilli(millis));

        assertThat(ReceiptCodec.decode(ReceiptCodec.key(receipt), ReceiptCodec.encode(receipt)))
                .isEqualTo(new ReceiptCodec.Outcome.Read(receipt));
    }

    @Test
    void aFieldOfANewerReleaseIsIgnored() {
        assertThat(decoded(golden().replace("\"replayed\"", "\"later\":[{}],\"replayed\"")))
                .isEqualTo(new ReceiptCodec.Outcome.Read(RECEIPT));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"v\":1 | \"v\":7 | version 7 is of a release that this one does not know",
                "\"v\":1 | \"v\":\"secret\" | field v is not a whole number",
                "\"task_1\",\"task_2\" | '' | field task_ids is not an array of 1 to 16 task ids",
                "\"task_1\" | 7 | field task_ids is not a text",
                "\"replayed\":true | \"replayed\":\"secret\" | field replayed is not true or false",
                "\"at\":\" | \"at\":\"secret | field at is not a time",
            })
    void whatIsNotAsItShouldBeIsNamedWithoutItsValue(String found, String instead, String why) {
        assertThat(decoded(golden().replace(found, instead))).isEqualTo(new ReceiptCodec.Outcome.Unreadable(why));
    }

    static Stream<String> wildTaskIds() {
        return Stream.of(
                String.join(",", Collections.nCopies(Task.MOST + 1, "\"t\"")),
                "\"t\",\"" + "t".repeat(Task.MAX_ID + 1) + "\"",
                "\"t\",\" \"",
                "\"\"");
    }

    /** It would make a row that cannot be written, and stop its partition for as long as the receipt is kept. */
    @ParameterizedTest
    @MethodSource("wildTaskIds")
    void moreTasksThanAnAnswerMayBringAreNoReceipt(String ids) {
        assertThat(decoded(golden().replace("\"task_1\",\"task_2\"", ids)))
                .isEqualTo(new ReceiptCodec.Outcome.Unreadable("field task_ids is not an array of 1 to 16 task ids"));
    }

    @Test
    void asManyTasksAsAnAnswerMayBringAreAReceipt() {
        Receipt most = new Receipt.Acceptance(
                "a1",
                IntStream.range(0, Task.MOST)
                        .mapToObj(number -> (char) ('a' + number) + "t".repeat(Task.MAX_ID - 1))
                        .toList(),
                false,
                Samples.NOON);

        assertThat(ReceiptCodec.decode(ReceiptCodec.key(most), ReceiptCodec.encode(most)))
                .isEqualTo(new ReceiptCodec.Outcome.Read(most));
    }

    @Test
    void anErrorLongerThanAnyThatIsWrittenIsNoReceipt() {
        assertThat(decoded(golden("v2/receipt-refusal").replace("Slow down", "s".repeat(5_000))))
                .isEqualTo(new ReceiptCodec.Outcome.Unreadable(
                        "field error is not an error with texts of at most 4096 characters"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "", "{\"v\":1", "[1]", "null", "{}"})
    void whatIsNoReceiptIsUnreadableAndNotQuoted(String value) {
        assertThat(decoded(value))
                .isInstanceOfSatisfying(
                        ReceiptCodec.Outcome.Unreadable.class,
                        unreadable -> assertThat(unreadable.why()).doesNotContain("secret"));
    }

    @Test
    void aRecordWithoutKeyOrValueIsUnreadable() {
        assertThat(ReceiptCodec.decode(null, golden().getBytes(UTF_8)))
                .isEqualTo(new ReceiptCodec.Outcome.Unreadable("the key is missing"));
        assertThat(ReceiptCodec.decode(new byte[0], golden().getBytes(UTF_8)))
                .isEqualTo(new ReceiptCodec.Outcome.Unreadable("the key is missing"));
        assertThat(ReceiptCodec.decode(ReceiptCodec.key(RECEIPT), null))
                .isEqualTo(new ReceiptCodec.Outcome.Unreadable("the value is missing"));
    }

    private static ReceiptCodec.Outcome decoded(String value) {
        return ReceiptCodec.decode(ReceiptCodec.key(RECEIPT), value.getBytes(UTF_8));
    }

    private static String golden() {
        return golden("v1/receipt");
    }

    private static String golden(String name) {
        try (InputStream in = ReceiptCodecTest.class.getResourceAsStream("/journal/" + name + ".json")) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), UTF_8).stripTrailing();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
