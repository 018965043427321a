package dev.takeone.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.waiting.Waiting;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who calls when, by timers of the test's own. */
class CallbacksTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Duration LIFE = Duration.ofSeconds(3);
    private static final Duration A_MOMENT = Duration.ofMillis(1);

    /** Before each repeat, as the provider's page says. */
    private static final List<Duration> PAUSES =
            List.of(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(60));

    private final Vertx vertx = Vertx.vertx();
    private final Ledger ledger = new Ledger();
    private final Alarm alarm = new Alarm();

    /** By one connection, so that calls come in the order in which they are made. */
    private final HttpClient client = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(1));

    private final Callbacks callbacks = new Callbacks(client, ledger, Waiting.AT_MOST, alarm);
    private final List<String> paths = new CopyOnWriteArrayList<>();
    private final List<JsonObject> bodies = new CopyOnWriteArrayList<>();

    /** What the next calls are answered; 204 where nothing is said. */
    private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();

    private volatile boolean silent;
    private String server = "";

    /** Goes off when the test lets the time pass. */
    private static final class Alarm implements Callbacks.Timers {
        private final List<Duration> asked = new ArrayList<>();
        private final List<Due> due = new ArrayList<>();
        private Duration now = Duration.ZERO;

        private record Due(Duration at, Runnable then) {}

        @Override
        public synchronized void in(Duration time, Runnable then) {
            asked.add(time);
            due.add(new Due(now.plus(time), then));
        }

        synchronized void pass(Duration time) {
            now = now.plus(time);
            List<Due> over =
                    due.stream().filter(each -> each.at().compareTo(now) <= 0).toList();
            due.removeAll(over);
            over.forEach(each -> each.then().run());
        }

        /** How often it is still to go off. */
        synchronized int left() {
            return due.size();
        }

        /** After how long it was to go off, each time. */
        synchronized List<Duration> asked() {
            return List.copyOf(asked);
        }
    }

    @BeforeEach
    void listen() {
        HttpServer listening = vertx.createHttpServer()
                .requestHandler(call -> call.body().onSuccess(body -> {
                    // Whoever waits for the path has the body then.
                    bodies.add(body.toJsonObject());
                    paths.add(call.path());
                    if (!silent) {
                        call.response()
                                .setStatusCode(
                                        Optional.ofNullable(answers.poll()).orElse(204))
                                .end();
                    }
                }));
        server = "http://127.0.0.1:"
                + listening
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join()
                        .actualPort();
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void theEndOfATaskIsCalledOutAsTheStatusQueryTellsItAndNotBefore() {
        promise("token", Map.of());
        alarm.pass(LIFE.minus(A_MOMENT));
        assertThat(alarm.left()).isEqualTo(1);
        alarm.pass(A_MOMENT);
        awaitCalls(1);
        last();

        assertThat(paths).containsExactly("/hooks/token/callback", "/hooks/last/callback");
        assertThat(bodies.getFirst().getString("status")).isEqualTo("completed");
        assertThat(bodies.getFirst().getString("id")).isEqualTo("task_1");
    }

    @Test
    void aServerErrorIsCalledAgainAfterEachPauseAndThenNoMore() {
        answers.addAll(List.of(503, 500, 502, 500));
        promise("token", Map.of());
        repeatedToTheEnd();

        assertThat(ledger.callbacks()).containsExactly(503, 500, 502, 500);
    }

    @Test
    void whoDoesNotAnswerIsCalledAgainAfterEachPauseAndThenNoMore() {
        silent = true;
        promise(new Callbacks(client, ledger, Duration.ofMillis(250), alarm), "token", Map.of());
        repeatedToTheEnd();

        assertThat(ledger.callbacks()).containsExactly(0, 0, 0, 0);
    }

    private void repeatedToTheEnd() {
        alarm.pass(LIFE);
        for (int each = 0; each < PAUSES.size(); each++) {
            awaitCalls(each + 1);
            assertThat(alarm.asked()).last().isEqualTo(PAUSES.get(each));
            alarm.pass(PAUSES.get(each));
        }
        awaitCalls(PAUSES.size() + 1);
        assertThat(alarm.left()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 413, 499})
    void whatIsRefusedIsGivenUp(int refused) {
        answers.add(refused);
        promise("token", Map.of());
        alarm.pass(LIFE);
        awaitCalls(1);

        assertThat(alarm.left()).isZero();
        assertThat(ledger.callbacks()).containsExactly(refused);
    }

    @Test
    void aCallIsLostDoubledAndForgedOnDemand() {
        promise("forged", Map.of(Fault.Trait.CALLBACK_FORGED, 0));
        awaitCalls(1);
        promise("lost", Map.of(Fault.Trait.CALLBACK_LOST, 0));
        promise("cancelled", Map.of(Fault.Trait.CANCELLED, 0));
        promise("twice", Map.of(Fault.Trait.CALLBACK_TWICE, 0));
        alarm.pass(LIFE);
        last();

        assertThat(paths)
                .containsExactly(
                        "/hooks/forged/callback",
                        "/hooks/forged/callback",
                        "/hooks/twice/callback",
                        "/hooks/twice/callback",
                        "/hooks/last/callback");
        assertThat(bodies)
                .extracting(body -> body.getString("status"))
                .containsExactly("failed", "completed", "completed", "completed", "completed");
    }

    @Test
    void aCallIsLateOnDemandAndComesNotBefore() {
        promise("late", Map.of(Fault.Trait.CALLBACK_LATE, 700));
        alarm.pass(LIFE.plusMillis(699));
        assertThat(alarm.left()).isEqualTo(1);
        alarm.pass(A_MOMENT);
        awaitCalls(1);
        last();

        assertThat(paths).containsExactly("/hooks/late/callback", "/hooks/last/callback");
    }

    @Test
    void whatIsNotCalledWhileNobodyIsIsNotMadeUpForLater() {
        callbacks.silence(true);
        promise("silenced", Map.of());
        alarm.pass(LIFE);
        callbacks.silence(false);
        last();

        assertThat(paths).containsExactly("/hooks/last/callback");
    }

    /** When it comes, every other that was made before has come. */
    private void last() {
        promise("last", Map.of());
        alarm.pass(LIFE);
        Waiting.until("the last call", () -> paths.contains("/hooks/last/callback"));
    }

    private void promise(String token, Map<Fault.Trait, Integer> traits) {
        promise(callbacks, token, traits);
    }

    private void promise(Callbacks by, String token, Map<Fault.Trait, Integer> traits) {
        by.promise(server + "/hooks/" + token + "/", new SimulatedTask("task_1", "m", NOW, LIFE, 1, traits), NOW);
    }

    private void awaitCalls(int count) {
        Waiting.until(count + " answers", () -> ledger.callbacks().size() >= count);
    }
}
