package dev.takeone.provider.answer;

import static dev.takeone.provider.answer.Answers.EDGE_JSON;
import static dev.takeone.provider.answer.Answers.FLAT;
import static dev.takeone.provider.answer.Answers.HTML;
import static dev.takeone.provider.answer.Answers.KEY;
import static dev.takeone.provider.answer.Answers.NOW;
import static dev.takeone.provider.answer.Answers.QUOTE;
import static dev.takeone.provider.answer.Answers.UNSUCCESSFUL;
import static dev.takeone.provider.answer.Answers.VIDEO;
import static dev.takeone.provider.answer.Answers.addresses;
import static dev.takeone.provider.answer.Answers.answer;
import static dev.takeone.provider.answer.Answers.asked;
import static dev.takeone.provider.answer.Answers.checked;
import static dev.takeone.provider.answer.Answers.error;
import static dev.takeone.provider.answer.Answers.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.takeone.job.Bytes;
import dev.takeone.job.ProviderError;
import dev.takeone.job.StatusOutcome;
import dev.takeone.job.StatusOutcome.AccountHeld;
import dev.takeone.job.StatusOutcome.Cancelled;
import dev.takeone.job.StatusOutcome.Completed;
import dev.takeone.job.StatusOutcome.Failed;
import dev.takeone.job.StatusOutcome.NoOutput;
import dev.takeone.job.StatusOutcome.NotFound;
import dev.takeone.job.StatusOutcome.NotSent;
import dev.takeone.job.StatusOutcome.Refused;
import dev.takeone.job.StatusOutcome.Running;
import dev.takeone.job.StatusOutcome.Throttled;
import dev.takeone.job.StatusOutcome.Unknown;
import dev.takeone.job.StatusOutcome.Unreadable;
import dev.takeone.job.Video;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which outcome an answer to a status check is. */
class StatusClassifierTest {
    private final StatusClassifier classifier = new StatusClassifier(QUOTE, URI.create("https://api.apimart.ai"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "submitted",
                "pending",
                "queued",
                "not_start",
                "NOT_START",
                "processing",
                "Processing",
                "in_progress",
                "IN_PROGRESS",
                "running",
                " running "
            })
    void aWordThatMeansNotYetIsRunning(String word) {
        assertThat(task("\"status\":\"" + word + "\",\"progress\":0.45")).isEqualTo(new Running());
    }

    @ParameterizedTest
    @ValueSource(strings = {"completed", "COMPLETED", "success", "succeeded", "done", "complete", "Finished"})
    void aWordThatMeansDoneIsCompleted(String word) {
        assertThat(task("\"status\":\"" + word + "\"," + VIDEO)).isInstanceOf(Completed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"completed", "COMPLETED", "success", "succeeded"})
    void doneWithoutAnAddressIsNoOutput(String word) {
        assertThat(task("\"status\":\"" + word + "\"")).isInstanceOf(NoOutput.class);
    }

