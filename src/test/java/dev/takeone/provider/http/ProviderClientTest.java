package dev.takeone.provider.http;

import static dev.takeone.provider.http.ClientCalls.BODY;
import static dev.takeone.provider.http.ClientCalls.ID;
import static dev.takeone.provider.http.ClientCalls.LONG;
import static dev.takeone.provider.http.ClientCalls.MAX_POSTS;
import static dev.takeone.provider.http.ClientCalls.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.StatusOutcome;
import dev.takeone.job.StatusOutcome.Running;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.job.SubmitOutcome.Accepted;
import dev.takeone.job.SubmitOutcome.NotSent;
import dev.takeone.job.SubmitOutcome.Throttled;
import dev.takeone.job.SubmitOutcome.Withheld;
import dev.takeone.provider.AccountKey;
import dev.takeone.waiting.Waiting;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The client against real sockets on loopback: what it sends, when, and how often. */
class ProviderClientTest {
    @RegisterExtension
    static final ClientCalls calls = new ClientCalls();

    @Test
    void aSubmissionIsOnePostWithTheKeysAndNothingElse() {
        RawServer server = calls.open(RawServer.answering("200 OK", "Idempotency-Replayed: TRUE\r\n", ID));

        SubmitOutcome outcome = ClientCalls.submit(calls.client(server.url() + "/proxy/v1/", LONG));

        assertThat(outcome).isEqualTo(new Accepted(List.of("task_1"), true, Optional.empty()));
        assertThat(server.requests()).hasSize(1);
        String request = server.requests().getFirst();
        assertThat(request)
                .startsWith("POST /proxy/v1/videos/generations HTTP/1.1\r\n")
                .endsWith("\r\n\r\n" + BODY);
        assertThat(request.lines().map(line -> line.toLowerCase(Locale.ROOT)))
                .contains(
                        "authorization: bearer sk-key",
                        "content-type: application/json",
                        "accept: application/json",
                        "idempotency-key: job-1",
                        "x-apimart-response-version: 2026-07-27",
                        "user-agent: takeone/1",
                        "connection: close");
    }

    @Test
    void aCheckAsksForTheEscapedIdInEnglish() {
        RawServer server = calls.open(RawServer.answering("200 OK", "", RUNNING));

        StatusOutcome outcome = ClientCalls.check(calls.client(server.url(), LONG), "projects/p 1?x=ü");

        assertThat(outcome).isInstanceOf(Running.class);
        assertThat(server.requests().getFirst())
                .startsWith("GET /v1/tasks/projects%2Fp%201%3Fx%3D%C3%BC?language=en HTTP/1.1\r\n")
                .doesNotContainIgnoringCase("content-type")
                .doesNotContainIgnoringCase("idempotency-key");
    }

    @Test
    void theVersionHeaderGoesOnSubmissionsOnly() {
        RawServer server = calls.open(RawServer.answering("200 OK", "", RUNNING));

        ClientCalls.check(calls.client(server.url(), LONG), "t");

        assertThat(server.requests().getFirst()).doesNotContainIgnoringCase("x-apimart");
    }

    @Test
    void noAnswerIsAskedToBePacked() {
        RawServer server = calls.open(RawServer.answering("200 OK", "", ID));

        ClientCalls.submit(calls.client(server.url(), LONG));

        assertThat(server.requests().getFirst()).doesNotContainIgnoringCase("accept-encoding");
    }

    @Test
    void theVersionHeaderCanBeLeftOut() {
        RawServer server = calls.open(RawServer.answering("200 OK", "", ID));
        ProviderEndpoint endpoint = ProviderEndpoint.of(server.url(), new AccountKey("sk-key"), Optional.empty());

        ClientCalls.submit(calls.client(endpoint, LONG));

        assertThat(server.requests().getFirst()).doesNotContainIgnoringCase("x-apimart");
    }

    @Test
    void everySubmissionHasAConnectionOfItsOwnAndChecksShareOne() {
        RawServer server = calls.open(RawServer.answering("200 OK", "", ID));
        ProviderClient client = calls.client(server.url(), LONG);
        for (int i = 0; i < 50; i++) {
            assertThat(ClientCalls.submit(client)).isInstanceOf(Accepted.class);
        }
        assertThat(server.connections()).isEqualTo(50);

        RawServer other = calls.open(RawServer.answering("200 OK", "", RUNNING));
        ProviderClient checking = calls.client(other.url(), LONG);
        for (int i = 0; i < 5; i++) {
            assertThat(ClientCalls.check(checking, "t")).isInstanceOf(Running.class);
        }
        assertThat(other.connections()).isEqualTo(1);
    }

    @Test
    void theDateInRetryAfterIsMeasuredByTheClock() {
        RawServer server = calls.open(RawServer.answering(
                "429 Too Many Requests", "Retry-After: Sun, 22 Nov 2026 12:00:30 GMT\r\n", "slow down"));

        assertThat(((Throttled) ClientCalls.submit(calls.client(server.url(), LONG))).retryAfter())
                .contains(Duration.ofSeconds(30));
    }

    @Test
    void aKeyThatNoHeaderCanHoldIsNotSentAndNotTold() {
        RawServer server = calls.open(RawServer.answering("200 OK", "", ID));
        ProviderEndpoint endpoint = ProviderEndpoint.of(server.url(), new AccountKey("sk\nkey"), Optional.empty());

        SubmitOutcome outcome = ClientCalls.submit(calls.client(endpoint, LONG));

        assertThat(outcome).isInstanceOf(NotSent.class);
        assertThat(outcome.toString()).doesNotContain("sk");
        assertThat(server.requests()).isEmpty();
    }

