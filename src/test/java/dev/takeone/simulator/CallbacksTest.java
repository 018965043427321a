package dev.takeone.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.waiting.Waiting;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallbacksTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Duration SHORT = Duration.ofMillis(5);

    private final Vertx vertx = Vertx.vertx();
    private final Ledger ledger = new Ledger();
    private final Callbacks callbacks = new Callbacks(vertx, ledger, List.of(SHORT, SHORT, SHORT));
    private final List<String> paths = new CopyOnWriteArrayList<>();
    private final List<JsonObject> bodies = new CopyOnWriteArrayList<>();
    private final Queue<Integer> answers = new ArrayDeque<>();
    private String address = "";

    @BeforeEach
    void listen() {
        HttpServer server = vertx.createHttpServer()
                .requestHandler(call -> call.body().onSuccess(body -> {
                    paths.add(call.path());
                    bodies.add(body.toJsonObject());
                    call.response()
                            .setStatusCode(Optional.ofNullable(answers.poll()).orElse(204))
                            .end();
                }));
        address = "http://127.0.0.1:"
                + server.listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join()
                        .actualPort()
                + "/hooks/token/";
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void theEndOfATaskIsCalledOutAsTheStatusQueryTellsIt() {
        promise(Map.of());
        awaitCalls(1);

        assertThat(paths).containsExactly("/hooks/token/callback");
        assertThat(bodies.getFirst().getString("status")).isEqualTo("completed");
        assertThat(bodies.getFirst().getString("id")).isEqualTo("task_1");
    }

    @Test
    void aServerErrorIsCalledAgainThreeTimesAtMost() {
        answers.addAll(List.of(503, 500, 502, 500, 500));
        promise(Map.of());
        awaitCalls(4);
        address = address.replace("token", "other");
        promise(Map.of(Fault.Trait.CALLBACK_LATE, 100));
        awaitCalls(5);

        assertThat(paths.get(4)).as("the next call").isEqualTo("/hooks/other/callback");
        assertThat(ledger.callbacks().subList(0, 4)).containsExactly(503, 500, 502, 500);
    }

    @Test
    void whatIsRefusedIsGivenUp() {
        answers.add(404);
        promise(Map.of());
        awaitCalls(1);
        promise(Map.of());
        awaitCalls(2);

        assertThat(ledger.callbacks()).containsExactly(404, 204);
    }

    @Test
    void aCallIsLostDoubledAndForgedOnDemand() {
        promise(Map.of(Fault.Trait.CALLBACK_LOST, 0));
        promise(Map.of(Fault.Trait.CANCELLED, 0));
        promise(Map.of(Fault.Trait.CALLBACK_TWICE, 0));
        awaitCalls(2);
        promise(Map.of(Fault.Trait.CALLBACK_FORGED, 0));
        awaitCalls(4);

        assertThat(bodies).extracting(body -> body.getString("status")).containsOnlyOnce("failed");
    }

    private void promise(Map<Fault.Trait, Integer> traits) {
        callbacks.promise(address, new SimulatedTask("task_1", "m", NOW, Duration.ofMillis(3), 1, traits), NOW);
    }

    private void awaitCalls(int count) {
        Waiting.until(count + " answers", () -> ledger.callbacks().size() >= count);
    }
}
