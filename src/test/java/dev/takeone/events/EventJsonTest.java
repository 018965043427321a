package dev.takeone.events;

import static dev.takeone.job.FailureReason.CANCELLED;
import static dev.takeone.job.FailureReason.CONFLICTING_DUPLICATE;
import static dev.takeone.job.FailureReason.DEADLINE_EXCEEDED;
import static dev.takeone.job.FailureReason.GENERATION_FAILED;
import static dev.takeone.job.FailureReason.INVALID_REQUEST;
import static dev.takeone.job.FailureReason.REJECTED;
import static dev.takeone.job.FailureReason.SUBMISSION_IN_DOUBT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.Charge;
import dev.takeone.job.FailureReason;
import dev.takeone.job.Identity;
import dev.takeone.job.Job;
import dev.takeone.job.JobEvent;
import dev.takeone.job.ProviderError;
import dev.takeone.job.SampleJobs;
import dev.takeone.job.Task;
import dev.takeone.job.Video;
import dev.takeone.job.Violation;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The values of events, against golden files in {@code src/test/resources/events}. */
class EventJsonTest {
    private static final Instant SUBMITTED_AT = Instant.parse("2026-11-22T20:00:00.123456789Z");
    private static final Instant ENDED_AT = Instant.parse("2026-11-22T20:02:00Z");
    private static final ProviderError SILENT =
            new ProviderError(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    static Stream<Arguments> golden() {
        return Stream.of(
                Arguments.of(
                        "submitted",
                        new JobEvent.Submitted(SampleJobs.full(), List.of("task_01"), 1, false, SUBMITTED_AT)),
                Arguments.of(
                        "submitted-bare",
                        new JobEvent.Submitted(SampleJobs.bare(), List.of("task_01"), 1, false, SUBMITTED_AT)),
                Arguments.of(
                        "submitted-replayed-several",
                        new JobEvent.Submitted(
                                SampleJobs.full(), List.of("task_01", "task_02"), 3, true, SUBMITTED_AT)),
                Arguments.of(
                        "submitted-estimated",
                        new JobEvent.Submitted(SampleJobs.priced(), List.of("task_01"), 1, false, SUBMITTED_AT)),
                Arguments.of("completed", completed()),
                Arguments.of("completed-bare", completedBare()),
                Arguments.of(
                        "failed-invalid",
                        failed(INVALID_REQUEST, List.of(new Violation("prompt", "required", "Must be there.")), 0)),
                Arguments.of(
                        "failed-invalid-omitted",
                        failed(INVALID_REQUEST, List.of(new Violation("prmpt", "unknown_field", "\"Typo\"?")), 12)),
                Arguments.of(
                        "failed-conflict-cloud-event",
                        conflict(SampleJobs.full().identity())),
                Arguments.of(
                        "failed-conflict-request-id", conflict(new Identity(Identity.Kind.REQUEST_ID, "", "order-1"))),
                Arguments.of(
                        "failed-conflict-coordinates",
                        conflict(SampleJobs.bare().identity())),
                Arguments.of(
                        "failed-rejected",
                        failed(
                                REJECTED,
                                new ProviderError(
                                        Optional.of(400),
                                        Optional.of("400"),
                                        Optional.of("invalid_request_error"),
                                        Optional.of("bad seed")))),
                Arguments.of(
                        "failed-in-doubt", failed(SUBMISSION_IN_DOUBT, ProviderError.transport("connection reset"))),
                Arguments.of("failed-error-unsaid", failed(CANCELLED, SILENT)),
                Arguments.of("failed-charged", charged("0.10")),
                Arguments.of("failed-several-tasks", failedTasks("task_01", "task_02")));
    }

    @ParameterizedTest
    @MethodSource("golden")
    void aValueIsItsGoldenFileToTheByte(String name, JobEvent event) throws IOException {
        assertThat(EventJson.of(event) + "\n").isEqualTo(resource(name));
    }

    @ParameterizedTest
    @EnumSource
    void everyReasonIsToldWithItsChargeAndItsWorth(FailureReason reason) {
        assertThat(EventJson.of(failed(reason, SILENT)))
                .contains("\"reason\":\"" + reason.label() + "\",\"charged\":\""
                        + reason.charged().label() + "\",\"retryable\":" + reason.retryable() + ",");
    }

    /** What was not charged costs nothing, whatever was estimated. */
    @ParameterizedTest
    @EnumSource
    void theEstimateIsToldOfWhatMayHaveBeenCharged(FailureReason reason) {
        JobEvent.Failed plain = (JobEvent.Failed) failed(reason, SILENT);
        String told =
                EventJson.of(new JobEvent.Failed(SampleJobs.priced(), plain.taskIds(), plain.failure(), plain.at()));

        assertThat(told.contains("\"cost_estimate\":0.512,")).isEqualTo(reason.charged() != FailureReason.Charged.NO);
    }

    @ParameterizedTest
    @CsvSource({"PT83S, 83", "PT1M, 60", "PT100S, 100", "PT83.500S, 83.5", "PT0S, 0", "PT0.000000001S, 0.000000001"})
    void generationSecondsAreWholeWhereTheyAre(Duration generation, String written) {
        assertThat(EventJson.of(completed(Optional.of(generation), Optional.empty())))
                .contains("\"generation_seconds\":" + written + ",");
    }

    @ParameterizedTest
    @CsvSource({
        "0.1, 0.1",
        "0.10, 0.10",
        "1E+2, 100",
        "1E-7, 0.0000001",
        "0, 0",
        "12345678901234567890.5, 12345678901234567890.5"
    })
    void theCostIsAPlainDecimalNumber(BigDecimal cost, String written) {
        assertThat(EventJson.of(completed(Optional.empty(), Optional.of(cost)))).contains("\"cost\":" + written + ",");
    }

    @ParameterizedTest
    @CsvSource({"1E+2000000000", "1E-2000000000", "1E+65", "1E-65"})
    void aCostThatNobodyCanPayIsLeftOut(BigDecimal cost) {
        assertThat(EventJson.of(completed(Optional.empty(), Optional.of(cost)))).doesNotContain("cost");
    }

    @ParameterizedTest
    @CsvSource({"+10000-01-01T00:00:00Z", "+1000000000-12-31T23:59:59Z", "-0001-12-31T23:59:59Z"})
    void anExpiryBeyondTheCalendarIsLeftOut(Instant expiry) {
        assertThat(EventJson.of(expiring(expiry))).contains("{\"url\":\"https://v/1\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "0000-01-01T00:00:00Z, 0000-01-01T00:00:00.000Z",
        "9999-12-31T23:59:59.999999Z, 9999-12-31T23:59:59.999Z"
    })
    void anExpiryWithinTheCalendarIsTold(Instant expiry, String written) {
        assertThat(EventJson.of(expiring(expiry))).contains("\"expires_at\":\"" + written + "\"");
    }

    @Test
    void metadataKeepsItsNumbersAndItsEscapes() {
        String metadata =
                "{\"a\":1.10,\"b\":1E400,\"c\":-0,\"d\":123456789012345678901234567890,\"e\":\"\\ud800\",\"f\":null}";

        assertThat(EventJson.of(new JobEvent.Submitted(
                        SampleJobs.withMetadata(SampleJobs.bare(), metadata), List.of("t"), 1, false, SUBMITTED_AT)))
                .contains(",\"metadata\":" + metadata + ",\"origin\":");
    }

    /** Texts are bounded where they enter: 500 characters, ids 256, metadata 4 KiB. A character may take six bytes. */
    @Test
    void theLargestEventIsFarBelowWhatABrokerTakes() {
        String text = "\u0001".repeat(500);
        Violation violation = new Violation(text, text, text);
        Job job = withTexts(text);
        JobEvent event = new JobEvent.Failed(
                job,
                Collections.nCopies(16, text),
                new JobEvent.Failure(
                        INVALID_REQUEST,
                        Charge.of(INVALID_REQUEST),
                        text,
                        Collections.nCopies(50, violation),
                        Integer.MAX_VALUE,
                        Optional.of(new ProviderError(
                                Optional.of(599), Optional.of(text), Optional.of(text), Optional.of(text))),
                        Optional.of(job.identity())),
                ENDED_AT);

        assertThat(EventJson.of(event).getBytes(StandardCharsets.UTF_8)).hasSizeBetween(450_000, 600_000);
    }

    @Test
    void theLargestResultIsBelowWhatATopicMustTake() {
        String text = "\u0001".repeat(500);
        Job job = withTexts(text);
        Video video = new Video("v".repeat(Task.MAX_VIDEO_BYTES), Optional.of(ENDED_AT));
        JobEvent event = new JobEvent.Completed(
                job,
                new JobEvent.Result(
                        Collections.nCopies(Task.MOST, "\u0001".repeat(Task.MAX_ID)),
                        Collections.nCopies(Task.MOST, video),
                        Optional.of(Duration.ofDays(7)),
                        Optional.of(BigDecimal.ONE),
                        Integer.MAX_VALUE),
                SUBMITTED_AT,
                ENDED_AT);

        assertThat(EventJson.of(event).getBytes(StandardCharsets.UTF_8)).hasSizeBetween(700_000, 1_000_000);
    }

    private static JobEvent completed() {
        return new JobEvent.Completed(
                SampleJobs.full(),
                new JobEvent.Result(
                        List.of("task_01", "task_02"),
                        List.of(
                                new Video(
                                        "https://cdn.example/1.mp4?a=b&c=\"d\"",
                                        Optional.of(ENDED_AT.plusSeconds(86400))),
                                new Video("https://cdn.example/2.mp4", Optional.empty())),
                        Optional.of(Duration.ofMillis(83_500)),
                        Optional.of(new BigDecimal("0.10")),
                        7),
                SUBMITTED_AT,
                ENDED_AT);
    }

    private static JobEvent completedBare() {
        return new JobEvent.Completed(
                SampleJobs.bare(),
                new JobEvent.Result(
                        List.of("task_01"),
                        List.of(new Video("https://cdn.example/1.mp4", Optional.empty())),
                        Optional.empty(),
                        Optional.empty(),
                        1),
                SUBMITTED_AT,
                ENDED_AT);
    }

    private static JobEvent completed(Optional<Duration> generation, Optional<BigDecimal> cost) {
        return new JobEvent.Completed(
                SampleJobs.bare(),
                new JobEvent.Result(List.of("t"), List.of(), generation, cost, 1),
                SUBMITTED_AT,
                ENDED_AT);
    }

    private static JobEvent expiring(Instant expiry) {
        return new JobEvent.Completed(
                SampleJobs.bare(),
                new JobEvent.Result(
                        List.of("t"),
                        List.of(new Video("https://v/1", Optional.of(expiry))),
                        Optional.empty(),
                        Optional.empty(),
                        1),
                SUBMITTED_AT,
                ENDED_AT);
    }

    private static JobEvent failed(FailureReason reason, List<Violation> violations, int omitted) {
        return failed(new JobEvent.Failure(
                reason,
                Charge.of(reason),
                "It was not sent.",
                violations,
                omitted,
                Optional.empty(),
                Optional.empty()));
    }

    private static JobEvent failed(FailureReason reason, ProviderError error) {
        return failed(new JobEvent.Failure(
                reason, Charge.of(reason), "It went wrong.", List.of(), 0, Optional.of(error), Optional.empty()));
    }

    private static JobEvent charged(String cost) {
        return new JobEvent.Failed(
                SampleJobs.full(),
                List.of("task_01"),
                new JobEvent.Failure(
                        GENERATION_FAILED,
                        new Charge(FailureReason.Charged.YES, Optional.of(new BigDecimal(cost))),
                        "It went wrong.",
                        List.of(),
                        0,
                        Optional.empty(),
                        Optional.empty()),
                ENDED_AT);
    }

    private static JobEvent conflict(Identity taken) {
        return failed(new JobEvent.Failure(
                CONFLICTING_DUPLICATE,
                Charge.of(CONFLICTING_DUPLICATE),
                "It was not sent.",
                List.of(),
                0,
                Optional.empty(),
                Optional.of(taken)));
    }

    private static JobEvent failed(JobEvent.Failure failure) {
        return new JobEvent.Failed(SampleJobs.full(), List.of(), failure, ENDED_AT);
    }

    private static JobEvent failedTasks(String... ids) {
        return new JobEvent.Failed(
                SampleJobs.full(),
                List.of(ids),
                new JobEvent.Failure(
                        DEADLINE_EXCEEDED,
                        Charge.of(DEADLINE_EXCEEDED),
                        "Too late.",
                        List.of(),
                        0,
                        Optional.empty(),
                        Optional.empty()),
                ENDED_AT);
    }

    private static Job withTexts(String text) {
        return new Job(
                "5f2c",
                new Identity(Identity.Kind.CLOUD_EVENT, text, text),
                SampleJobs.full().origin(),
                Optional.empty(),
                "c0ffee",
                Optional.of(text),
                "",
                Optional.of("{\"m\":\"" + "m".repeat(4 * 1024 - 8) + "\"}"),
                SampleJobs.full().trace(),
                SampleJobs.priced().estimate());
    }

    private static String resource(String name) throws IOException {
        try (InputStream file = EventJsonTest.class.getResourceAsStream("/events/" + name + ".json")) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
