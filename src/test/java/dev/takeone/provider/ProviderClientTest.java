package dev.takeone.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.StatusOutcome;
import dev.takeone.job.StatusOutcome.Completed;
import dev.takeone.job.StatusOutcome.Running;
import dev.takeone.job.StatusOutcome.Unreadable;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.job.SubmitOutcome.Accepted;
import dev.takeone.job.SubmitOutcome.InDoubt;
import dev.takeone.job.SubmitOutcome.NotSent;
import dev.takeone.job.SubmitOutcome.Throttled;
import dev.takeone.job.SubmitOutcome.Withheld;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client against real sockets on loopback: what it sends, what it makes of every way to fail, and how often. */
class ProviderClientTest {
    private static final String ID = "{\"code\":200,\"data\":[{\"status\":\"submitted\",\"task_id\":\"task_1\"}]}";
    private static final String RUNNING = "{\"code\":200,\"data\":{\"status\":\"running\"}}";
    private static final String BODY = "{\"model\":\"m\",\"prompt\":\"a dög\"}";
    private static final Duration LONG = Duration.ofSeconds(15);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final int MAX_POSTS = 2;

    private static Vertx vertx = Vertx.vertx();

    private final List<AutoCloseable> opened = new ArrayList<>();

    @BeforeAll
    static void startVertx() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stopVertx() {
        vertx.closeAndAwait();
    }

