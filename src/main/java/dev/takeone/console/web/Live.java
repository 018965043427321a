package dev.takeone.console.web;

import dev.takeone.console.view.ConsoleState;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

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

    private static final Logger LOG = Logger.getLogger(Live.class);

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

    void tell() {
        beat = (beat + 1) % BEATS;
        boolean news = changed.getAndSet(false);
        String text = news ? "event: changed\ndata: " + state.changes() + "\n\n" : ": still here\n\n";
        if (news || beat == 0) {
            streams.keySet()
                    .forEach(stream -> guarded(stream, () -> {
                        if (!stream.writeQueueFull()) {
                            stream.write(text);
                        }
                    }));
        }
        if (beat == 0) {
            // Who may look is read from a file and reckoned, for each of them: nothing for an event loop.
            vertx.executeBlocking(this::cutOff)
                    .onFailure(bug -> LOG.error("Streams whose readers may not look any more were not ended", bug));
        }
    }

    /** Ends the streams of those who may not look any more; how many are left. */
    private int cutOff() {
        Instant now = clock.instant();
        streams.forEach((stream, may) -> guarded(stream, () -> {
            if (!may.test(now)) {
                streams.remove(stream);
                stream.end();
            }
        }));
        return streams.size();
    }

    /** One that fails, as it does whose reader has just gone, keeps no other from its turn, and has none any more. */
    private void guarded(HttpServerResponse stream, Runnable turn) {
        try {
            turn.run();
        } catch (RuntimeException failed) {
            LOG.debug("A stream of changes has failed", failed);
            streams.remove(stream);
        }
    }

    void close() {
        vertx.cancelTimer(timer);
        subscription.close();
        streams.keySet().forEach(stream -> guarded(stream, stream::end));
        streams.clear();
    }
}
