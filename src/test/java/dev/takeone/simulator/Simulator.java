package dev.takeone.simulator;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * The stand-in for the provider, listening on 127.0.0.1 where nobody asks for more. One event loop answers all calls; the methods may be used from
 * any other thread.
 */
public final class Simulator implements AutoCloseable {
    private static final String POSTS = "/v1/videos/generations";
    private static final String TASKS = "/v1/tasks/";

    private final Vertx vertx;
    private final SimulatorSettings settings;
    private final Faults faults = new Faults();
    private final Ledger ledger = new Ledger();
    private final Door door;
    private final Submissions submissions;
    private final Checks checks;
    private final Controls controls = new Controls(this);
    private final Wire wire;
    private final Callbacks callbacks;
    private Optional<Future<HttpServer>> server = Optional.empty();
    private volatile int port;
    private volatile boolean wasHere;
    private volatile Duration slowness = Duration.ZERO;

    private Simulator(SimulatorSettings settings) {
        this.settings = settings;
        this.door = new Door(settings);
        this.port = settings.port();
        this.vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
        this.wire = new Wire(vertx);
        this.callbacks = new Callbacks(vertx, ledger);
        this.submissions = new Submissions(settings, door, faults, ledger, callbacks);
        this.checks = new Checks(submissions, door, faults, ledger);
    }

    /**
     * Starts one; it listens when this returns.
     *
     * @throws IllegalStateException where the port is taken
     */
    public static Simulator start(SimulatorSettings settings) {
        Simulator simulator = new Simulator(settings);
        try {
            simulator.resume();
            return simulator;
        } catch (CompletionException e) {
            simulator.close();
            throw new IllegalStateException("cannot listen on port " + settings.port(), e);
        }
    }

    /** The port it listens on, the same also after a pause. */
    public int port() {
        return port;
    }

    /** Its root on this machine, without a slash at the end. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** What it saw and charged. */
    public Ledger ledger() {
        return ledger;
    }

    /** The ledger's figures now. */
    public Ledger.Totals totals() {
        return ledger.totals(settings.clock().instant());
    }

    /** Shows {@code fault} to the next {@code times} calls of its kind, with its ordinary parameter. */
    public void next(Fault fault, int times) {
        next(fault, times, fault.parameter());
    }

    /** Shows {@code fault} to the next {@code times} calls of its kind: POSTs, checks or, for a trait, new tasks. */
    public void next(Fault fault, int times, int parameter) {
        faults.next(fault, times, parameter);
    }

    /** Forgets what {@link #next} asked for and was not shown yet. */
    public void clearFaults() {
        faults.clear();
    }

    /** Answers 402 to every call, or no longer does. */
    public void holdAccount(boolean held) {
        door.hold(held);
    }

    /** Takes another key from now on, and refuses the one before with 401. */
    public void exchangeKey(String next) {
        door.exchangeKey(next);
    }

    /** Answers every call so much later, by the real clock; zero for no more. */
    public void slowBy(Duration delay) {
        this.slowness = delay;
    }

    /** Calls no webhook, or does again; what would be called meanwhile is not called later. */
    public void callNobody(boolean silent) {
        callbacks.silence(silent);
    }

    /** Goes away: closes the port and all connections. Tasks go on meanwhile. */
    public void pause() {
        await(stopListening());
    }

    /** Comes back on the same port; nothing happens where it is there already. */
    public void resume() {
        await(listen());
    }

    /** Goes away, and comes back by itself; for callers who could not ask it to. */
    void awayFor(Duration time) {
        vertx.setTimer(
                1,
                start -> stopListening()
                        .onComplete(stopped -> vertx.setTimer(Math.max(1, time.toMillis()), end -> listen())));
    }

    @Override
    public void close() {
        await(vertx.close());
    }

    private synchronized Future<?> listen() {
        if (server.isEmpty()) {
            HttpServerOptions options = new HttpServerOptions()
                    .setHost(settings.host())
                    .setPort(port)
                    .setHttp2ClearTextEnabled(false)
                    .setAcceptBacklog(1024)
                    .setTcpNoDelay(true);
            server = Optional.of(wasHere ? again(options) : begun(options));
        }
        return server.get();
    }

    private Future<HttpServer> begun(HttpServerOptions options) {
        return vertx.createHttpServer(options)
                .requestHandler(this::receive)
                .listen()
                .onSuccess(listening -> {
                    port = listening.actualPort();
                    wasHere = true;
                });
    }

    /** A closed port is let go of a little later than that is told. */
    private Future<HttpServer> again(HttpServerOptions options) {
        return begun(options)
                .recover(notYet -> vertx.timer(1, TimeUnit.MILLISECONDS).compose(_later -> again(options)));
    }

    private synchronized Future<?> stopListening() {
        Optional<Future<HttpServer>> listening = server;
        server = Optional.empty();
        return listening.map(starting -> starting.compose(HttpServer::close)).orElseGet(Future::succeededFuture);
    }

    private void receive(HttpServerRequest request) {
        request.body().onSuccess(body -> answer(request, body.toString()));
    }

    private void answer(HttpServerRequest request, String body) {
        String target = request.method() + " " + request.uri();
        if (request.path().startsWith("/sim/")) {
            wire.send(controls.reply(target, body), request);
            return;
        }
        Instant now = settings.clock().instant();
        ledger.arrived(now);
        Reply reply = reply(request, body, now);
        if (reply instanceof Reply.Answer answer && answer.status() == 429) {
            ledger.throttled();
        }
        wire.send(slowness.isZero() ? reply : new Reply.Slow(slowness, reply), request);
    }

    private Reply reply(HttpServerRequest request, String body, Instant now) {
        String route = request.method() + " " + request.path();
        Optional<String> authorization = header(request, HttpHeaderNames.AUTHORIZATION);
        if (route.equals("POST " + POSTS)) {
            return submissions.reply(
                    new Submission(
                            authorization,
                            header(request, HttpHeaderNames.CONTENT_TYPE),
                            header(request, "Idempotency-Key"),
                            request.headers().contains("X-APIMart-Response-Version"),
                            body),
                    now);
        }
        if (route.startsWith("GET " + TASKS)) {
            return checks.reply(decoded(request.path().substring(TASKS.length())), authorization, now);
        }
        return Reply.error(404, "invalid_request_error", "No such route");
    }

    /** Percent-decoded; as it stands where it cannot be, so that it is simply unknown. */
    private static String decoded(String id) {
        try {
            return URLDecoder.decode(id.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return id;
        }
    }

    private static Optional<String> header(HttpServerRequest request, CharSequence name) {
        return Optional.ofNullable(request.headers().get(name));
    }

    private static void await(Future<?> future) {
        future.toCompletionStage().toCompletableFuture().join();
    }
}