    @AfterEach
    void closeWhatWasOpened() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
    }

    @Test
    void aSubmissionIsOnePostWithTheKeysAndNothingElse() {
        RawServer server = open(RawServer.answering("200 OK", "Idempotency-Replayed: TRUE\r\n", ID));

        SubmitOutcome outcome = submit(client(server.url() + "/proxy/v1/", LONG));

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
        RawServer server = open(RawServer.answering("200 OK", "", RUNNING));

        StatusOutcome outcome = check(client(server.url(), LONG), "projects/p 1?x=ü");

        assertThat(outcome).isInstanceOf(Running.class);
        assertThat(server.requests().getFirst())
                .startsWith("GET /v1/tasks/projects%2Fp%201%3Fx%3D%C3%BC?language=en HTTP/1.1\r\n")
                .doesNotContainIgnoringCase("content-type")
                .doesNotContainIgnoringCase("idempotency-key");
    }

    @Test
    void theVersionHeaderCanBeLeftOut() {
        RawServer server = open(RawServer.answering("200 OK", "", ID));
        ProviderEndpoint endpoint = ProviderEndpoint.of(server.url(), () -> "sk-key", Optional.empty());

        submit(client(endpoint, LONG));

        assertThat(server.requests().getFirst()).doesNotContainIgnoringCase("x-apimart");
    }

    @Test
    void everySubmissionHasAConnectionOfItsOwnAndChecksShareOne() {
        RawServer server = open(RawServer.answering("200 OK", "", ID));
        ProviderClient client = client(server.url(), LONG);
        for (int i = 0; i < 50; i++) {
            assertThat(submit(client)).isInstanceOf(Accepted.class);
        }
        assertThat(server.connections()).isEqualTo(50);

        RawServer other = open(RawServer.answering("200 OK", "", RUNNING));
        ProviderClient checking = client(other.url(), LONG);
        for (int i = 0; i < 5; i++) {
            assertThat(check(checking, "t")).isInstanceOf(Running.class);
        }
        assertThat(other.connections()).isEqualTo(1);
    }

    @Test
    void aServerThatReadsAndClosesLeavesTheOnePostInDoubt() {
        RawServer server = open(new RawServer(RawServer.Connection::readRequest));

        assertThat(submit(client(server.url(), LONG))).isInstanceOf(InDoubt.class);
        assertThat(server.requests()).hasSize(1);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void aServerThatReadsAndResetsLeavesTheOnePostInDoubt() {
        RawServer server = open(new RawServer(connection -> {
            connection.readRequest();
            connection.reset();
        }));

        assertThat(submit(client(server.url(), LONG))).isInstanceOf(InDoubt.class);
        assertThat(server.requests()).hasSize(1);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void aServerThatClosesAtOnceIsConnectedToOnce() {
        RawServer server = open(new RawServer(RawServer.Connection::close));

        // Whether the client notices before it writes is a race, and both outcomes are true ones.
        assertThat(submit(client(server.url(), LONG))).isInstanceOfAny(InDoubt.class, NotSent.class);
        assertThat(server.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"code\":200,\"data\":[{\"task_id\":\"t\"}]",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"cod\r\n",
                "HTTP/1.1 200 OK\r\n\r\n{\"code\":200,\"data\":[{\"task_id\"",
                "HTTP/1.1 200 OK\r\nContent-",
                "\u0000\u0001 garbage\r\n\r\n",
                "SSH-2.0-OpenSSH_9.6\r\n",
                "HTTP/1.1 100 Continue\r\n\r\n",
                "HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 307 Temporary Redirect\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 13\r\n\r\n<html></html>"
            })
    void aBrokenAnswerLeavesTheOnePostInDoubtAndACheckUnreadable(String answer) {
        RawServer server = open(new RawServer(connection -> {
            if (connection.readRequest()) {
                connection.write(answer);
            }
        }));
        ProviderClient client = client(server.url(), LONG);

        assertThat(submit(client)).isInstanceOf(InDoubt.class);
        assertThat(server.requests()).hasSize(1);
        assertThat(check(client, "t")).isInstanceOf(Unreadable.class);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void aServerThatNeverAnswersLeavesThePostInDoubtWhenTheTimeIsOver() throws Exception {
        RawServer server = open(new RawServer(connection -> {
            connection.readRequest();
            connection.readToTheEnd();
        }));

        SubmitOutcome outcome = submit(client(server.url(), SHORT));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        InDoubt.class,
                        doubt -> assertThat(doubt.error().message().orElseThrow())
                                .contains("PT0.3S"));
        assertThat(server.requests()).hasSize(1);
        // The connection is closed, not left behind: its script has come to an end.
        assertThat(server.bytesOfTheNextEndedConnection()).isPositive();
    }

    @Test
    void anAnswerThatDripsForEverIsCutWhenTheTimeIsOver() {
        CountDownLatch over = new CountDownLatch(1);
        opened.add(over::countDown);
        RawServer server = open(new RawServer(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (!over.await(20, TimeUnit.MILLISECONDS)) {
                connection.write("1\r\n \r\n");
            }
        }));

        assertThat(submit(client(server.url(), SHORT))).isInstanceOf(InDoubt.class);
        assertThat(check(client(server.url(), SHORT), "t")).isInstanceOf(Unreadable.class);
    }

    @Test
    void anAnswerThatIsTooLargeIsNotRead() {
        String mebibyte = " ".repeat(1 << 20);
        RawServer server = open(new RawServer(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (int i = 0; i < 64; i++) {
                connection.write("100000\r\n" + mebibyte + "\r\n");
            }
            connection.write("0\r\n\r\n");
        }));
        ProviderClient client = client(server.url(), LONG);

        assertThat(((InDoubt) submit(client)).error().message().orElseThrow()).contains("larger than 1048576 bytes");
        assertThat(((Unreadable) check(client, "t")).error().message().orElseThrow())
                .contains("larger than 4194304 bytes");
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void anAnswerUpToTheLimitIsRead() {
        String padded = ID + " ".repeat(ProviderClient.MAX_SUBMIT_ANSWER - ID.length());
        assertThat(submit(client(open(RawServer.answering("200 OK", "", padded)).url(), LONG)))
                .isInstanceOf(Accepted.class);
    }

    @Test
    void theDateInRetryAfterIsMeasuredByTheClock() {
        RawServer server = open(RawServer.answering(
                "429 Too Many Requests", "Retry-After: Sun, 22 Nov 2026 12:00:30 GMT\r\n", "slow down"));

        assertThat(((Throttled) submit(client(server.url(), LONG))).retryAfter())
                .contains(Duration.ofSeconds(30));
    }

    @Test
    void aRefusedConnectionIsNotSent() throws IOException {
        String url;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            url = "http://127.0.0.1:" + free.getLocalPort();
        }
        assertThat(submit(client(url, LONG))).isInstanceOf(NotSent.class);
        assertThat(check(client(url, LONG), "t")).isInstanceOf(Unreadable.class);
    }

    @Test
    void anUnknownHostIsNotSent() {
        assertThat(submit(client("http://nowhere.invalid", LONG))).isInstanceOf(NotSent.class);
    }

    @Test
    void aFailedTlsHandshakeIsNotSent() {
        RawServer server = open(new RawServer(connection -> connection.write("HTTP/1.1 400 Bad Request\r\n\r\n")));

        assertThat(submit(client(server.url().replace("http:", "https:"), LONG)))
                .isInstanceOf(NotSent.class);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aTlsHandshakeThatNeverEndsIsNotSent() {
        RawServer server = open(new RawServer(RawServer.Connection::readToTheEnd));

        assertThat(submit(client(server.url().replace("http:", "https:"), SHORT)))
                .isInstanceOf(NotSent.class);
    }

    @Test
    void aKeyThatNoHeaderCanHoldIsNotSentAndNotTold() {
        RawServer server = open(RawServer.answering("200 OK", "", ID));
        ProviderEndpoint endpoint = ProviderEndpoint.of(server.url(), () -> "sk\nkey", Optional.empty());

        SubmitOutcome outcome = submit(client(endpoint, LONG));

        assertThat(outcome).isInstanceOf(NotSent.class);
        assertThat(outcome.toString()).doesNotContain("sk");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void morePostsThanConnectionsAreNotSentInsteadOfQueued() throws Exception {
        CountDownLatch bothRead = new CountDownLatch(MAX_POSTS);
        CountDownLatch answer = new CountDownLatch(1);
        opened.add(answer::countDown);
        RawServer server = open(new RawServer(connection -> {
            connection.readRequest();
            bothRead.countDown();
            answer.await();
            connection.answer("200 OK", "", ID);
        }));
        ProviderClient client = client(server.url(), LONG);
        List<CompletableFuture<SubmitOutcome>> open = new ArrayList<>();
        for (int i = 0; i < MAX_POSTS; i++) {
            open.add(client.submit(BODY, "job-" + i, () -> true).subscribeAsCompletionStage());
        }
        assertThat(bothRead.await(20, TimeUnit.SECONDS)).isTrue();

        assertThat(submit(client)).isInstanceOf(NotSent.class);

        answer.countDown();
        for (CompletableFuture<SubmitOutcome> each : open) {
            assertThat(each.get(20, TimeUnit.SECONDS)).isInstanceOf(Accepted.class);
        }
        assertThat(server.requests()).hasSize(MAX_POSTS);
    }

    @Test
    void aPostThatMayNotBeWrittenIsWithheldAndItsConnectionClosedUnused() throws Exception {
        RawServer server = open(RawServer.answering("200 OK", "", ID));
        ProviderClient client = client(server.url(), LONG);
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger connectedWhenAsked = new AtomicInteger();

        SubmitOutcome outcome = await(client.submit(BODY, "job-1", () -> {
            asked.incrementAndGet();
            connectedWhenAsked.set(server.connections());
            return false;
        }));

        assertThat(outcome).isEqualTo(new Withheld());
        assertThat(asked).hasValue(1);
        assertThat(server.bytesOfTheNextEndedConnection()).isZero();
        assertThat(submit(client)).isInstanceOf(Accepted.class);
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void theQuestionIsPutOnlyWhenTheConnectionIsThere() {
        AtomicBoolean asked = new AtomicBoolean();
        ProviderClient client = client("http://nowhere.invalid", LONG);

        SubmitOutcome outcome = await(client.submit(BODY, "job-1", () -> !asked.getAndSet(true)));

        assertThat(outcome).isInstanceOf(NotSent.class);
        assertThat(asked).isFalse();
    }

    @Test
    void aQuestionThatBreaksWritesNothing() throws Exception {
        RawServer server = open(RawServer.answering("200 OK", "", ID));

        SubmitOutcome outcome = await(client(server.url(), LONG).submit(BODY, "job-1", () -> {
            throw new IllegalStateException("broken");
        }));

        assertThat(outcome).isInstanceOf(NotSent.class);
        assertThat(server.bytesOfTheNextEndedConnection()).isZero();
    }

    @Test
    void cancellingACallClosesItsConnection() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        RawServer server = open(new RawServer(connection -> {
            connection.readRequest();
            read.countDown();
            connection.readToTheEnd();
        }));
        CompletableFuture<SubmitOutcome> call =
                client(server.url(), LONG).submit(BODY, "job-1", () -> true).subscribeAsCompletionStage();
        assertThat(read.await(20, TimeUnit.SECONDS)).isTrue();

        assertThat(call.cancel(true)).isTrue();

        assertThat(server.bytesOfTheNextEndedConnection()).isPositive();
    }

    @Test
    void aCheckOnAConnectionThatTheServerHasDroppedIsNotRepeatedAndTheNextOneRecovers() throws Exception {
        AtomicBoolean dropped = new AtomicBoolean();
        RawServer server = open(new RawServer(connection -> {
            while (connection.readRequest()) {
                connection.answer("200 OK", "", RUNNING);
                if (!dropped.getAndSet(true)) {
                    return;
                }
            }
        }));
        ProviderClient client = client(server.url(), LONG);
        assertThat(check(client, "t")).isInstanceOf(Running.class);
        assertThat(server.bytesOfTheNextEndedConnection()).isPositive();

        // Whether the client has seen the close by now is a race, and both outcomes are true ones.
        boolean answered = check(client, "t") instanceof Running;

        assertThat(server.requests()).hasSize(answered ? 2 : 1);
        assertThat(check(client, "t")).isInstanceOf(Running.class);
        assertThat(server.requests()).hasSize(answered ? 3 : 2);
    }

    @Test
    void aLargeHeadAndALargeStatusAreRead() {
        String url = "https://upload.apimart.ai/f/" + "x".repeat(5000);
        String body = "{\"data\":{\"status\":\"completed\",\"result\":{\"videos\":[{\"url\":\"" + url + "\"}]}}}";
        RawServer server = open(RawServer.answering("200 OK", "Set-Cookie: " + "c".repeat(16000) + "\r\n", body));

        assertThat(((Completed) check(client(server.url(), LONG), "t")).videos())
                .hasSize(1);
    }

    private RawServer open(RawServer server) {
        opened.add(server);
        return server;
    }

    private ProviderClient client(String url, Duration timeout) {
        return client(ProviderEndpoint.of(url, () -> "sk-key", Optional.of("2026-07-27")), timeout);
    }

    private ProviderClient client(ProviderEndpoint endpoint, Duration timeout) {
        CallLimits limits = new CallLimits(MAX_POSTS, 5, Duration.ofSeconds(5), timeout, timeout);
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-22T12:00:00Z"));
        ProviderClient client = new ProviderClient(vertx, endpoint, limits, clock);
        opened.add(client);
        return client;
    }

    private static SubmitOutcome submit(ProviderClient client) {
        return await(client.submit(BODY, "job-1", () -> true));
    }

    private static StatusOutcome check(ProviderClient client, String taskId) {
        return await(client.check(taskId));
    }

    private static <T> T await(Uni<T> call) {
        return call.await().atMost(Duration.ofSeconds(20));
    }
}
