package dev.takeone.console.web;

import dev.takeone.console.view.ConsoleState;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/**
 * Tells open pages that something has changed, and nothing more: they fetch what they show, at their own pace. So a stream
 * costs a line a second, however many there are; one that does not read is passed over, and who may not look any more is
 * cut off.
 */
final class Live {
    /** Twice as often as a page has to see a change. */
    private static final long PAUSE_MS = 1_000;

    /** So that nobody between here and the browser takes the stream for dead, and a session's end is seen. */
    private static final int BEATS = 15;

    private static final int MOST = 500;

    private final ConsoleState state;
    private final Map<HttpServerResponse, Predicate<Instant>> streams = new ConcurrentHashMap<>();
    private final AtomicBoolean changed = new AtomicBoolean();
    private final ConsoleState.Subscription subscription;
    private final Vertx vertx;
    private final InstantSource clock;
    private final long timer;
    private int beat;

    Live(ConsoleState state, Vertx vertx, InstantSource clock) {
        this.state = state;
        this.clock = clock;
        this.vertx = vertx;
        this.subscription = state.listen(() -> changed.set(true));
        this.timer = vertx.setPeriodic(PAUSE_MS, tick -> tell());
    }

    /**
     * Begins a stream.
     *
     * @param may whether its reader may look still
     * @return whether there was room for it
     */
    boolean add(HttpServerResponse response, Predicate<Instant> may) {
        if (streams.size() >= MOST) {
            return false;
        }
        response.setChunked(true).putHeader("Content-Type", "text/event-stream");
        response.closeHandler(gone -> streams.remove(response));
        response.exceptionHandler(gone -> streams.remove(response));
        streams.put(response, may);
        response.write("retry: 3000\n\n");
        return true;
    }

    private void tell() {
        beat = (beat + 1) % BEATS;
        boolean news = changed.getAndSet(false);
        String text = news ? "event: changed\ndata: " + state.changes() + "\n\n" : ": still here\n\n";
        if (news || beat == 0) {
            for (Iterator<Map.Entry<HttpServerResponse, Predicate<Instant>>> each =
                            streams.entrySet().iterator();
                    each.hasNext(); ) {
                Map.Entry<HttpServerResponse, Predicate<Instant>> stream = each.next();
                if (beat == 0 && !stream.getValue().test(clock.instant())) {
                    each.remove();
                    stream.getKey().end();
                } else if (!stream.getKey().writeQueueFull()) {
                    stream.getKey().write(text);
                }
            }
        }
    }

    void close() {
        vertx.cancelTimer(timer);
        subscription.close();
        streams.keySet().forEach(HttpServerResponse::end);
    }
}