    /** A call that is open goes on with the key that it was made with; its answer may repeat that one. */
    @Test
    void aKeyThatIsExchangedIsCarriedFromTheNextCallOnAndNeitherIsTold() {
        AccountKey key = new AccountKey("sk-old");
        RawServer server = calls.open(new RawServer(connection -> {
            connection.readRequest();
            key.exchange("sk-old-and-new");
            connection.answer("400 Bad Request", "", "{\"error\":{\"message\":\"not sk-old, nor sk-old-and-new\"}}");
        }));
        ProviderClient client = calls.client(ProviderEndpoint.of(server.url(), key, Optional.empty()), LONG);

        SubmitOutcome outcome = ClientCalls.submit(client);
        ClientCalls.check(client, "t");

        assertThat(server.requests().getFirst()).contains("Bearer sk-old\r\n");
        assertThat(server.requests().getLast()).contains("Bearer sk-old-and-new\r\n");
        assertThat(outcome.toString()).contains("not [api key], nor [api key]").doesNotContain("sk-old", "and-new");
    }

    @Test
    void morePostsThanConnectionsAreWithheldInsteadOfQueuedAndPassForNoProviderThatIsAway() throws Exception {
        CountDownLatch bothRead = new CountDownLatch(MAX_POSTS);
        CountDownLatch answer = new CountDownLatch(1);
        calls.closing(answer::countDown);
        RawServer server = calls.open(new RawServer(connection -> {
            connection.readRequest();
            bothRead.countDown();
            answer.await();
            connection.answer("200 OK", "", ID);
        }));
        ProviderClient client = calls.client(server.url(), LONG);
        List<CompletableFuture<SubmitOutcome>> open = new ArrayList<>();
        for (int i = 0; i < MAX_POSTS; i++) {
            open.add(client.submit(BODY, "job-" + i, () -> true).subscribeAsCompletionStage());
        }
        Waiting.open(bothRead);

        assertThat(ClientCalls.submit(client)).isEqualTo(new Withheld());

        answer.countDown();
        for (CompletableFuture<SubmitOutcome> each : open) {
            assertThat(Waiting.done(each)).isInstanceOf(Accepted.class);
        }
        assertThat(server.requests()).hasSize(MAX_POSTS);
    }

    /** As where the process was frozen: its time is up when it wakes, and the answer has come meanwhile. */
    @Test
    void anAnswerThatLiesInTheSocketWhenTheEventLoopWakesIsNotThrownAway() {
        RawServer server = calls.open(RawServer.answering("200 OK", "", ID));
        Duration timeout = Duration.ofSeconds(5);
        ProviderClient client = calls.client(server.url(), timeout);

        SubmitOutcome outcome = ClientCalls.await(client.submit(BODY, "job-1", () -> {
            Vertx.currentContext().runOnContext(written -> Waiting.pass(timeout.multipliedBy(2)));
            return true;
        }));

        assertThat(outcome).isInstanceOf(Accepted.class);
    }

    @Test
    void aPostThatMayNotBeWrittenIsWithheldAndItsConnectionClosedUnused() throws Exception {
        RawServer server = calls.open(RawServer.answering("200 OK", "", ID));
        ProviderClient client = calls.client(server.url(), LONG);
        AtomicInteger asked = new AtomicInteger();

        SubmitOutcome outcome = ClientCalls.await(client.submit(BODY, "job-1", () -> {
            asked.incrementAndGet();
            return false;
        }));

        assertThat(outcome).isEqualTo(new Withheld());
        assertThat(asked).hasValue(1);
        assertThat(server.bytesOfTheNextEndedConnection()).isZero();
        assertThat(ClientCalls.submit(client)).isInstanceOf(Accepted.class);
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void theQuestionIsPutOnlyWhenTheConnectionIsThere() {
        AtomicBoolean asked = new AtomicBoolean();
        ProviderClient client =
                calls.client(ClientCalls.endpoint("http://provider.test"), LONG, ClientCalls.KNOWS_NOBODY);

        SubmitOutcome outcome = ClientCalls.await(client.submit(BODY, "job-1", () -> !asked.getAndSet(true)));

        assertThat(outcome).isInstanceOf(NotSent.class);
        assertThat(asked).isFalse();
    }

    @Test
    void aQuestionThatBreaksWritesNothing() throws Exception {
        RawServer server = calls.open(RawServer.answering("200 OK", "", ID));

        SubmitOutcome outcome =
                ClientCalls.await(calls.client(server.url(), LONG).submit(BODY, "job-1", () -> {
                    throw new IllegalStateException("broken");
                }));

        assertThat(outcome).isInstanceOf(NotSent.class);
        assertThat(server.bytesOfTheNextEndedConnection()).isZero();
    }

    @Test
    void cancellingACallClosesItsConnection() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        RawServer server = calls.open(new RawServer(connection -> {
            connection.readRequest();
            read.countDown();
            connection.readToTheEnd();
        }));
        CompletableFuture<SubmitOutcome> call = calls.client(server.url(), LONG)
                .submit(BODY, "job-1", () -> true)
                .subscribeAsCompletionStage();
        Waiting.open(read);

        assertThat(call.cancel(true)).isTrue();

        assertThat(server.bytesOfTheNextEndedConnection()).isPositive();
    }
}
