package dev.takeone.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.waiting.Waiting;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The streams of open pages, each round of which comes to all of them. */
class LiveTest {
    private static final int A_BEAT = 15;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong rounds = new AtomicLong();

    /** Who may look is asked with the time, which is another in each round. */
    private final Live live = new Live(new MadeUp(), vertx, () -> MadeUp.AT.plusSeconds(rounds.incrementAndGet()));

    private final List<String> ended = new CopyOnWriteArrayList<>();

    @AfterEach
    void end() throws Exception {
        live.close();
        Waiting.done(vertx.close().toCompletionStage().toCompletableFuture());
    }

    private static RuntimeException gone() {
        return new IllegalStateException("Response is closed");
    }

    /** A stream that cannot be ended any more where its name is that. */
    private HttpServerResponse stream(String name) {
        return (HttpServerResponse) Proxy.newProxyInstance(
                HttpServerResponse.class.getClassLoader(),
                new Class<?>[] {HttpServerResponse.class},
                (self, call, given) -> switch (call.getName()) {
                    case "hashCode" -> System.identityHashCode(self);
                    case "equals" -> System.identityHashCode(self) == System.identityHashCode(given[0]);
                    case "writeQueueFull" -> false;
                    case "end" -> {
                        ended.add(name);
                        throw gone();
                    }
                    default -> call.getReturnType() == Future.class ? Future.succeededFuture() : self;
                });
    }

    private void beat() {
        vertx.runOnContext(_now -> IntStream.range(0, A_BEAT).forEach(_second -> live.tell()));
    }

    @Test
    void aStreamThatCannotBeEndedKeepsNoOtherOpen() {
        List<String> names = List.of("a", "b", "c");
        List<Instant> asked = new CopyOnWriteArrayList<>();
        names.forEach(name -> live.add(stream(name), now -> !asked.add(now)));
        beat();

        Waiting.until("their ends", () -> ended.size() == names.size());
        assertThat(ended).containsExactlyInAnyOrderElementsOf(names);
        assertThat(asked).as("all in one round").hasSize(names.size()).containsOnly(asked.getFirst());
    }

    @Test
    void aReaderOfWhomNothingCanBeToldKeepsNoOtherStreamOpen() {
        live.add(stream("a"), _now -> {
            throw new IllegalStateException("no file");
        });
        // Some of them come after it in whatever order they are asked.
        List<String> others =
                IntStream.range(0, 20).mapToObj(number -> "other " + number).toList();
        others.forEach(name -> live.add(stream(name), _now -> false));
        beat();

        Waiting.until("their ends", () -> ended.containsAll(others));
    }

    @Test
    void whoMayLookIsNotAskedOnAnEventLoop() throws Exception {
        CompletableFuture<Boolean> onLoop = new CompletableFuture<>();
        live.add(stream("a"), _now -> onLoop.complete(Context.isOnEventLoopThread()));
        beat();

        assertThat(Waiting.done(onLoop)).isFalse();
    }
}
