package dev.takeone.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.waiting.Waiting;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The streams of open pages, each round of which comes to all of them. */
class LiveTest {
    private static final int A_BEAT = 15;

    private final Vertx vertx = Vertx.vertx();
    private final Live live = new Live(new MadeUp(), vertx, InstantSource.system());
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
        names.forEach(name -> live.add(stream(name), _now -> false));
        beat();

        Waiting.until("their ends", () -> ended.size() == names.size());
        assertThat(ended).containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void aReaderOfWhomNothingCanBeToldKeepsNoOtherStreamOpen() {
        live.add(stream("a"), _now -> {
            throw new IllegalStateException("no file");
        });
        live.add(stream("b"), _now -> false);
        beat();

        Waiting.until("its end", () -> ended.contains("b"));
    }

    @Test
    void whoMayLookIsNotAskedOnAnEventLoop() throws Exception {
        CompletableFuture<Boolean> onLoop = new CompletableFuture<>();
        live.add(stream("a"), _now -> onLoop.complete(Context.isOnEventLoopThread()));
        beat();

        assertThat(Waiting.done(onLoop)).isFalse();
    }
}
