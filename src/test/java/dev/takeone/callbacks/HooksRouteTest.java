package dev.takeone.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.logs.LogLines;
import dev.takeone.waiting.Waiting;
import dev.takeone.worker.CallbackOutcome;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The door to the internet: the right code for anything that comes, and nothing told or kept of it. */
class HooksRouteTest {
    private static final String JOB = "0123456789abcdef0123456789abcdef";
    private static final Seal SEAL = new Seal(List.of("s".repeat(32)));
    private static final String TOKEN = SEAL.token(2, JOB);
    private static final String SEALED = TOKEN.substring(TOKEN.lastIndexOf('.') + 1);
    private static final String INSIDE = "inside";
    private static final Hooks.Recipient NOBODY = new Hooks.Recipient() {
        @Override
        public void woken(int partition, Collection<String> jobIds) {}

        @Override
        public void broken(Throwable error) {}
    };

    @RegisterExtension
    final LogLines log = new LogLines("");

    @RegisterExtension
    final LogLines own = new LogLines("dev.takeone");

    /** One that says nothing of a busy machine: what is logged here is of the calls. */
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setMaxEventLoopExecuteTime(Waiting.AT_MOST.toNanos()));

    private final List<CallbackOutcome> counted = new CopyOnWriteArrayList<>();
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final Hooks hooks =
            new Hooks(Optional.of(new Webhook("https://hooks.example.com/hooks", SEAL)), counted::add);
    private int port;

    @BeforeEach
    void listen() {
        Router router = Router.router(vertx);
        router.get("/q/metrics").handler(call -> call.response().end(INSIDE));
        new HooksRoute(() -> hooks, Waiting.AT_MOST).add(router);
        HttpServer server = vertx.createHttpServer().requestHandler(router);
        port = server.listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    @AfterEach
    void close() {
        hooks.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void start() {
        hooks.start(
                new WakeWriter("callbacks", () -> producer, NOBODY::broken),
                new CallbackFollower("callbacks", () -> new MockConsumer<>("latest"), InstantSource.system(), NOBODY));
    }

    @Test
    void aCallWakesItsJob() throws IOException {
        start();

        assertThat(status(post("/hooks/" + TOKEN + "/callback", "{\"status\":\"completed\"}")))
                .isEqualTo(204);

        ProducerRecord<byte[], byte[]> written = producer.history().getFirst();
        assertThat(written.partition()).isEqualTo(2);
        assertThat(written.topic()).isEqualTo("callbacks");
        assertThat(new String(written.key(), StandardCharsets.US_ASCII)).isEqualTo(JOB);
        assertThat(written.value()).isEmpty();
        Waiting.until("the call to be counted", () -> !counted.isEmpty());
        assertThat(counted).containsExactly(CallbackOutcome.WRITTEN);
    }

    @Test
    void nothingElseIsServed() throws IOException {
        start();
        String other = new Seal(List.of("t".repeat(32))).token(2, JOB);
        for (String path : List.of(
                "/hooks",
                "/hooks/",
                "/hooks/" + TOKEN,
                "/hooks/" + TOKEN + "/",
                "/hooks/" + TOKEN + "/callback/",
                "/hooks//" + TOKEN + "/callback",
                "/hooks/" + TOKEN + "/callback/callback",
                "/hooks/" + TOKEN + "%00/callback",
                "/hooks/" + other + "/callback",
                "/HOOKS/" + TOKEN + "/callback",
                "/hooks/../q/metrics",
                "/hooks/%2e%2e/q/metrics",
                "/hooks/..%2fq/metrics",
                "//hooks/../q/metrics",
                "/%68ooks/../q/metrics",
                "/hooks\\..\\q\\metrics",
                "/hooks;a/../q/metrics")) {
            for (String method : List.of("POST", "GET", "PUT", "OPTIONS", "PURGE")) {
                String answer = call(method + " " + path + " HTTP/1.1", "", "");
                assertThat(status(answer)).as(method + " " + path).isEqualTo(404);
                assertThat(answer).doesNotContain(INSIDE);
            }
        }
        assertThat(status(call("GET /hooks/" + TOKEN + "/callback HTTP/1.1", "", "")))
                .isEqualTo(404);
        assertThat(producer.history()).isEmpty();
        assertThat(call("GET /q/metrics HTTP/1.1", "", "")).contains(INSIDE);
    }

    @Test
    void aLargeBodyIsNotRead() throws IOException {
        start();
        String path = "/hooks/" + TOKEN + "/callback";

        assertThat(status(post(path, "x".repeat(HooksRoute.MOST_BYTES)))).isEqualTo(204);
        assertThat(status(post(path, "x".repeat(HooksRoute.MOST_BYTES + 1)))).isEqualTo(413);
        String chunk = "8000\r\n" + "x".repeat(0x8000) + "\r\n";
        assertThat(status(call(
                        "POST " + path + " HTTP/1.1", "Transfer-Encoding: chunked\r\n", chunk.repeat(9) + "0\r\n\r\n")))
                .isEqualTo(413);
        assertThat(producer.history()).hasSize(1);
    }

    @Test
    void halfACallIsNone() throws IOException {
        start();
        try (Socket socket = open()) {
            send(socket, "POST /hooks/" + TOKEN + "/callback HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n12345");
        }

        Waiting.until("the call to be counted", () -> !counted.isEmpty());
        assertThat(counted).containsExactly(CallbackOutcome.BROKEN);
        assertThat(producer.history()).isEmpty();
    }

    @Test
    void whereKafkaIsAwayTheProviderIsToCallAgain() throws IOException {
        assertThat(status(post("/hooks/" + TOKEN + "/callback", ""))).isEqualTo(503);
        producer.sendException = new TimeoutException("no broker");
        start();
        assertThat(status(post("/hooks/" + TOKEN + "/callback", ""))).isEqualTo(503);
        producer.sendException = null;
        Waiting.until("both calls to be counted", () -> counted.size() == 2);
        assertThat(counted).containsExactly(CallbackOutcome.AWAY, CallbackOutcome.AWAY);
    }

    @Test
    void thoseThatAreTooManyAreToCallAgainAndLockOutNobodyForEver() throws IOException {
        start();
        List<Socket> open = new ArrayList<>();
        for (int each = 0; each < HooksRoute.MOST_OPEN; each++) {
            Socket socket = open();
            send(socket, "POST /hooks/" + TOKEN + "/callback HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n12345");
            open.add(socket);
        }
        Waiting.until("one to be refused", () -> refused() == 503);
        for (Socket socket : open) {
            socket.close();
        }

        Waiting.until("one to be taken", () -> refused() == 204);
    }

    private int refused() {
        try {
            return status(post("/hooks/" + TOKEN + "/callback", ""));
        } catch (IOException reset) {
            throw new AssertionError(reset);
        }
    }

    /** Whatever the bytes are: no code but these, nothing from inside, nothing in the log, no wake-up. */
    @Test
    void anyBytesAtAnyPathAreAnsweredAndLeaveNoTrace() throws IOException {
        start();
        Random chance = new Random(42);
        String[] parts = {
            "/",
            "hooks",
            "/hooks/",
            TOKEN,
            "callback",
            "/callback",
            "..",
            "%2e",
            "%",
            "?",
            "#",
            "q/metrics",
            "\\",
            ";",
            ".",
            JOB,
            "%00",
            "é",
            "+",
            "2.",
            "SECRETPATH"
        };
        for (int each = 0; each < 600; each++) {
            StringBuilder path = new StringBuilder(
                    List.of("/hooks/", "/hooks", "//hooks/", "/%68ooks/").get(chance.nextInt(4)));
            for (int part = chance.nextInt(6); part > 0; part--) {
                path.append(parts[chance.nextInt(parts.length)]);
            }
            byte[] bytes = new byte[chance.nextInt(300)];
            chance.nextBytes(bytes);
            String body = "SECRETBODY" + new String(bytes, StandardCharsets.ISO_8859_1);
            String answer = call(
                    (chance.nextBoolean() ? "POST " : "GET ") + path + " HTTP/1.1",
                    "X-Secret: SECRETHEADER\r\nContent-Length: " + body.length() + "\r\n",
                    body);
            assertThat(status(answer)).as(path.toString()).isIn(204, 404);
            if (status(answer) == 204) {
                assertThat(path.toString()).startsWith("/hooks/" + TOKEN + "/callback");
            }
            assertThat(answer).doesNotContain("SECRET").doesNotContain(INSIDE).doesNotContainIgnoringCase("exception");
        }
        assertThatNothingIsLoggedOfIt();
        assertThat(status(post("/hooks/" + TOKEN + "/callback", ""))).isEqualTo(204);
    }

    /** What is no HTTP, or hardly: answered or hung up, and that is all. */
    @Test
    void bytesThatAreNoCallLeaveNoTrace() throws IOException {
        start();
        Random chance = new Random(43);
        List<String> begins =
                List.of("", "POST ", "POST /hooks/", "POST /hooks/" + TOKEN + "/callback", "\u0016\u0003\u0001");
        for (int each = 0; each < 100; each++) {
            byte[] bytes = new byte[1 + chance.nextInt(200)];
            chance.nextBytes(bytes);
            String noise = "SECRET" + new String(bytes, StandardCharsets.ISO_8859_1);
            String answer = raw(begins.get(chance.nextInt(begins.size())) + noise + "\r\n\r\n");

            assertThat(status(answer)).as(answer).isIn(0, 400, 404, 414, 431, 501);
            assertThat(answer).doesNotContain("SECRET").doesNotContain(INSIDE).doesNotContainIgnoringCase("exception");
        }
        assertThatNothingIsLoggedOfIt();
        assertThat(producer.history()).isEmpty();
        assertThat(status(post("/hooks/" + TOKEN + "/callback", ""))).isEqualTo(204);
    }

    /**
     * Also where operators look at DEBUG, as they are told to. The router tells each path at TRACE, which is left out of a
     * packaged worker when it is built.
     */
    private void assertThatNothingIsLoggedOfIt() {
        Logger.getLogger(HooksRoute.class).trace("a line at the lowest level");
        assertThat(own.lines())
                .contains("TRACE a line at the lowest level")
                .noneMatch(HooksRouteTest::tellsWhatWasSent);
        assertThat(log.lines())
                .filteredOn(line -> !line.startsWith("TRACE"))
                .allMatch(line -> line.startsWith("DEBUG"))
                .noneMatch(HooksRouteTest::tellsWhatWasSent);
    }

    private static boolean tellsWhatWasSent(String line) {
        String told = line.toLowerCase(Locale.ROOT);
        return Stream.of("SECRET", SEALED, "hooks/", "%68ooks", "/callback")
                .anyMatch(sent -> told.contains(sent.toLowerCase(Locale.ROOT)));
    }

    private String raw(String bytes) throws IOException {
        try (Socket socket = open()) {
            send(socket, bytes);
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (SocketException reset) {
            return "reset";
        }
    }

    private String post(String path, String body) throws IOException {
        return call("POST " + path + " HTTP/1.1", "Content-Length: " + body.length() + "\r\n", body);
    }

    private String call(String line, String headers, String body) throws IOException {
        try (Socket socket = open()) {
            send(socket, line + "\r\nHost: a\r\nConnection: close\r\n" + headers + "\r\n" + body);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (SocketException reset) {
            return "reset";
        }
    }

    private Socket open() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static int status(@Nullable String answer) {
        return answer != null && answer.startsWith("HTTP/1.1 ") ? Integer.parseInt(answer.substring(9, 12)) : 0;
    }
}
