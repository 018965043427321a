package dev.takeone.provider.answer;

import static dev.takeone.provider.answer.Answers.NOW;
import static dev.takeone.provider.answer.Answers.QUOTE;
import static dev.takeone.provider.answer.Answers.VIDEO;
import static dev.takeone.provider.answer.Answers.addresses;
import static dev.takeone.provider.answer.Answers.answer;
import static dev.takeone.provider.answer.Answers.checked;
import static dev.takeone.provider.answer.Answers.task;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.takeone.job.ProviderError;
import dev.takeone.job.StatusOutcome;
import dev.takeone.job.StatusOutcome.Cancelled;
import dev.takeone.job.StatusOutcome.Completed;
import dev.takeone.job.StatusOutcome.Failed;
import dev.takeone.job.StatusOutcome.NoOutput;
import dev.takeone.job.Task;
import dev.takeone.job.Video;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of a task: its videos, what it cost, how long it took, why it failed. */
class TaskContentTest {
    /** Found by a review: the pattern for relative addresses went as deep as the path had folders. */
    @Test
    void aPathOfThousandsOfFoldersEndsNoWorker() {
        assertThat(task("\"status\":\"completed\",\"result\":{\"url\":\"" + "a/".repeat(4_090) + "a.bc\"}"))
                .isInstanceOf(Completed.class);
        assertThat(task("\"status\":\"completed\",\"result\":{\"url\":\"" + "a/".repeat(4_090) + "a b\"}"))
                .isInstanceOf(NoOutput.class);
    }

    @Test
    void anImageBesideTheVideoIsNoVideo() {
        assertThat(addresses(task("\"status\":\"completed\",\"result\":["
                        + "{\"type\":\"image\",\"url\":\"https://a/cover.png\"},"
                        + "{\"type\":\"video\",\"url\":\"https://a/1\"}]")))
                .containsExactly("https://a/1");
    }

    @Test
    void aCompletedTaskIsReadWhole() {
        Completed completed = (Completed) task("""
                "status":"completed","progress":100,"created":1763088289,"completed":1763088308,
                "estimated_time":300,"actual_time":19,"cost":0.1500,"credits_cost":1.5,
                "result":{"thumbnail_url":"https://cdn.apimart.ai/t.png",
                  "videos":[{"url":["https://upload.apimart.ai/f/video/x.mp4"],"expires_at":1763174708}]}""");
        assertThat(completed.videos())
                .containsExactly(new Video(
                        "https://upload.apimart.ai/f/video/x.mp4", Optional.of(Instant.ofEpochSecond(1763174708))));
        assertThat(completed.generation()).contains(Duration.ofSeconds(19));
        assertThat(completed.cost().orElseThrow()).isEqualByComparingTo("0.15");
    }

    static Stream<Arguments> urls() {
        return Stream.of(
                arguments("[{\"url\":\"https://a/1.mp4\"}]", List.of("https://a/1.mp4")),
                arguments("[{\"url\":[\"https://a/1\",\"http://b/2\"]}]", List.of("https://a/1", "http://b/2")),
                arguments(
                        "[{\"url\":\"https://a/1\"},{\"url\":[\"https://a/2\"]}]",
                        List.of("https://a/1", "https://a/2")),
                arguments(
                        "[{\"url\":[\"https://a/1\",\"https://a/1\"]},{\"url\":\"https://a/1\"}]",
                        List.of("https://a/1")),
                arguments("[\"https://a/1\",\"https://a/2\"]", List.of("https://a/1", "https://a/2")),
                arguments("[{\"video_url\":\"https://a/1\"}]", List.of("https://a/1")),
                arguments("{\"url\":\"https://a/1\"}", List.of("https://a/1")),
                arguments("\"https://a/1\"", List.of("https://a/1")),
                arguments("[{\"url\":\"HTTPS://A/1\"}]", List.of("HTTPS://A/1")),
                arguments("[{\"url\":\"//h/x\"}]", List.of("https://h/x")),
                arguments("[{\"url\":\"/g\"},{\"url\":\"vid_123\"},{\"url\":\"not a path.mp4\"}]", List.of()),
                arguments("[{\"url\":\"ftp://a/1.mp4\"},{\"url\":\"javascript:alert(1)\"},{\"url\":\"\"}]", List.of()),
                arguments("[{\"url\":\"https://a/\\n1\"},{\"url\":7},{\"url\":null},{},null,3]", List.of()),
                arguments("[{\"url\":\"https://a/" + "x".repeat(8192) + "\"}]", List.of()),
                arguments("[{\"thumbnail_url\":\"https://a/1.png\"}]", List.of()),
                arguments("[[[[[[[[\"https://a/1\"]]]]]]]]", List.of()),
                arguments("[]", List.of()),
                arguments("null", List.of()));
    }

