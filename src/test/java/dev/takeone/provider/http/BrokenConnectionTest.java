package dev.takeone.provider.http;

import static dev.takeone.provider.http.ClientCalls.ID;
import static dev.takeone.provider.http.ClientCalls.LONG;
import static dev.takeone.provider.http.ClientCalls.RUNNING;
import static dev.takeone.provider.http.ClientCalls.SHORT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.StatusOutcome;
import dev.takeone.job.StatusOutcome.Completed;
import dev.takeone.job.StatusOutcome.Running;
import dev.takeone.job.StatusOutcome.Unreadable;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.job.SubmitOutcome.Accepted;
import dev.takeone.job.SubmitOutcome.InDoubt;
import dev.takeone.job.SubmitOutcome.NotSent;
import dev.takeone.job.Video;
import dev.takeone.waiting.Waiting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that break, hang or never come to be, on real sockets: nothing is sent twice behind the caller's back. */
class BrokenConnectionTest {
    /** As far as its only video. */
    private static final String DONE =
            "{\"data\":{\"status\":\"completed\",\"result\":{\"videos\":[{\"url\":[\"https://a/1\"]}";

    @RegisterExtension
    static final ClientCalls calls = new ClientCalls();

    @Test
    void aServerThatReadsAndClosesLeavesTheOnePostInDoubt() {
        RawServer server = calls.open(new RawServer(RawServer.Connection::readRequest));

        assertThat(ClientCalls.submit(calls.client(server.url(), LONG))).isInstanceOf(InDoubt.class);
        assertThat(server.requests()).hasSize(1);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void aServerThatReadsAndResetsLeavesTheOnePostInDoubt() {
        RawServer server = calls.open(new RawServer(connection -> {
            connection.readRequest();
            connection.reset();
        }));

        assertThat(ClientCalls.submit(calls.client(server.url(), LONG))).isInstanceOf(InDoubt.class);
        assertThat(server.requests()).hasSize(1);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void aServerThatClosesAtOnceIsConnectedToOnce() {
        RawServer server = calls.open(new RawServer(RawServer.Connection::close));

        // Whether the client notices before it writes is a race, and both outcomes are true ones.
        assertThat(ClientCalls.submit(calls.client(server.url(), LONG))).isInstanceOfAny(InDoubt.class, NotSent.class);
        assertThat(server.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"cod\r\n",
                "HTTP/1.1 200 OK\r\n\r\n{\"code\":200,\"data\":[{\"task_id\"",
                "",
                "H",
                "HTTP/1.1 200 OK\r\n",
                "HTTP/1.1 200 OK\r\nContent-",
                "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: nine\r\n\r\n",
                "\u0000\u0001 garbage\r\n\r\n",
                "SSH-2.0-OpenSSH_9.6\r\n",
                "HTTP/1.1 100 Continue\r\n\r\n",
                "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 13\r\n\r\n<html></html>"
            })
    void aBrokenAnswerLeavesTheOnePostInDoubtAndACheckUnreadable(String answer) {
        RawServer server = calls.open(new RawServer(connection -> {
            if (connection.readRequest()) {
                connection.write(answer);
            }
        }));
        ProviderClient client = calls.client(server.url(), LONG);

        assertThat(ClientCalls.submit(client)).isInstanceOf(InDoubt.class);
        assertThat(server.requests()).hasSize(1);
        assertThat(ClientCalls.check(client, "t")).isInstanceOf(Unreadable.class);
        assertThat(server.requests()).hasSize(2);
    }

    /** Whatever comes of the rest: this much was paid for, and is known. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"code\":200,\"data\":[{\"task_id\":\"t\"}]",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n14\r\n{\"data\":{\"id\":\"t\"}\r\n",
                "HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 21\r\n\r\n{\"data\":{\"id\":\"t\"}}\n",
                "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{\"data\":{\"id\":\"t\"}}"
            })
    void aTaskThatCanBeSeenIsTakenWhateverElseIsBroken(String answer) {
        RawServer server = calls.open(new RawServer(connection -> {
            if (connection.readRequest()) {
                connection.write(answer);
            }
        }));

        assertThat(ClientCalls.submit(calls.client(server.url(), LONG)))
                .isEqualTo(new Accepted(List.of("t"), false, Optional.empty()));
        assertThat(server.requests()).hasSize(1);
        assertThat(server.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "]}}}", "]}}}\n"})
    void aVideoThatCanBeSeenIsTakenWhereTheAnswerBreaksOff(String rest) {
        RawServer server = calls.open(new RawServer(connection -> {
            if (connection.readRequest()) {
                connection.write("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n" + DONE + rest);
            }
        }));

        cut(ClientCalls.check(calls.client(server.url(), LONG), "t"));
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aVideoThatCanBeSeenIsTakenWhereTheAnswerIsTooSlow() {
        RawServer server = calls.open(new RawServer(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n" + DONE);
            connection.readToTheEnd();
        }));

        cut(ClientCalls.check(calls.client(server.url(), SHORT), "t"));
    }

    @Test
    void aVideoThatCanBeSeenIsTakenWhereTheAnswerIsTooLarge() {
        RawServer large = calls.open(
                RawServer.answering("200 OK", "", DONE + "]}}}" + " ".repeat(ProviderClient.MAX_STATUS_ANSWER)));

        cut(ClientCalls.check(calls.client(large.url(), LONG), "t"));
    }

    private static void cut(StatusOutcome outcome) {
        assertThat(outcome).isInstanceOfSatisfying(Completed.class, done -> {
            assertThat(done.videos()).extracting(Video::url).containsExactly("https://a/1");
            assertThat(done.isCut()).isTrue();
        });
    }

    @Test
    void anAnswerThatIsTooLargeStillNamesItsTask() {
        RawServer large = calls.open(RawServer.answering("200 OK", "", ID + " ".repeat(2 << 20)));

        assertThat(ClientCalls.submit(calls.client(large.url(), LONG))).isInstanceOf(Accepted.class);
    }

    @Test
    void aServerThatNeverAnswersLeavesThePostInDoubtWhenTheTimeIsOver() throws Exception {
        RawServer server = calls.open(new RawServer(connection -> {
            connection.readRequest();
            connection.readToTheEnd();
        }));

        SubmitOutcome outcome = ClientCalls.submit(calls.client(server.url(), SHORT));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        InDoubt.class,
                        doubt -> assertThat(doubt.error().message().orElseThrow())
                                .contains(SHORT.toString()));
        assertThat(server.requests()).hasSize(1);
        // The connection is closed, not left behind: its script has come to an end.
        assertThat(server.bytesOfTheNextEndedConnection()).isPositive();
    }

    @Test
    void anAnswerThatDripsForEverIsCutWhenTheTimeIsOver() {
        CountDownLatch over = new CountDownLatch(1);
        calls.closing(over::countDown);
        RawServer server = calls.open(new RawServer(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (over.getCount() > 0) {
                connection.write("1\r\n \r\n");
                Waiting.pass(Duration.ofMillis(20));
            }
        }));

        assertThat(ClientCalls.submit(calls.client(server.url(), SHORT))).isInstanceOf(InDoubt.class);
        assertThat(ClientCalls.check(calls.client(server.url(), SHORT), "t")).isInstanceOf(Unreadable.class);
    }

    @Test
    void anAnswerThatIsTooLargeIsNotRead() {
        String mebibyte = " ".repeat(1 << 20);
        RawServer server = calls.open(new RawServer(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (int i = 0; i < 64; i++) {
                connection.write("100000\r\n" + mebibyte + "\r\n");
            }
            connection.write("0\r\n\r\n");
        }));
        ProviderClient client = calls.client(server.url(), LONG);

        assertThat(((InDoubt) ClientCalls.submit(client)).error().message().orElseThrow())
                .contains("larger than 1048576 bytes");
        assertThat(((Unreadable) ClientCalls.check(client, "t"))
                        .error()
                        .message()
                        .orElseThrow())
                .contains("larger than 4194304 bytes");
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void anAnswerUpToTheLimitIsRead() {
        String padded = ID + " ".repeat(ProviderClient.MAX_SUBMIT_ANSWER - ID.length());
        assertThat(ClientCalls.submit(calls.client(
                        calls.open(RawServer.answering("200 OK", "", padded)).url(), LONG)))
                .isInstanceOf(Accepted.class);
    }

    @Test
    void aRefusedConnectionIsNotSent() throws IOException {
        String url;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            url = "http://127.0.0.1:" + free.getLocalPort();
        }
        assertThat(ClientCalls.submit(calls.client(url, LONG))).isInstanceOf(NotSent.class);
        assertThat(ClientCalls.check(calls.client(url, LONG), "t")).isInstanceOf(StatusOutcome.NotSent.class);
    }

    @Test
    void anUnknownHostIsNotSent() {
        ProviderClient client =
                calls.client(ClientCalls.endpoint("http://provider.test"), LONG, ClientCalls.KNOWS_NOBODY);
        assertThat(ClientCalls.submit(client)).isInstanceOf(NotSent.class);
        assertThat(ClientCalls.check(client, "t")).isInstanceOf(StatusOutcome.NotSent.class);
    }

    @Test
    void aFailedTlsHandshakeIsNotSent() {
        RawServer server =
                calls.open(new RawServer(connection -> connection.write("HTTP/1.1 400 Bad Request\r\n\r\n")));

        assertThat(ClientCalls.submit(calls.client(server.url().replace("http:", "https:"), LONG)))
                .isInstanceOf(NotSent.class);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aTlsHandshakeThatNeverEndsIsNotSent() {
        RawServer server = calls.open(new RawServer(RawServer.Connection::readToTheEnd));

        assertThat(ClientCalls.submit(calls.client(server.url().replace("http:", "https:"), SHORT)))
                .isInstanceOf(NotSent.class);
    }

    @Test
    void aCheckOnAConnectionThatTheServerHasDroppedIsNotRepeatedAndTheNextOneRecovers() throws Exception {
        AtomicBoolean dropped = new AtomicBoolean();
        RawServer server = calls.open(new RawServer(connection -> {
            while (connection.readRequest()) {
                connection.answer("200 OK", "", RUNNING);
                if (!dropped.getAndSet(true)) {
                    return;
                }
            }
        }));
        ProviderClient client = calls.client(server.url(), LONG);
        assertThat(ClientCalls.check(client, "t")).isInstanceOf(Running.class);
        assertThat(server.bytesOfTheNextEndedConnection()).isPositive();

        // Whether the client has seen the close by now is a race, and both outcomes are true ones.
        boolean answered = ClientCalls.check(client, "t") instanceof Running;

        assertThat(server.requests()).hasSize(answered ? 2 : 1);
        assertThat(ClientCalls.check(client, "t")).isInstanceOf(Running.class);
        assertThat(server.requests()).hasSize(answered ? 3 : 2);
    }

    @Test
    void aLargeHeadAndALargeStatusAreRead() {
        String url = "https://upload.apimart.ai/f/" + "x".repeat(5000);
        String body = "{\"data\":{\"status\":\"completed\",\"result\":{\"videos\":[{\"url\":\"" + url + "\"}]}}}";
        RawServer server = calls.open(RawServer.answering("200 OK", "Set-Cookie: " + "c".repeat(16000) + "\r\n", body));

        assertThat(((Completed) ClientCalls.check(calls.client(server.url(), LONG), "t")).videos())
                .hasSize(1);
    }

    /** The server keeps the connection, and drops it later: a client that used it again could not tell what was read. */
    @Test
    void aPostNeverGoesOverAConnectionThatWasUsedBefore() throws Exception {
        RawServer server = calls.open(new RawServer(connection -> {
            if (connection.readRequest()) {
                connection.answer("200 OK", "Connection: keep-alive\r\n", ID);
                connection.readToTheEnd();
            }
        }));
        ProviderClient client = calls.client(server.url(), LONG);

        for (int call = 1; call <= 3; call++) {
            assertThat(ClientCalls.submit(client)).isInstanceOf(Accepted.class);
            assertThat(server.requests()).hasSize(call);
            assertThat(server.connections()).isEqualTo(call);
            assertThat(server.bytesOfTheNextEndedConnection()).isPositive();
        }
    }

    @Test
    void aPostToAServerThatDropsKeptConnectionsIsStillOneRequest() {
        AtomicInteger calls = new AtomicInteger();
        RawServer server = BrokenConnectionTest.calls.open(new RawServer(connection -> {
            connection.readRequest();
            if (calls.incrementAndGet() != 2) {
                connection.answer("200 OK", "Connection: keep-alive\r\n", ID);
            }
        }));
        ProviderClient client = BrokenConnectionTest.calls.client(server.url(), LONG);

        assertThat(ClientCalls.submit(client)).isInstanceOf(Accepted.class);
        assertThat(ClientCalls.submit(client)).isInstanceOf(InDoubt.class);
        assertThat(ClientCalls.submit(client)).isInstanceOf(Accepted.class);
        assertThat(server.requests()).hasSize(3);
    }

    /** An acceptance that comes after the time is over is nobody's answer any more; the doubt covers it. */
    @Test
    void anAnswerThatComesTooLateLeavesTheOnePostInDoubt() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        RawServer server = calls.open(new RawServer(connection -> {
            connection.readRequest();
            over.await();
            connection.answer("200 OK", "", ID);
        }));

        assertThat(ClientCalls.submit(calls.client(server.url(), SHORT))).isInstanceOf(InDoubt.class);
        over.countDown();
        assertThat(server.bytesOfTheNextEndedConnection()).isPositive();
        assertThat(server.requests()).hasSize(1);
        assertThat(server.connections()).isEqualTo(1);
    }
}
