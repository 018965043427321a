package dev.takeone.callbacks;

import dev.takeone.worker.CallbackOutcome;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code POST /hooks/<token>/callback}, and nothing else under {@code /hooks}: that alone is open to the internet. What is
 * sent is counted, and forgotten as it comes.
 */
@ApplicationScoped
public class HooksRoute {
    static final int MOST_BYTES = 256 * 1024;

    /** Calls that are open at once. */
    static final int MOST_OPEN = 256;

    /** For a call as a whole: the provider gives it up after ten seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Before every other route. */
    private static final int FIRST = Integer.MIN_VALUE;

    private static final Pattern CALL = Pattern.compile("/hooks/([^/]{1,100})/callback");
    private static final Pattern ESCAPED = Pattern.compile("%([0-9a-fA-F]{2})");
    private static final Pattern SLASHES = Pattern.compile("[/\\\\]+");
    /** Not only what is under it: no rule of an ingress is relied on to end at the slash. */
    private static final Pattern OURS = Pattern.compile("/hooks.*", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    private final Provider<Hooks> hooks;
    private final Duration patience;
    private final AtomicInteger open = new AtomicInteger();

    @Inject
    HooksRoute(Provider<Hooks> hooks) {
        this(hooks, PATIENCE);
    }

    HooksRoute(Provider<Hooks> hooks, Duration patience) {
        this.hooks = hooks;
        this.patience = patience;
    }

    void add(@Observes Router router) {
        router.route().order(FIRST).handler(this::look);
    }

    /** A path that only looks as if it were under {@code /hooks}, as seen from outside, must lead to nothing else. */
    private void look(RoutingContext call) {
        String path = Optional.ofNullable(call.request().path()).orElse("");
        if (OURS.matcher(SLASHES.matcher(decoded(path)).replaceAll("/")).matches()) {
            take(call.request(), path);
        } else {
            call.next();
        }
    }

    /** What can be decoded, so that nothing else keeps it from being seen. */
    private static String decoded(String path) {
        return ESCAPED.matcher(path)
                .replaceAll(each ->
                        Matcher.quoteReplacement(Character.toString((char) Integer.parseInt(each.group(1), 16))));
    }

    private void take(HttpServerRequest request, String path) {
        Matcher parts = CALL.matcher(path);
        Optional<Seal.Named> named = request.method().equals(HttpMethod.POST) && parts.matches()
                ? hooks.get().open(parts.group(1))
                : Optional.empty();
        Call call = new Call(request);
        if (named.isEmpty()) {
            call.end(CallbackOutcome.UNKNOWN);
        } else if (tellsTooMuch(request)) {
            call.end(CallbackOutcome.TOO_LARGE);
        } else if (open.incrementAndGet() > MOST_OPEN) {
            open.decrementAndGet();
            call.end(CallbackOutcome.BUSY);
        } else {
            call.read(named.get());
        }
    }

    private static boolean tellsTooMuch(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length != null && Long.parseLong(length.strip()) > MOST_BYTES;
        } catch (NumberFormatException none) {
            return true;
        }
    }

    private static int status(CallbackOutcome outcome) {
        return switch (outcome) {
            case WRITTEN -> 204;
            case UNKNOWN -> 404;
            case TOO_LARGE -> 413;
            case BUSY, AWAY, BROKEN -> 503;
            case CHECKS, EARLY, WITHOUT_EFFECT -> throw new IllegalArgumentException("no answer: " + outcome);
        };
    }

    /** One call, from its first byte to its answer; on its event loop but for what others ask and tell. */
    private final class Call implements WakeWriter.Caller {
        private final HttpServerRequest request;
        private final Context loop = Vertx.currentContext();
        private final long timer = loop.owner().setTimer(patience.toMillis(), late -> late());
        private boolean taken;
        private volatile boolean over;
        private int bytes;

        Call(HttpServerRequest request) {
            this.request = request;
            request.exceptionHandler(gone -> finish(CallbackOutcome.BROKEN));
        }

        /** Reads to the end of the body, and wakes the job then: half a call is none. */
        void read(Seal.Named named) {
            taken = true;
            request.handler(this::count);
            request.endHandler(end -> {
                if (!over) {
                    hooks.get().wake(named, this);
                }
            });
            if (request.headers().contains(HttpHeaders.EXPECT)) {
                request.response().writeContinue();
            }
            request.resume();
        }

        private void count(Buffer some) {
            bytes += some.length();
            if (bytes > MOST_BYTES) {
                end(CallbackOutcome.TOO_LARGE);
            }
        }

        @Override
        public boolean gone() {
            return over;
        }

        @Override
        public void written(boolean done) {
            loop.runOnContext(told -> end(done ? CallbackOutcome.WRITTEN : CallbackOutcome.AWAY));
        }

        private void late() {
            end(request.isEnded() ? CallbackOutcome.AWAY : CallbackOutcome.BROKEN);
            if (request.isEnded()) {
                hooks.get().late();
            } else {
                request.connection().close();
            }
        }

        /** Answers, once; what may still come of the body is read and dropped until the call is late. */
        void end(CallbackOutcome outcome) {
            if (!over && !request.response().closed()) {
                request.response().setStatusCode(status(outcome)).end();
                if (!request.isEnded()) {
                    request.handler(drop -> {});
                    request.endHandler(end -> loop.owner().cancelTimer(timer));
                    request.resume();
                }
            }
            finish(outcome);
        }

        private void finish(CallbackOutcome outcome) {
            if (!over) {
                over = true;
                hooks.get().count(outcome);
                if (taken) {
                    open.decrementAndGet();
                }
            }
            if (request.isEnded()) {
                loop.owner().cancelTimer(timer);
            }
        }
    }
}
