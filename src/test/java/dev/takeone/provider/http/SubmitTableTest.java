package dev.takeone.provider.http;

import static dev.takeone.provider.http.ClientCalls.ID;
import static dev.takeone.provider.http.ClientCalls.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.SubmitOutcome;
import dev.takeone.job.SubmitOutcome.Accepted;
import dev.takeone.job.SubmitOutcome.AccountHeld;
import dev.takeone.job.SubmitOutcome.InDoubt;
import dev.takeone.job.SubmitOutcome.InProgress;
import dev.takeone.job.SubmitOutcome.Indeterminate;
import dev.takeone.job.SubmitOutcome.KeyReused;
import dev.takeone.job.SubmitOutcome.Rejected;
import dev.takeone.job.SubmitOutcome.Throttled;
import dev.takeone.job.SubmitOutcome.Unavailable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of outcomes, each row over a real socket: what is made of an answer, and that one request was sent for it. */
class SubmitTableTest {
    private static final String PAGE = "<html><body>said</body></html>";
    private static final String RETRY_AFTER = "Retry-After: 7\r\n";
    private static final String ELSEWHERE = "Location: /v1/videos/generations\r\n";

    @RegisterExtension
    static final ClientCalls calls = new ClientCalls();

    private static String envelope(String type, String message) {
        return "{\"error\":{\"code\":1,\"message\":\"" + message + "\",\"type\":\"" + type + "\"}}";
    }

    private static Arguments row(String status, String headers, String body, Class<? extends SubmitOutcome> outcome) {
        return Arguments.of(status, headers, body, outcome);
    }

    private static Arguments own(String status, Class<? extends SubmitOutcome> outcome) {
        return row(status, "", envelope("word", "said"), outcome);
    }

    private static Arguments page(String status, Class<? extends SubmitOutcome> outcome) {
        return row(status, "Content-Type: text/html\r\n", PAGE, outcome);
    }

    static Stream<Arguments> notAccepted() {
        return Stream.of(
                own("429 Too Many Requests", Throttled.class),
                page("429 Too Many Requests", Throttled.class),
                own("503 Service Unavailable", Unavailable.class),
                row("503 Service Unavailable", RETRY_AFTER, PAGE, Unavailable.class),
                row("503 Service Unavailable", "", envelope("idempotency_unavailable", "said"), Throttled.class),
                row("200 OK", "", "{\"code\":429,\"message\":\"said\"}", Throttled.class));
    }

    static Stream<Arguments> rejected() {
        return Stream.of(
                own("400 Bad Request", Rejected.class),
                own("404 Not Found", Rejected.class),
                own("405 Method Not Allowed", Rejected.class),
                own("409 Conflict", Rejected.class),
                own("413 Content Too Large", Rejected.class),
                own("422 Unprocessable Content", Rejected.class),
                page("400 Bad Request", Rejected.class),
                page("413 Content Too Large", Rejected.class),
                row("500 Oops", "", envelope("build_request_failed", "said"), Rejected.class),
                row("500 Oops", "", envelope("server_error", "build_request_failed: said"), Rejected.class),
                row("200 OK", "", "{\"code\":400,\"message\":\"said\"}", Rejected.class));
    }

    static Stream<Arguments> held() {
        return Stream.of(
                own("401 Unauthorized", AccountHeld.class),
                page("401 Unauthorized", AccountHeld.class),
                own("402 Payment Required", AccountHeld.class),
                page("402 Payment Required", AccountHeld.class),
                own("403 Forbidden", AccountHeld.class),
                page("403 Forbidden", AccountHeld.class),
                row("429 Too Many Requests", "", envelope("insufficient_quota", "said"), AccountHeld.class),
                row("301 Moved", ELSEWHERE, "", AccountHeld.class),
                row("302 Found", ELSEWHERE, "", AccountHeld.class),
                row("303 See Other", ELSEWHERE, "", AccountHeld.class),
                row("307 Temporary Redirect", ELSEWHERE, "", AccountHeld.class),
                row("308 Permanent Redirect", ELSEWHERE, "", AccountHeld.class),
                page("404 Not Found", AccountHeld.class),
                row("404 Not Found", "", "", AccountHeld.class),
                page("405 Method Not Allowed", AccountHeld.class),
                row("200 OK", "", "{\"code\":402,\"message\":\"said\"}", AccountHeld.class));
    }