    /** Nobody has documented them. */
    @ParameterizedTest
    @ValueSource(strings = {"done", "complete", "finished"})
    void aWordThatMayMeanDoneIsNoEndWithoutAnAddress(String word) {
        assertThat(task("\"status\":\"" + word + "\"")).isEqualTo(new Unknown(word));
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed", "FAILURE", "fail", "expired", "error", "timeout", "rejected"})
    void aWordThatMeansFailedIsFailed(String word) {
        assertThat(task("\"status\":\"" + word + "\"")).isInstanceOf(Failed.class);
    }

    @ParameterizedTest
    @CsvSource({"failed, false", "FAILURE, false", "fail, true", "expired, true", "error, true", "timeout, true"})
    void onlyAPublishedWordOfAFailureIsAPromise(String word, boolean unsure) {
        assertThat(((Failed) task("\"status\":\"" + word + "\"")).unsure()).isEqualTo(unsure);
    }

    @Test
    void anAnswerThatIsCutBehindAnAddressIsKnownAsCut() {
        String whole = "{\"data\":{\"status\":\"completed\",\"result\":{\"videos\":"
                + "[{\"url\":[\"https://a/1\",\"https://a/2\"]}]}}}";

        assertThat(((Completed) checked(200, whole)).isCut()).isFalse();
        assertThat(((Completed) checked(200, whole.substring(0, whole.indexOf(",\"https://a/2")))).isCut())
                .isTrue();
    }

    @Test
    void anAnswerThatBrokeOffCountsOnlyWhereItLeadsToAVideo() {
        IOException broken = new IOException("closed");
        String whole = "{\"data\":{\"status\":\"completed\"," + VIDEO + "}}";
        for (String done : List.of(whole, whole.substring(0, whole.length() - 4))) {
            assertThat(classifier.cut("t", answer(200, done), broken, NOW))
                    .isInstanceOfSatisfying(Completed.class, cut -> {
                        assertThat(addresses(cut)).containsExactly("https://a/1");
                        assertThat(cut.isCut()).isTrue();
                    });
        }
        for (String other : List.of("failed", "cancelled", "completed", "running", "paused")) {
            assertThat(classifier.cut("t", answer(200, "{\"status\":\"" + other + "\"}"), broken, NOW))
                    .isEqualTo(new Unreadable(ProviderError.transport("java.io.IOException: closed")));
        }
        assertThat(classifier.cut("t", answer(401, error(401)), broken, NOW)).isInstanceOf(Unreadable.class);
        assertThat(classifier.cut("t", answer(404, error(404)), broken, NOW)).isInstanceOf(Unreadable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancelled", "Canceled"})
    void aWordThatMeansCancelledIsCancelled(String word) {
        assertThat(task("\"status\":\"" + word + "\"")).isInstanceOf(Cancelled.class);
    }

    @Test
    void anyOtherWordIsUnknownAndCut() {
        assertThat(task("\"status\":\"paused\"")).isEqualTo(new Unknown("paused"));
        assertThat(task("\"status\":\"" + "x".repeat(100) + "\"")).isEqualTo(new Unknown("x".repeat(64)));
        assertThat(task("\"status\":\"is " + KEY + "\"")).isEqualTo(new Unknown("is [api key]"));
        assertThat(task("\"progress\":3")).isEqualTo(new Unknown(""));
        assertThat(task("\"status\":7")).isEqualTo(new Unknown(""));
    }

    @Test
    void aTaskWrappedInAListIsRead() {
        assertThat(checked(200, "{\"code\":200,\"data\":[{\"status\":\"running\"}]}"))
                .isInstanceOf(Running.class);
        assertThat(checked(200, "{\"data\":[{\"status\":\"failed\"},{\"status\":\"running\"}]}"))
                .isInstanceOf(Unreadable.class);
    }

    @Test
    void theTasksOwnWordCountsMoreThanACode() {
        assertThat(checked(200, "{\"code\":500,\"data\":{\"status\":\"failed\"}}"))
                .isInstanceOf(Failed.class);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments(401, error(401), AccountHeld.class),
                arguments(401, HTML, AccountHeld.class),
                arguments(402, "", AccountHeld.class),
                arguments(403, HTML, AccountHeld.class),
                arguments(403, EDGE_JSON, AccountHeld.class),
                arguments(405, "", AccountHeld.class),
                arguments(403, error(403), AccountHeld.class),
                arguments(405, FLAT.formatted(405), Unreadable.class),
                arguments(404, error(404), NotFound.class),
                arguments(404, FLAT.formatted(404), NotFound.class),
                arguments(404, UNSUCCESSFUL, NotFound.class),
                arguments(410, error(410), NotFound.class),
                arguments(404, HTML, Unreadable.class),
                arguments(404, EDGE_JSON, Unreadable.class),
                arguments(404, "{\"detail\":\"Not Found\"}", Unreadable.class),
                arguments(410, "", Unreadable.class),
                arguments(400, error("task_not_exist", "no"), NotFound.class),
                arguments(400, error("TASK_NOT_FOUND", "no"), NotFound.class),
                arguments(400, "{\"code\":\"task_not_exist\",\"message\":\"no\"}", NotFound.class),
                arguments(400, error("x", "task_not_exist"), Refused.class),
                arguments(400, error(400), Refused.class),
                arguments(400, HTML, Unreadable.class),
                arguments(429, error(429), Throttled.class),
                arguments(429, HTML, Throttled.class),
                arguments(503, error(503), Throttled.class),
                arguments(503, HTML, Unreadable.class),
                arguments(408, error(408), Unreadable.class),
                arguments(422, error(422), Refused.class),
                arguments(413, error(413), Unreadable.class),
                arguments(414, error(414), Unreadable.class),
                arguments(415, error(415), Unreadable.class),
                arguments(431, error(431), Unreadable.class),
                arguments(200, FLAT.formatted(413), Unreadable.class),
                arguments(422, HTML, Unreadable.class),
                arguments(409, error(409), Unreadable.class),
                arguments(500, error(500), Unreadable.class),
                arguments(500, error("x", "build_request_failed: y"), Refused.class),
                arguments(500, error("build_request_failed", "y"), Refused.class),
                arguments(502, HTML, Unreadable.class),
                arguments(302, "", AccountHeld.class),
                arguments(308, HTML, AccountHeld.class),
                arguments(200, "{\"code\":401}", AccountHeld.class),
                arguments(200, "{\"code\":402,\"message\":\"no\"}", AccountHeld.class),
                arguments(200, "{\"code\":404,\"message\":\"not found\"}", NotFound.class),
                arguments(200, "{\"error\":{\"code\":404,\"message\":\"no\"}}", NotFound.class),
                arguments(200, "{\"code\":429}", Throttled.class),
                arguments(200, "{\"code\":500}", Unreadable.class),
                arguments(200, "{\"code\":403}", AccountHeld.class),
                arguments(200, "{\"code\":400,\"msg\":\"Your prompt was flagged\",\"data\":null}", Refused.class),
                arguments(200, "{\"code\":422,\"message\":\"no\"}", Refused.class),
                arguments(200, "{\"code\":503,\"message\":\"no\"}", Throttled.class),
                arguments(200, UNSUCCESSFUL, Unreadable.class),
                arguments(200, "{\"error\":{\"message\":\"no\"},\"data\":{}}", Unreadable.class),
                arguments(200, "{\"code\":200}", Unreadable.class),
                arguments(200, "{\"code\":200,\"data\":null}", Unreadable.class),
                arguments(200, "{}", Unreadable.class),
                arguments(200, "{\"status\":\"completed\"}", Unreadable.class),
                arguments(200, "", Unreadable.class),
                arguments(200, HTML, Unreadable.class),
                arguments(204, "", Unreadable.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\":500,\"message\":\"maintenance\",\"data\":\"https://status.example/\"}",
                "{\"code\":503,\"data\":{\"url\":\"https://status.example/\"}}",
                "{\"error\":{\"code\":400,\"message\":\"no\"},\"data\":{\"url\":\"https://docs.example/errors\"}}",
                "{\"success\":false,\"message\":\"no\",\"data\":{\"url\":\"https://status.example/\"}}",
                "{\"code\":200,\"data\":{\"status\":3,\"url\":\"https://status.example/\"}}"
            })
    void anAddressBesideAnErrorOrAStatusThatIsNoWordIsNoVideo(String body) {
        assertThat(checked(200, body)).isNotInstanceOf(Completed.class);
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void everyOtherAnswerHasItsOutcome(int status, String body, Class<? extends StatusOutcome> outcome) {
        assertThat(checked(status, body)).isInstanceOf(outcome);
    }

    @Test
    void thePauseAskedForIsPassedOn() {
        assertThat(classifier.answered("t", answer(429, "", Optional.of("7")), NOW))
                .isInstanceOfSatisfying(
                        Throttled.class, held -> assertThat(held.retryAfter()).contains(Duration.ofSeconds(7)));
        assertThat(classifier.answered("t", answer(503, HTML, Optional.of("7")), NOW))
                .isInstanceOf(Throttled.class);
    }

    @Test
    void aBrokenCheckIsUnreadableAndTellsNoKey() {
        assertThat(classifier.failed(Progress.WRITTEN, new IOException("reset " + KEY)))
                .isEqualTo(new Unreadable(ProviderError.transport("java.io.IOException: reset [api key]")));
    }

    @Test
    void aCheckThatNeverLeftIsNoAnswerAboutItsTask() {
        assertThat(classifier.failed(Progress.BEFORE_WRITE, new IOException("refused " + KEY)))
                .isEqualTo(new NotSent(ProviderError.transport("java.io.IOException: refused [api key]")));
    }

    @ParameterizedTest
    @CsvSource({
        "200, '{\"code\":500,\"message\":\"no\",\"data\":{\"status\":\"completed\",RESULT}}'",
        "200, '{\"error\":{\"code\":400,\"message\":\"no\"},\"data\":{RESULT}}'",
        "200, '{\"code\":200,\"data\":{\"status\":\"completed\",\"cost\":NaN,RESULT}}'",
        "200, '{\"code\":200,\"note\":\"a\nb\",\"data\":{\"status\":\"completed\",RESULT}}'",
        "200, '{\"code\":200,\"data\":{\"status\":7,\"cost\":\"NaN\",\"created\":{},RESULT}}'",
        "500, '{\"code\":500,\"message\":\"no\",\"data\":{\"status\":\"completed\",RESULT}}'"
    })
    void anAddressThatCanBeSeenIsTakenWhateverElseIsBroken(int status, String body) {
        assertThat(addresses(checked(status, body.replace("RESULT", VIDEO)))).containsExactly("https://a/1");
    }

    @Test
    void aCutAnswerThatTellsNoStatusIsUnreadable() {
        String before = "{\"code\":200,\"data\":{\"id\":\"t\",\"progress\":10,\"status\":";
        for (int length = 0; length <= before.length(); length++) {
            assertThat(checked(200, before.substring(0, length)))
                    .as("the first %d characters", length)
                    .isInstanceOf(Unreadable.class);
        }
    }

    @Test
    void aCutAnswerTellsNothingThatTheWholeOneDoesNot() {
        String whole =
                "{\"code\":200,\"data\":{\"id\":\"t\",\"status\":\"completed\",\"cost\":0.25,\"result\":{\"videos\":"
                        + "[{\"url\":[\"https://a/1.mp4?sig=abc\"],\"expires_at\":1764331200}]},\"actual_time\":58}}";
        for (int length = 0; length < whole.length(); length++) {
            StatusOutcome outcome = checked(200, whole.substring(0, length));
            assertThat(outcome)
                    .as("the first %d characters", length)
                    .isInstanceOfAny(Unreadable.class, NoOutput.class, Completed.class);
            if (outcome instanceof Completed done) {
                assertThat(done.videos()).extracting(Video::url).containsExactly("https://a/1.mp4?sig=abc");
                assertThat(done.cost()).contains(new BigDecimal("0.25"));
            }
            if (outcome instanceof NoOutput none) {
                assertThat(none.cost()).isIn(Optional.empty(), Optional.of(new BigDecimal("0.25")));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"processing", "failed", "cancelled", "paused"})
    void anAddressBesideAWordThatDoesNotSayDoneIsNotTaken(String word) {
        assertThat(task("\"status\":\"" + word + "\"," + VIDEO)).isNotInstanceOf(Completed.class);
    }

    @Test
    void anAnswerAboutAnotherTaskSaysNothingOfThisOne() {
        for (String word : List.of("completed", "failed", "cancelled", "running")) {
            String task = "\"status\":\"" + word + "\"," + VIDEO;
            assertThat(asked("task_01ABC", "{\"data\":{\"id\":\"task_02\"," + task + "}}"))
                    .isInstanceOf(Unreadable.class);
            assertThat(asked("task_01ABC", "{\"data\":[{\"task_id\":\"task_02\"," + task + "}]}"))
                    .isInstanceOf(Unreadable.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "task_1, '\"task_12\"'",
        "task_12, '\"task_1\"'",
        "task_1, '\"subtask_1\"'",
        "1, '\"task_12\"'",
        "01ABC, '\"task_01ABCD\"'",
        "7, '8'",
        "7, '77'",
        "7, '\"8\"'"
    })
    void anIdThatMerelyContainsOursIsAnothers(String asked, String told) {
        String task = "{\"id\":" + told + ",\"status\":\"completed\"," + VIDEO + "}";
        assertThat(asked(asked, "{\"data\":" + task + "}")).isInstanceOf(Unreadable.class);
        assertThat(asked(asked, "{\"data\":[" + task + "]}")).isInstanceOf(Unreadable.class);
    }

    @ParameterizedTest
    @CsvSource({
        "7, '7'",
        "7, '\"task_7\"'",
        "task-7, '\"7\"'",
        "t/7, '\"7\"'",
        "7, '\"t-77-7\"'",
        "task_1, '\"task_1:video\"'",
        "task_1, '8'",
        "7, '0'",
        "7, 'null'",
        "7, '\"\"'"
    })
    void anIdWithAnotherPrefixOrOfARowIsNot(String asked, String told) {
        String task = "{\"id\":" + told + ",\"status\":\"completed\"," + VIDEO + "}";
        assertThat(addresses(asked(asked, "{\"data\":" + task + "}"))).hasSize(1);
    }

    @Test
    void ofSeveralTasksThatAreNumbersTheOneAskedForIsRead() {
        String list = "{\"data\":[{\"id\":8,\"status\":\"failed\"},{\"id\":7,\"status\":\"completed\"," + VIDEO + "}]}";
        assertThat(addresses(asked("7", list))).containsExactly("https://a/1");
    }

    @Test
    void anotherWayToWriteItsIdIsStillThisTask() {
        assertThat(addresses(
                        asked("task_01ABC", "{\"data\":{\"id\":\"01ABC\",\"status\":\"completed\"," + VIDEO + "}}")))
                .hasSize(1);
        assertThat(addresses(asked("01ABC", "{\"data\":{\"id\":7,\"task_id\":\"task_01ABC\"," + VIDEO + "}}")))
                .hasSize(1);
        assertThat(addresses(asked(
                        "t", "{\"data\":{\"id\":\"other\",\"task_id\":\"t\",\"status\":\"completed\"," + VIDEO + "}}")))
                .hasSize(1);
    }

    @Property
    void noAnswerOfAnyBytesEndsATask(@ForAll @IntRange(min = 100, max = 999) int status, @ForAll byte[] body) {
        Answer any = new Answer(status, Optional.empty(), Optional.empty(), false, Bytes.copyOf(body));
        assertThat(classifier.answered("t", any, NOW))
                .isInstanceOfAny(Unreadable.class, AccountHeld.class, Throttled.class);
    }
}
