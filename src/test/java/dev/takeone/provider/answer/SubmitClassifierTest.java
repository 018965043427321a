package dev.takeone.provider.answer;

import static dev.takeone.provider.answer.Answers.EDGE_JSON;
import static dev.takeone.provider.answer.Answers.FLAT;
import static dev.takeone.provider.answer.Answers.HTML;
import static dev.takeone.provider.answer.Answers.KEY;
import static dev.takeone.provider.answer.Answers.NOW;
import static dev.takeone.provider.answer.Answers.QUOTE;
import static dev.takeone.provider.answer.Answers.UNSUCCESSFUL;
import static dev.takeone.provider.answer.Answers.answer;
import static dev.takeone.provider.answer.Answers.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.takeone.job.Bytes;
import dev.takeone.job.ProviderError;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.job.SubmitOutcome.Accepted;
import dev.takeone.job.SubmitOutcome.AccountHeld;
import dev.takeone.job.SubmitOutcome.InDoubt;
import dev.takeone.job.SubmitOutcome.InProgress;
import dev.takeone.job.SubmitOutcome.Indeterminate;
import dev.takeone.job.SubmitOutcome.KeyReused;
import dev.takeone.job.SubmitOutcome.NotSent;
import dev.takeone.job.SubmitOutcome.Rejected;
import dev.takeone.job.SubmitOutcome.Throttled;
import dev.takeone.job.SubmitOutcome.Unavailable;
import dev.takeone.job.SubmitOutcome.Withheld;
import dev.takeone.job.Task;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubmitClassifierTest {
    private static final String TYPE = "{\"error\":{\"code\":7,\"message\":\"no\",\"type\":\"%s\"}}";
    private static final String SAID = "{\"error\":{\"code\":%d,\"message\":\"%s\"}}";

    private final SubmitClassifier classifier = new SubmitClassifier(QUOTE);

    static Stream<Arguments> acceptedShapes() {
        return Stream.of(
                arguments(
                        "{\"code\":200,\"data\":[{\"status\":\"submitted\",\"task_id\":\"task_1\"}]}",
                        List.of("task_1")),
                arguments("{\"code\":200,\"data\":{\"id\":\"task_1\",\"status\":\"pending\"}}", List.of("task_1")),
                arguments(
                        "{\"request_id\":\"r\",\"data\":{\"object\":\"generation.task\",\"id\":\"t\"}}", List.of("t")),
                arguments("{\"code\":202,\"data\":[{\"task_id\":\"t\",\"poll_url\":\"/v1/x\"}]}", List.of("t")),
                arguments("{\"code\":0,\"data\":{\"task_id\":\"t\"}}", List.of("t")),
                arguments("{\"code\":200,\"data\":[{\"task_id\":\"b\"},{\"task_id\":\"a\"}]}", List.of("b", "a")),
                arguments("{\"data\":[{\"task_id\":\"a\"},{\"id\":\"a\"},{\"id\":\"b\"}]}", List.of("a", "b")),
                arguments("{\"data\":[{\"id\":\"row\",\"task_id\":\"a\"}]}", List.of("a")),
                arguments("{\"data\":[{\"task_id\":\"\",\"id\":\"a\"},{\"status\":\"x\"},7]}", List.of("a")),
                arguments("{\"data\":{\"id\":12345678901234567890}}", List.of("12345678901234567890")),
                arguments("{\"data\":{\"id\":\" projects/p/operations/1 \"}}", List.of(" projects/p/operations/1 ")),
                arguments("{\"data\":{\"id\":\"" + "x".repeat(1024) + "\"}}", List.of("x".repeat(1024))),
                arguments("{\"data\":{\"id\":\"t\",\"status\":\"completed\"}}", List.of("t")),
                arguments("{\"task_id\":\"t\",\"status\":\"submitted\"}", List.of("t")),
                arguments("{\"taskId\":\"t\"}", List.of("t")),
                arguments("{\"id\":\"t\",\"object\":\"video\",\"status\":\"queued\"}", List.of("t")),
                arguments("{\"id\":\"answer\",\"data\":[{\"task_id\":\"t\"}]}", List.of("t")),
                arguments(
                        "{\"code\":200,\"status\":\"success\",\"id\":\"req_9\",\"data\":[{\"status\":\"submitted\",\"task_id\":\"t\"}]}",
                        List.of("t")),
                arguments(
                        "{\"object\":\"list\",\"id\":\"req_9\",\"data\":[{\"id\":\"a\"},{\"id\":\"b\"}]}",
                        List.of("a", "b")),
                arguments("{\"id\":\"t\",\"object\":\"video\",\"data\":{\"id\":0}}", List.of("t")),
                arguments("{\"task_id\":\"a\",\"status\":\"ok\",\"data\":[{\"task_id\":\"b\"}]}", List.of("b", "a")),
                arguments("{\"data\":{\"task_id\":0,\"id\":7}}", List.of("7")),
                arguments("{\"task_id\":\"t\",\"data\":\"req_9\"}", List.of("t")),
                arguments(
                        "{\"id\":\"task_a\",\"object\":\"video\",\"status\":\"queued\",\"data\":{\"id\":17}}",
                        List.of("17", "task_a")),
                arguments("{\"status\":\"ok\",\"id\":\"req_9\",\"data\":\"task_1\"}", List.of("task_1", "req_9")),
                arguments("{\"code\":200,\"task_ids\":[\"a\",\"b\"]}", List.of("a", "b")),
                arguments("{\"code\":200,\"data\":{\"task_ids\":[\"a\",7]}}", List.of("a", "7")),
                arguments("{\"code\":200,\"data\":{\"taskIds\":\"a\"}}", List.of("a")),
                arguments("{\"code\":200,\"data\":{\"taskId\":\"t\"}}", List.of("t")),
                arguments("{\"code\":200,\"data\":\"task_1\"}", List.of("task_1")),
                arguments("{\"code\":\"success\",\"message\":\"\",\"data\":\"task_1\"}", List.of("task_1")),
                arguments("{\"code\":200,\"data\":[\"task_1\",\"task_2\"]}", List.of("task_1", "task_2")),
                arguments("[{\"task_id\":\"t\"}]", List.of("t")),
                // Broken elsewhere.
                arguments("{\"code\":200,\"data\":[{\"task_id\":\"t\",\"cost\":NaN}]}", List.of("t")),
                arguments("{\"code\":200,\"data\":[{\"cost\":undefined,\"task_id\":\"t\"}]}", List.of("t")),
                arguments("{\"code\":200,\"data\":[{\"task_id\":\"t\",\"note\":\"a\nb", List.of("t")),
                arguments("{\"code\":200,\"data\":[{\"task_id\":\"t\"},{\"task_id\":\"u", List.of("t")),
                arguments("data: {\"code\":200,\"data\":[{\"task_id\":\"t\"}]}", List.of("t")),
                arguments("{\"code\":200,\"code\":200,\"new\":{},\"data\":[{\"task_id\":\"t\"}]} tail", List.of("t")));
    }

    @ParameterizedTest
    @MethodSource("acceptedShapes")
    void everyKnownShapeWithATaskIdIsAccepted(String body, List<String> ids) {
        assertThat(submitted(200, body)).isEqualTo(new Accepted(ids, false, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 299})
    void anySuccessStatusWithATaskIdIsAccepted(int status) {
        assertThat(submitted(status, "{\"data\":{\"id\":\"t\"}}")).isInstanceOf(Accepted.class);
    }

    @Test
    void anIdIsAReceiptWhateverElseTheAnswerSays() {
        assertThat(submitted(200, "{\"code\":402,\"message\":\"no\",\"data\":[{\"task_id\":\"t\"}]}"))
                .isInstanceOf(Accepted.class);
        assertThat(submitted(200, "{\"error\":{\"message\":\"no\"},\"data\":{\"id\":\"t\"}}"))
                .isInstanceOf(Accepted.class);
        assertThat(submitted(200, "{\"message\":\"build_request_failed: x\",\"data\":{\"id\":\"t\"}}"))
                .isInstanceOf(Accepted.class);
        assertThat(submitted(200, "{\"message\":\"build_request_failed: x\",\"id\":\"t\",\"status\":\"queued\"}"))
                .isInstanceOf(Accepted.class);
    }

    @Test
    void noMoreIdsAreTakenThanARowCanHold() {
        String entries = String.join(
                ",",
                IntStream.range(0, 100)
                        .mapToObj(i -> "{\"task_id\":\"t" + i + "\"}")
                        .toList());
        assertThat(((Accepted) submitted(200, "{\"data\":[" + entries + "]}")).taskIds())
                .hasSize(Task.MOST);
    }

    @Test
    void aReplayIsRecognisedByItsHeader() {
        Answer replayed = new Answer(
                200,
                Optional.empty(),
                Optional.empty(),
                true,
                answer(200, "{\"data\":{\"id\":\"t\"}}").body());
        assertThat(classifier.answered(replayed, NOW)).isEqualTo(new Accepted(List.of("t"), true, Optional.empty()));
    }

    static Stream<Arguments> estimates() {
        return Stream.of(
                arguments("\"estimated_time\":300", Optional.of(Duration.ofMinutes(5))),
                arguments("\"task_info\":{\"estimated_time\":\"300\"}", Optional.of(Duration.ofMinutes(5))),
                arguments("\"estimated_time\":900", Optional.of(Duration.ofMinutes(15))));
    }

    @ParameterizedTest
    @MethodSource("estimates")
    void anEstimateIsTakenWhereItIsSane(String field, Optional<Duration> estimate) {
        Accepted accepted = (Accepted) submitted(200, "{\"data\":{\"id\":\"t\"," + field + "}}");
        assertThat(accepted.estimated()).isEqualTo(estimate);
    }

    @ParameterizedTest
    @ValueSource(strings = {"901", "15000", "300000", "86400", "0", "-3", "1e999999999", "\"soon\""})
    void anEstimateThatNobodyCanMeanIsNone(String estimate) {
        Accepted accepted = (Accepted) submitted(200, "{\"data\":{\"id\":\"t\",\"estimated_time\":" + estimate + "}}");
        assertThat(accepted.estimated()).isEmpty();
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                // The account's fault, with or without the envelope.
                arguments(401, error(401), AccountHeld.class),
                arguments(401, HTML, AccountHeld.class),
                arguments(402, FLAT.formatted(402), AccountHeld.class),
                arguments(402, "", AccountHeld.class),
                // Refusals that are not the provider's own.
                arguments(403, HTML, AccountHeld.class),
                arguments(403, EDGE_JSON, AccountHeld.class),
                arguments(404, HTML, AccountHeld.class),
                arguments(404, "{\"detail\":\"Not Found\"}", AccountHeld.class),
                arguments(405, "", AccountHeld.class),
                arguments(403, "{\"code\":200,\"message\":\"ok\"}", AccountHeld.class),
                arguments(403, "{\"error\":\"Forbidden\"}", AccountHeld.class),
                arguments(403, "{\"success\":false,\"errors\":[{\"code\":1020}]}", AccountHeld.class),
                // The provider's own, in each of its forms.
                arguments(400, error(400), Rejected.class),
                arguments(400, FLAT.formatted(400), Rejected.class),
                arguments(400, UNSUCCESSFUL, Rejected.class),
                arguments(400, "{\"code\":\"invalid_duration\",\"message\":\"no\"}", Rejected.class),
                arguments(400, "{\"error\":{\"type\":\"invalid_request_error\"}}", Rejected.class),
                arguments(403, error(403), AccountHeld.class),
                arguments(403, error("insufficient_user_quota", "no"), AccountHeld.class),
                arguments(429, error("insufficient_quota", "no"), AccountHeld.class),
                arguments(400, error("insufficient_user_quota", "no"), AccountHeld.class),
                arguments(400, "{\"error\":\"insufficient_quota\"}", AccountHeld.class),
                arguments(500, "{\"message\":\"Insufficient balance, top up\"}", AccountHeld.class),
                arguments(503, error("insufficient_balance", "no"), AccountHeld.class),
                arguments(404, error(404), Rejected.class),
                arguments(405, FLAT.formatted(405), Rejected.class),
                arguments(409, error("conflict", "no"), Rejected.class),
                arguments(413, error(413), Rejected.class),
                arguments(422, error(422), Rejected.class),
                arguments(451, UNSUCCESSFUL, Rejected.class),
                // For what the request is, whoever says so.
                arguments(400, HTML, Rejected.class),
                arguments(400, EDGE_JSON, Rejected.class),
                arguments(400, "", Rejected.class),
                arguments(400, "{\"error\":\"prompt too long\"}", Rejected.class),
                arguments(413, HTML, Rejected.class),
                arguments(414, HTML, Rejected.class),
                arguments(415, "", Rejected.class),
                arguments(422, "[]", Rejected.class),
                arguments(431, HTML, Rejected.class),
                // Any other in a form that can be read.
                arguments(409, "{\"detail\":\"no\"}", Rejected.class),
                arguments(410, "{\"error\":\"no\"}", Rejected.class),
                arguments(406, "[{\"msg\":\"no\"}]", Rejected.class),
                arguments(418, "{\"detail\":[{\"msg\":\"no\"}]}", Rejected.class),
                arguments(451, "{\"msg\":\"no\"}", Rejected.class),
                // What a field holds that nobody has set is no task.
                arguments(
                        400, "{\"code\":400,\"message\":\"bad\",\"data\":{\"id\":0,\"status\":\"\"}}", Rejected.class),
                arguments(
                        400,
                        "{\"code\":400,\"message\":\"bad\",\"data\":{\"task_id\":\"\",\"id\":-1}}",
                        Rejected.class),
                // Others prove nothing.
                arguments(409, "", InDoubt.class),
                arguments(410, HTML, InDoubt.class),
                arguments(418, "{}", InDoubt.class),
                arguments(408, error(408), InDoubt.class),
                // A POST under this key is already there.
                arguments(409, error("idempotency_in_progress", "no"), InProgress.class),
                arguments(409, error("idempotency_result_indeterminate", "no"), Indeterminate.class),
                arguments(409, error("idempotency_key_reused", "no"), KeyReused.class),
                arguments(409, error("idempotency_of_tomorrow", "no"), InDoubt.class),
                arguments(409, TYPE.formatted("idempotency_key_reused"), KeyReused.class),
                arguments(409, TYPE.formatted("idempotency_error"), InDoubt.class),
                arguments(409, SAID.formatted(409, "idempotency_in_progress"), InProgress.class),
                arguments(409, SAID.formatted(409, "idempotency_result_indeterminate: ask"), Indeterminate.class),
                arguments(409, "{\"error\":\"idempotency_key_reused\"}", KeyReused.class),
                arguments(409, error("idempotency_unavailable", "no"), InDoubt.class),
                arguments(400, SAID.formatted(400, "idempotency_key is too long"), Rejected.class),
                // The only 503 that promises that nothing was executed.
                arguments(503, error("idempotency_unavailable", "no"), Throttled.class),
                arguments(503, TYPE.formatted("idempotency_unavailable"), Throttled.class),
                arguments(503, SAID.formatted(503, "idempotency_unavailable"), Throttled.class),
                // A refusal that names a task contradicts itself.
                arguments(400, "{\"error\":{\"message\":\"no\"},\"data\":{\"id\":\"t\"}}", InDoubt.class),
                arguments(429, "{\"data\":[{\"task_id\":\"t\"}]}", InDoubt.class),
                arguments(429, error(429), Throttled.class),
                arguments(429, HTML, Throttled.class),
                arguments(503, error(503), Unavailable.class),
                arguments(503, FLAT.formatted(503), Unavailable.class),
                arguments(503, error("some_word", "not idempotency_unavailable"), Unavailable.class),
                arguments(503, HTML, InDoubt.class),
                arguments(500, error("server_error", "build_request_failed: moderation"), Rejected.class),
                arguments(500, "{\"code\":500,\"message\":\"build_request_failed\"}", Rejected.class),
                arguments(500, error("server_error", "said build_request_failed"), InDoubt.class),
                arguments(500, "{\"message\":\"build_request_failed: x\"}", Rejected.class),
                arguments(500, error("build_request_failed", "moderation"), Rejected.class),
                arguments(500, TYPE.formatted("build_request_failed"), Rejected.class),
                arguments(500, "{\"error\":\"build_request_failed: x\"}", Rejected.class),
                arguments(500, error(500), InDoubt.class),
                arguments(502, error(502), InDoubt.class),
                arguments(502, error("bad_gateway", "build_request_failed: x"), InDoubt.class),
                arguments(504, HTML, InDoubt.class),
                arguments(101, "", InDoubt.class),
                arguments(301, "", AccountHeld.class),
                arguments(302, error(302), AccountHeld.class),
                arguments(303, HTML, AccountHeld.class),
                arguments(307, "", AccountHeld.class),
                arguments(308, "", AccountHeld.class),
                arguments(304, "", InDoubt.class),
                arguments(302, "{\"data\":[{\"task_id\":\"t\"}]}", InDoubt.class),
                arguments(600, error(600), InDoubt.class));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void everyRefusalHasItsOutcome(int status, String body, Class<? extends SubmitOutcome> outcome) {
        assertThat(submitted(status, body)).isInstanceOf(outcome);
    }

    /** Where it is told twice while others pass, such a request is rejected: it must not come again and again for ever. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\":403}",
                "{\"code\":403,\"error\":{\"code\":\"model_not_allowed\",\"message\":\"no\"}}",
                "{\"status\":403,\"message\":\"no\"}",
                "{\"error\":{\"message\":\"no\",\"type\":\"permission_error\"}}"
            })
    void aRefusalInASuccessIsForbiddenByWhateverCodeOrWordSaysSo(String body) {
        assertThat(((AccountHeld) submitted(200, body)).forbidden()).isTrue();
        assertThat(((AccountHeld) submitted(200, "{\"code\":402}")).forbidden()).isFalse();
    }

    static Stream<Arguments> codesInASuccess() {
        return Stream.of(
                arguments("{\"code\":402,\"message\":\"no balance\"}", AccountHeld.class),
                arguments("{\"code\":\"402\"}", AccountHeld.class),
                arguments("{\"code\":401,\"data\":null}", AccountHeld.class),
                arguments("{\"code\":403}", AccountHeld.class),
                arguments("{\"code\":400,\"msg\":\"Your prompt was flagged\",\"data\":null}", Rejected.class),
                arguments("{\"error\":{\"message\":\"no\",\"type\":\"invalid_request_error\"}}", Rejected.class),
                arguments("{\"error\":{\"message\":\"no\",\"type\":\"permission_error\"}}", AccountHeld.class),
                arguments("{\"error\":{\"message\":\"no\",\"type\":\"rate_limit_error\"}}", Throttled.class),
                arguments("{\"error\":{\"message\":\"no\",\"code\":\"insufficient_quota\"}}", AccountHeld.class),
                arguments("{\"error\":{\"message\":\"no\",\"code\":\"build_request_failed\"}}", Rejected.class),
                arguments("{\"error\":{\"message\":\"no\",\"type\":\"server_error\"}}", InDoubt.class),
                arguments("{\"error\":{\"code\":\"idempotency_in_progress\",\"message\":\"no\"}}", InDoubt.class),
                arguments("{\"code\":400,\"data\":[]}", Rejected.class),
                arguments("{\"code\":400,\"message\":\"bad parameter\",\"data\":{\"id\":0}}", Rejected.class),
                arguments("{\"code\":402,\"data\":{\"task_ids\":[0,\"\"],\"task_id\":\" \"}}", AccountHeld.class),
                arguments("{\"error\":{\"code\":400,\"message\":\"no\"}}", Rejected.class),
                arguments("{\"code\":500,\"message\":\"build_request_failed: x\"}", Rejected.class),
                arguments("{\"code\":429}", Throttled.class),
                arguments("{\"code\":503}", Unavailable.class),
                arguments("{\"code\":408}", InDoubt.class),
                arguments("{\"code\":500,\"message\":\"x\"}", InDoubt.class),
                arguments("{\"code\":502}", InDoubt.class),
                arguments("{\"code\":600,\"message\":\"x\"}", InDoubt.class),
                arguments("{\"code\":4e2}", Rejected.class),
                arguments("{\"code\":400.5}", InDoubt.class),
                arguments("{\"code\":4e999999999}", InDoubt.class),
                arguments("{\"code\":200,\"error\":{\"code\":400,\"message\":\"no\"}}", Rejected.class),
                // The permanent error of the provider's page, with no code or word beside its message.
                arguments("{\"success\":false,\"message\":\"build_request_failed: moderation\"}", Rejected.class),
                arguments(error("server_error", "build_request_failed: x"), Rejected.class),
                arguments("{\"code\":200,\"message\":\"build_request_failed: x\"}", Rejected.class),
                arguments("{\"success\":false,\"message\":\"not build_request_failed\"}", InDoubt.class),
                arguments("{\"code\":502,\"message\":\"build_request_failed: x\"}", InDoubt.class),
                // A code of the family's own is no HTTP status, and hides no word.
                arguments("{\"code\":1001,\"message\":\"insufficient balance\"}", AccountHeld.class),
                arguments("{\"code\":1008,\"error\":{\"code\":\"insufficient_quota\"}}", AccountHeld.class),
                arguments("{\"code\":1008,\"error\":{\"type\":\"invalid_request_error\"}}", Rejected.class),
                arguments("{\"code\":1008,\"error\":{\"code\":400,\"message\":\"no\"}}", Rejected.class),
                arguments("{\"code\":1008,\"message\":\"no\"}", InDoubt.class),
                arguments("{\"code\":1008,\"data\":\"task_1\"}", InDoubt.class),
                arguments("{\"code\":-1,\"message\":\"no\"}", InDoubt.class));
    }

    @ParameterizedTest
    @MethodSource("codesInASuccess")
    void aSuccessWithoutAnIdIsReadByItsBodysCode(String body, Class<? extends SubmitOutcome> outcome) {
        assertThat(submitted(200, body)).isInstanceOf(outcome);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "OK",
                "<html></html>",
                "{",
                "null",
                "[]",
                "{}",
                "{\"code\":200}",
                "{\"code\":200,\"data\":null}",
                "{\"code\":200,\"data\":[]}",
                "{\"code\":200,\"data\":\"ok\"}",
                "{\"code\":200,\"data\":\"2 tasks are queued\"}",
                "{\"code\":200,\"data\":[\"success\"]}",
                "{\"id\":\"answer_1\",\"message\":\"thanks\"}",
                "{\"code\":200,\"task_ids\":[]}",
                "{\"code\":200,\"data\":[{\"task_id\":\"t",
                "{\"code\":200,\"data\":{\"id\":12",
                "{\"code\":202,\"data\":{\"id\":\"  \"}}",
                "{\"data\":{\"id\":1.5}}",
                "{\"code\":200,\"data\":{\"id\":0}}",
                "{\"data\":{\"id\":{}}}",
                "{\"data\":{\"object\":\"generation.result\",\"status\":\"completed\"}}",
                "{\"success\":false,\"message\":\"no\"}"
            })
    void aSuccessWithoutIdAndCodeIsInDoubt(String body) {
        assertThat(submitted(200, body)).isInstanceOf(InDoubt.class);
    }

    @Test
    void anIdThatIsTooLongIsNone() {
        assertThat(submitted(200, "{\"data\":{\"id\":\"" + "x".repeat(1025) + "\"}}"))
                .isInstanceOf(InDoubt.class);
    }

    @Test
    void brokenCallsAreJudgedByHowFarTheyHadCome() {
        IOException broken = new IOException("Connection refused");
        assertThat(classifier.failed(Progress.BEFORE_WRITE, broken)).isInstanceOf(NotSent.class);
        assertThat(classifier.failed(Progress.WITHHELD, broken)).isInstanceOf(Withheld.class);
        assertThat(classifier.failed(Progress.WRITTEN, broken))
                .isEqualTo(new InDoubt(ProviderError.transport("java.io.IOException: Connection refused")));
    }

    @Test
    void anErrorIsQuotedWithStatusCodeTypeAndMessage() {
        assertThat(((Rejected) submitted(400, error(400))).error())
                .isEqualTo(new ProviderError(
                        Optional.of(400), Optional.of("400"), Optional.of("some_error"), Optional.of("no")));
        assertThat(((AccountHeld) submitted(403, HTML)).error())
                .isEqualTo(new ProviderError(
                        Optional.of(403),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("HTTP 403 without the provider's error envelope")));
    }

    @Test
    void theKeyIsNeverQuoted() {
        String echo =
                "{\"error\":{\"code\":\"%1$s\",\"type\":\"bad %1$s\",\"message\":\"key %1$s is bad\"}}".formatted(KEY);
        assertThat(submitted(401, echo).toString())
                .contains("key [api key] is bad")
                .doesNotContain(KEY);
        assertThat(classifier
                        .failed(Progress.WRITTEN, new IOException("header Bearer " + KEY))
                        .toString())
                .doesNotContain(KEY);
    }

    @Test
    void aRedirectIsNamedAsAWrongUrlWithoutItsSecrets() {
        Answer redirect = new Answer(
                301,
                Optional.empty(),
                Optional.of("https://api.example/v1/videos?token=" + KEY),
                false,
                answer(301, HTML).body());

        assertThat(((AccountHeld) classifier.answered(redirect, NOW)).error().message())
                .contains("HTTP 301, a redirect to https://api.example/v1/videos: takeone.provider.url is not the"
                        + " provider's own address");
    }

    @Test
    void aKeyStillInWorkKeepsThePauseThatTheProviderAsksFor() {
        Answer inWork = answer(409, error("idempotency_in_progress", "no"), Optional.of("7"));
        assertThat(((InProgress) classifier.answered(inWork, NOW)).retryAfter()).contains(Duration.ofSeconds(7));
    }

    @Test
    void theIdInARefusalIsQuoted() {
        String body = "{\"error\":{\"code\":400},\"data\":{\"id\":\"task_1\"}}";
        assertThat(((InDoubt) submitted(400, body)).error().message().orElseThrow())
                .contains("task_1");
    }

    @Test
    void theIdInARefusalIsQuotedBesideTheProvidersWords() {
        String body = "{\"error\":{\"message\":\"%s\",\"code\":7},\"data\":{\"task_id\":\"task_9\"}}";

        assertThat(((InDoubt) submitted(502, body.formatted("upstream timeout"))).error())
                .isEqualTo(new ProviderError(
                        Optional.of(502),
                        Optional.of("7"),
                        Optional.empty(),
                        Optional.of("HTTP 502 with the task id task_9: upstream timeout")));
        assertThat(((InDoubt) submitted(502, body.formatted("x".repeat(1000))))
                        .error()
                        .message()
                        .orElseThrow())
                .startsWith("HTTP 502 with the task id task_9: xx")
                .hasSize(500);
        assertThat(((InDoubt) submitted(502, body.formatted("key " + KEY)))
                        .error()
                        .message()
                        .orElseThrow())
                .endsWith("task_9: key [api key]");
        assertThat(((InDoubt) submitted(400, "{\"error\":\"no\",\"task_ids\":[\"a\",\"b\"]}"))
                        .error()
                        .message())
                .contains("HTTP 400 with the task id a, b: no");
    }

    @Test
    void theIdInHalfARefusalIsQuoted() {
        IOException cut = new IOException("closed");
        String half = "{\"data\":{\"task_id\":\"task_9\"},\"error\":{\"mess";

        assertThat(classifier.cut(answer(502, half), cut))
                .isInstanceOfSatisfying(
                        InDoubt.class,
                        doubt -> assertThat(doubt.error().message())
                                .contains("HTTP 502 with the task id task_9: java.io.IOException: closed"));
    }

    @Test
    void halfAnAnswerCountsWhereItNamesATask() {
        IOException cut = new IOException("closed");
        String half = "{\"code\":200,\"data\":[{\"task_id\":\"t\"},{\"task";
        assertThat(classifier.cut(answer(200, half), cut))
                .isEqualTo(new Accepted(List.of("t"), false, Optional.empty()));
        assertThat(classifier.cut(answer(200, ""), cut)).isInstanceOf(InDoubt.class);
        assertThat(classifier.cut(answer(400, error(400)), cut)).isInstanceOf(InDoubt.class);
        assertThat(classifier.cut(answer(429, ""), cut)).isInstanceOf(InDoubt.class);
    }

    static Stream<Arguments> pauses() {
        return Stream.of(
                arguments("", "7", Optional.of(Duration.ofSeconds(7))),
                arguments("", " 0 ", Optional.of(Duration.ZERO)),
                arguments("", "1.5", Optional.of(Duration.ofMillis(1500))),
                arguments("", "99999999999999999", Optional.of(Duration.ofHours(1))),
                arguments("", "-5", Optional.empty()),
                arguments("", "soon", Optional.empty()),
                arguments("", "1e5", Optional.empty()),
                arguments("", "Sun, 22 Nov 2026 12:00:30 GMT", Optional.of(Duration.ofSeconds(30))),
                arguments("", "Sunday, 22-Nov-26 12:00:30 GMT", Optional.of(Duration.ofSeconds(30))),
                arguments("", "Sun Nov 22 12:00:30 2026", Optional.of(Duration.ofSeconds(30))),
                arguments("", "Tue Dec  1 12:00:30 2026", Optional.of(Duration.ofHours(1))),
                arguments("", "Sat, 21 Nov 2026 12:00:30 GMT", Optional.of(Duration.ZERO)),
                arguments("{\"retry_after\":9,\"detail\":\"slow down\"}", "", Optional.of(Duration.ofSeconds(9))),
                arguments("{\"retry_after\":\"9\"}", "never", Optional.of(Duration.ofSeconds(9))),
                arguments("{\"retry_after\":9}", "3", Optional.of(Duration.ofSeconds(3))),
                arguments("{\"retry_after\":-9}", "", Optional.empty()),
                arguments("{\"retry_after\":1e29}", "", Optional.of(Duration.ofHours(1))),
                arguments("{}", "", Optional.empty()));
    }

    @ParameterizedTest
    @MethodSource("pauses")
    void thePauseAskedForIsReadAndBounded(String body, String header, Optional<Duration> pause) {
        SubmitOutcome outcome =
                classifier.answered(answer(429, body, Optional.of(header).filter(h -> !h.isEmpty())), NOW);
        assertThat(((Throttled) outcome).retryAfter()).isEqualTo(pause);
    }

    @Test
    void anUnavailableServerThatNamesAPauseMayHaveAccepted() {
        assertThat(classifier.answered(answer(503, HTML, Optional.of("5")), NOW))
                .isInstanceOf(Unavailable.class);
        assertThat(classifier.answered(answer(503, HTML, Optional.of("x")), NOW))
                .isInstanceOf(InDoubt.class);
    }

    @Property
    void noAnswerOfAnyBytesIsAnExceptionOrAnAcceptanceWithoutAnId(
            @ForAll @IntRange(min = 100, max = 999) int status, @ForAll byte[] body) {
        Answer any = new Answer(status, Optional.empty(), Optional.empty(), false, Bytes.copyOf(body));
        assertThat(classifier.answered(any, NOW))
                .isNotInstanceOf(Accepted.class)
                .isNotInstanceOf(Withheld.class);
    }

    private SubmitOutcome submitted(int status, String body) {
        return classifier.answered(answer(status, body), NOW);
    }
}