    static Stream<Arguments> inDoubt() {
        return Stream.of(
                own("408 Request Timeout", InDoubt.class),
                page("409 Conflict", InDoubt.class),
                row("409 Conflict", "", envelope("idempotency_error", "in progress"), InDoubt.class),
                own("500 Oops", InDoubt.class),
                page("500 Oops", InDoubt.class),
                own("502 Bad Gateway", InDoubt.class),
                page("502 Bad Gateway", InDoubt.class),
                page("503 Service Unavailable", InDoubt.class),
                page("504 Gateway Timeout", InDoubt.class),
                page("520 Unknown", InDoubt.class),
                row("200 OK", "", "", InDoubt.class),
                row("200 OK", "", PAGE, InDoubt.class),
                row("200 OK", "", "{\"code\":200,\"data\":[]}", InDoubt.class),
                row("200 OK", "", "{\"code\":200,\"data\":[{\"status\":\"submitted\"}]}", InDoubt.class),
                row("202 Accepted", "", "{}", InDoubt.class),
                row("409 Conflict", "", envelope("idempotency_in_progress", "said"), InProgress.class),
                row("409 Conflict", "", envelope("idempotency_result_indeterminate", "said"), Indeterminate.class),
                row("409 Conflict", "", envelope("idempotency_key_reused", "said"), KeyReused.class),
                row("400 Bad Request", "", ID, InDoubt.class));
    }

    static Stream<Arguments> accepted() {
        return Stream.of(
                row("200 OK", "", ID, Accepted.class),
                row("201 Created", "", "{\"data\":{\"id\":\"task_1\",\"status\":\"pending\"}}", Accepted.class),
                row("202 Accepted", "", "{\"code\":202,\"data\":[{\"task_id\":\"task_1\"}]}", Accepted.class));
    }

    @ParameterizedTest(name = "{0} {1}{2}")
    @MethodSource({"notAccepted", "rejected", "held", "inDoubt", "accepted"})
    void anAnswerHasItsOutcomeAndIsAskedForOnce(
            String status, String headers, String body, Class<? extends SubmitOutcome> outcome) {
        RawServer server = calls.open(RawServer.answering(status, headers, body));
        ProviderClient client = calls.client(server.url(), LONG);

        assertThat(ClientCalls.submit(client)).isInstanceOf(outcome);

        assertThat(server.requests()).hasSize(1);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void allTaskIdsAreTakenAndThePauseIsKept() {
        String two = "{\"code\":200,\"data\":[{\"task_id\":\"task_1\"},{\"task_id\":\"task_2\"}]}";
        assertThat(submit("200 OK", "", two))
                .isEqualTo(new Accepted(List.of("task_1", "task_2"), false, Optional.empty()));
        assertThat(submit("503 Service Unavailable", RETRY_AFTER, PAGE))
                .isInstanceOfSatisfying(
                        Unavailable.class,
                        throttled -> assertThat(throttled.retryAfter())
                                .hasValueSatisfying(
                                        pause -> assertThat(pause.toSeconds()).isEqualTo(7)));
    }

    /** Many failures in a row make no client impatient: each call is one request. */
    @Test
    void aStormOfErrorsIsOneRequestForEachCall() {
        for (String status : List.of("500 Oops", "502 Bad Gateway", "503 Service Unavailable", "504 Gateway Timeout")) {
            RawServer server = calls.open(RawServer.answering(status, "", PAGE));
            ProviderClient client = calls.client(server.url(), LONG);
            for (int call = 0; call < 20; call++) {
                assertThat(ClientCalls.submit(client)).isInstanceOf(InDoubt.class);
            }
            assertThat(server.requests()).hasSize(20);
            assertThat(server.connections()).isEqualTo(20);
        }
    }

    private static SubmitOutcome submit(String status, String headers, String body) {
        RawServer server = calls.open(RawServer.answering(status, headers, body));
        return ClientCalls.submit(calls.client(server.url(), LONG));
    }
}