    @Test
    void noMoreAddressesAreTakenThanARowCanHold() {
        List<String> urls = IntStream.range(0, 64)
                .mapToObj(i -> "https://a/" + i + "/\\\"" + "\u3042".repeat(8000))
                .toList();
        List<String> taken = addresses(task("\"status\":\"completed\",\"result\":{\"videos\":[{\"url\":[\""
                + String.join("\",\"", urls) + "\"]}]}"));

        assertThat(taken).isNotEmpty();
        assertThat(taken.stream()
                        .mapToInt(url -> url.getBytes(UTF_8).length + 80)
                        .sum())
                .isLessThanOrEqualTo(Task.MAX_VIDEO_BYTES);
    }

    @Test
    void theLongestAddressesOfFourSamplesAreTaken() {
        List<String> urls = IntStream.range(0, 4)
                .mapToObj(i -> "https://a/" + i + "x".repeat(8181))
                .toList();

        assertThat(addresses(task("\"status\":\"completed\",\"result\":{\"videos\":[{\"url\":[\""
                        + String.join("\",\"", urls) + "\"]}]}")))
                .isEqualTo(urls);
    }

    @ParameterizedTest
    @MethodSource("urls")
    void usableUrlsAreTakenOnceEach(String videos, List<String> expected) {
        assertThat(addresses(task("\"status\":\"completed\",\"result\":{\"videos\":" + videos + "}")))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"result\":{\"videos\":[\"https://a/1\"]}",
                "\"result\":{\"video_url\":\"https://a/1\"}",
                "\"result\":{\"url\":\"https://a/1\",\"thumbnail_url\":\"https://a/1.png\"}",
                "\"result\":[{\"url\":\"https://a/1\"}]",
                "\"result\":[\"https://a/1\"]",
                "\"result\":\"https://a/1\"",
                "\"result\":{\"videos\":[]},\"videos\":[{\"url\":\"https://a/1\"}]",
                "\"result\":null,\"videos\":[\"https://a/1\"]",
                "\"video_url\":\"https://a/1\"",
                "\"data\":[{\"url\":\"https://a/1\"}]",
                "\"data\":{\"media_url\":\"https://a/1\"}",
                "\"media_url\":\"https://a/1\"",
                "\"result\":{\"outputs\":[{\"url\":\"https://a/1\"}]}",
                "\"result\":{\"outputs\":[{\"video_url\":\"https://a/1\"}]}",
                "\"outputs\":[\"https://a/1\"]",
                "\"result_url\":\"https://a/1\",\"fail_reason\":\"https://b/1\"",
                "\"result_url\":\"https://a/1\",\"data\":{\"url\":\"https://b/asked.png\"}",
                "\"result\":{\"videos\":[{\"url\":\"https://a/1\"}],\"video_url\":\"https://b/1\"}"
            })
    void aVideoIsFoundWhereverTheFamilyPutsIts(String fields) {
        assertThat(addresses(task("\"status\":\"completed\"," + fields))).containsExactly("https://a/1");
    }

    /** One gateway of the family has one text for both: why a task failed, and where its video is. */
    @ParameterizedTest
    @ValueSource(strings = {"SUCCESS", "completed", "done", "finished"})
    void anAddressInThePlaceOfAReasonIsAVideo(String word) {
        assertThat(addresses(task("\"status\":\"" + word + "\",\"fail_reason\":\" HTTPS://a/x.mp4\"")))
                .containsExactly("HTTPS://a/x.mp4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"status\":\"SUCCESS\",\"fail_reason\":\"a.mp4\"",
                "\"status\":\"SUCCESS\",\"fail_reason\":\"/f/a.mp4\"",
                "\"status\":\"SUCCESS\",\"fail_reason\":[\"https://a/1\"]",
                "\"status\":\"FAILURE\",\"fail_reason\":\"https://a/1\"",
                "\"status\":\"IN_PROGRESS\",\"fail_reason\":\"https://a/1\"",
                "\"fail_reason\":\"https://a/1\""
            })
    void aReasonIsNoVideoWhereItIsNoAddressOrNothingSaysThatTheTaskIsDone(String fields) {
        assertThat(task(fields)).isNotInstanceOf(Completed.class);
    }

    /** A done task with a reason for having no video ends at once: that must not be an address which cannot be taken. */
    @Test
    void anAddressIsNoReason() {
        String tooLong = "https://a/" + "x".repeat(8192);
        assertThat(((NoOutput) task("\"status\":\"SUCCESS\",\"fail_reason\":\"" + tooLong + "\"")).error())
                .isEmpty();
        assertThat(((NoOutput) task("\"status\":\"SUCCESS\",\"error_message\":\"https://a/1\"")).error())
                .isEmpty();
        assertThat(((Failed) task("\"status\":\"failed\",\"fail_reason\":\"https://a/1 cannot be read\""))
                        .error()
                        .message())
                .contains("https://a/1 cannot be read");
    }

    /** The list may hold the results instead of the task, and a callback's examples have no envelope at all. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\":200,\"data\":[{\"url\":\"https://a/1\"}]}",
                "{\"code\":200,\"id\":\"t\",\"status\":\"completed\",\"data\":[{\"url\":\"https://a/1\"}]}",
                "{\"id\":\"t\",\"status\":\"completed\",\"result\":{\"url\":\"https://a/1\"}}",
                "{\"task_id\":\"t\",\"status\":\"completed\",\"video_url\":\"https://a/1\"}",
                "{\"data\":[{\"id\":\"u\",\"status\":\"failed\"},{\"id\":\"t\",\"video_url\":\"https://a/1\"}]}"
            })
    void aTaskIsFoundWhereverTheFamilyPutsIt(String body) {
        assertThat(addresses(checked(200, body))).containsExactly("https://a/1");
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.apimart.ai, /f/video/x.mp4, https://upload.apimart.ai/f/video/x.mp4",
        "https://api.apib.ai/x, f/video/x.mp4, https://upload.apimart.ai/f/video/x.mp4",
        "https://API.aiuxu.com, /f/x, https://upload.apimart.ai/f/x",
        "https://api.aishuch.com, x.mp4?sig=1, https://upload.apimart.ai/x.mp4?sig=1",
        "https://proxy.example:8443/apimart, /f/video/x.mp4, https://proxy.example:8443/f/video/x.mp4",
        "http://localhost:8090, g/x.webm, http://localhost:8090/g/x.webm"
    })
    void aRelativeAddressBelongsToTheProvidersOwnFamily(URI provider, String url, String whole) {
        StatusOutcome outcome = new StatusClassifier(QUOTE, provider)
                .answered("t", answer(200, "{\"data\":{\"status\":\"completed\",\"video_url\":\"" + url + "\"}}"), NOW);
        assertThat(addresses(outcome)).containsExactly(whole);
    }

    @Test
    void whatAnAnswerWithoutAnAddressLooksLikeIsKeptWithoutItsValues() {
        NoOutput none = (NoOutput) checked(200, """
                {"code":200,"data":{"status":"completed","progress":100,"cost":0.1,"secret prompt":"x","files":
                [{"href":"https://a/1","keep":true},{"href":"https://a/2"}],"result":null}}""");
        assertThat(none.shape())
                .isEqualTo("{code:number,data:{status:string,progress:number,cost:number,?:string,"
                        + "files:[{href:string,keep:boolean},...],result:null}}");
    }

    @Test
    void theLookOfAnAnswerIsBounded() {
        String deep = "{\"a\":".repeat(900) + "1" + "}".repeat(900);
        String wide = "\"abcdefgh\":{\"b\":1},".repeat(5_000);

        assertThat(((NoOutput) task("\"status\":\"completed\",\"x\":" + deep)).shape())
                .hasSizeLessThan(100);
        assertThat(((NoOutput) task("\"status\":\"completed\"," + wide + "\"z\":1")).shape())
                .hasSizeLessThanOrEqualTo(500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed", "cancelled", "completed"})
    void aCostIsReadFromEveryEnd(String word) {
        StatusOutcome outcome = task("\"status\":\"" + word + "\",\"cost\":\"0.25\"");
        Optional<BigDecimal> cost = switch (outcome) {
            case Failed failed -> failed.cost();
            case Cancelled cancelled -> cancelled.cost();
            case NoOutput none -> none.cost();
            default -> Optional.empty();
        };
        assertThat(cost).contains(new BigDecimal("0.25"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1763174708|1763174708",
                "\"1763174708\"|1763174708",
                "1763174708.9|1763174708",
                "1763174708000|1763174708",
                "\"2025-11-15T02:45:08Z\"|1763174708",
                "\"2025-11-15T10:45:08+08:00\"|1763174708",
                "\"1999-11-15T02:45:08Z\"|",
                "1763174708000000|",
                "0|",
                "-1|",
                "1e999999999|",
                "\"tomorrow\"|",
                "null|",
                "{}|"
            })
    void anExpiryIsTakenWhereItIsATime(String json, Long seconds) {
        Completed completed = (Completed)
                task("\"status\":\"completed\",\"result\":{\"videos\":[{\"url\":\"https://a/1\",\"expires_at\":" + json
                        + "}]}");
        assertThat(completed.videos().getFirst().expiresAt())
                .isEqualTo(Optional.ofNullable(seconds).map(Instant::ofEpochSecond));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.1|0.1",
                "\"0.25\"|0.25",
                "12|12",
                "1e3|1000",
                "0|0",
                "-1|",
                "1e31|",
                "1e-31|",
                "1e999999999|",
                "\"1e999999999\"|",
                "\"free\"|",
                "true|",
                "null|"
            })
    void aCostIsAPlainBoundedNumber(String json, BigDecimal cost) {
        NoOutput completed = (NoOutput) task("\"status\":\"completed\",\"cost\":" + json);
        assertThat(completed.cost().map(BigDecimal::toString))
                .isEqualTo(Optional.ofNullable(cost).map(BigDecimal::toString));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"actual_time\":19|19000",
                "\"actual_time\":\"1.5\"|1500",
                "\"actual_time\":19,\"created\":100,\"completed\":200|19000",
                "\"created\":100,\"completed\":200|100000",
                "\"created\":1763088289500,\"completed\":1763088394500|105000",
                "\"created\":\"1763088289500\",\"completed\":\"1763088394500\"|105000",
                "\"created\":1763088289,\"completed\":1763088394000|105000",
                "\"actual_time\":0,\"created\":100,\"completed\":200|100000",
                "\"created\":200,\"completed\":100|",
                "\"created\":100,\"completed\":100|",
                "\"created\":0,\"completed\":1763088308|",
                "\"actual_time\":604801|",
                "\"completed\":200|"
            })
    void theGenerationTimeIsTheProvidersOwnMeasure(String fields, Long millis) {
        Completed completed = (Completed) task("\"status\":\"completed\"," + VIDEO + "," + fields);
        assertThat(completed.generation()).isEqualTo(Optional.ofNullable(millis).map(Duration::ofMillis));
    }

    static Stream<Arguments> reasons() {
        return Stream.of(
                arguments(
                        "\"error\":{\"code\":1301,\"message\":\"bad\",\"type\":\"upstream\"}",
                        reason(Optional.of("1301"), Optional.of("upstream"), Optional.of("bad"))),
                arguments(
                        "\"error\":{\"code\":\"content_rejected\"}",
                        reason(Optional.of("content_rejected"), Optional.empty(), Optional.empty())),
                arguments("\"error\":\"bad\"", reason(Optional.empty(), Optional.empty(), Optional.of("bad"))),
                arguments("\"error_message\":\"bad\"", reason(Optional.empty(), Optional.empty(), Optional.of("bad"))),
                arguments("\"fail_reason\":\"bad\"", reason(Optional.empty(), Optional.empty(), Optional.of("bad"))),
                arguments(
                        "\"error\":{\"message\":\"\"},\"fail_reason\":\"bad\"",
                        reason(Optional.empty(), Optional.empty(), Optional.of("bad"))),
                arguments("\"error\":{\"code\":{}},\"error_message\":7", Optional.empty()),
                arguments("\"error\":{\"code\":0,\"message\":\"\"}", Optional.empty()),
                arguments("\"error\":{\"code\":\"200\"}", Optional.empty()),
                arguments("\"error\":null", Optional.empty()));
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void theReasonIsReadFromWhereverItStands(String fields, Optional<ProviderError> expected) {
        assertThat(((NoOutput) task("\"status\":\"completed\"," + fields)).error())
                .isEqualTo(expected);
    }

    @Test
    void aFailureWithoutAReasonStillSaysSomething() {
        assertThat(((Failed) task("\"status\":\"failed\"")).error().message()).contains("the task's status is failed");
        assertThat(((Cancelled) task("\"status\":\"cancelled\",\"error_message\":\"by user\""))
                        .error()
                        .message())
                .contains("by user");
    }

    private static Optional<ProviderError> reason(
            Optional<String> code, Optional<String> type, Optional<String> message) {
        return Optional.of(new ProviderError(Optional.of(200), code, type, message));
    }
}
