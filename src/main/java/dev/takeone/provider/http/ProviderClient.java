package dev.takeone.provider.http;

import dev.takeone.job.StatusOutcome;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.provider.Provider;
import dev.takeone.provider.answer.Answer;
import dev.takeone.provider.answer.Progress;
import dev.takeone.provider.answer.Quote;
import dev.takeone.provider.answer.StatusClassifier;
import dev.takeone.provider.answer.SubmitClassifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.unchecked.Unchecked;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.SSLOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.mutiny.core.Vertx;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * The provider's two calls. Each ends in an outcome, never in an exception, and is made once: neither the HTTP client nor
 * this class repeats one, and redirects are not followed, so that the key stays with the provider.
 *
 * <p>Submissions have a client of their own whose connections serve one POST each: a POST on a kept connection that the
 * server has just closed would be in doubt for nothing. An outcome may arrive on any thread. Cancelling a call closes its
 * connection, and with it loses the answer.
 */
public final class ProviderClient implements Provider, AutoCloseable {
    /** Largest answer to a POST that is read, in bytes; one that is larger leaves the POST in doubt. */
    static final int MAX_SUBMIT_ANSWER = 1 << 20;
    /** Largest answer to a status check that is read, in bytes. */
    static final int MAX_STATUS_ANSWER = 4 << 20;

    private static final int MAX_HEADERS = 32 * 1024;
    private static final int IDLE_SECONDS = 1;

    private final ProviderEndpoint endpoint;
    private final CallLimits limits;
    private final InstantSource clock;
    private final Route route;
    private final HostAddress next;
    private final ContextInternal context;
    private final HttpClient submissions;
    private final HttpClient checks;
    private final SubmitClassifier submitted;
    private final StatusClassifier checked;

    /**
     * Opens no connection yet.
     *
     * @param clock read when an answer has arrived, for the dates in {@code Retry-After}
     * @throws IllegalArgumentException where a proxy is named for an endpoint without TLS: it could read the key, and a
     *     POST that it was handed would be as good as sent
     */
    public ProviderClient(Vertx vertx, ProviderEndpoint endpoint, Route route, CallLimits limits, InstantSource clock) {
        this(vertx, endpoint, route, limits, clock, InetAddress::getByName);
    }

    ProviderClient(
            Vertx vertx,
            ProviderEndpoint endpoint,
            Route route,
            CallLimits limits,
            InstantSource clock,
            HostAddress.Resolver resolver) {
        if (route.proxy().isPresent() && !endpoint.isTls()) {
            throw new IllegalArgumentException(
                    "takeone.provider.proxy.url is for a provider with TLS: start takeone.provider.url with https://");
        }
        String next = route.proxy().map(EgressProxy::host).orElse(endpoint.host());
        this.next = new HostAddress(vertx.getDelegate(), next, limits.connectTimeout(), resolver, System::nanoTime);
        this.endpoint = endpoint;
        this.route = route;
        this.limits = limits;
        this.clock = clock;
        this.context = ((VertxInternal) vertx.getDelegate()).createEventLoopContext();
        // The idle time matters to a connection that was opened for a call which gave up meanwhile.
        this.submissions = vertx.getDelegate()
                .createHttpClient(options(limits.maxPosts()).setKeepAlive(false).setKeepAliveTimeout(IDLE_SECONDS));
        this.checks =
                vertx.getDelegate().createHttpClient(options(limits.maxChecks()).setKeepAlive(true));
        Quote quote = new Quote(endpoint.apiKey());
        this.submitted = new SubmitClassifier(quote);
        this.checked = new StatusClassifier(quote, endpoint.url());
    }

    /**
     * Sends the paid POST, at most once. Nothing happens before the subscription; each subscription is a POST.
     *
     * @param body the JSON body
     * @param idempotencyKey 1 to 191 visible ASCII characters
     * @param mayWrite asked once, when the connection is there and right before the first byte is written, on the
     *     connection's event loop; false ends in {@link SubmitOutcome.Withheld}, with nothing written. Subscribe from an
     *     event loop or from a plain thread, so that nothing can come between the question and the write
     */
    @Override
    public Uni<SubmitOutcome> submit(String body, String idempotencyKey, BooleanSupplier mayWrite) {
        return Uni.createFrom().deferred(() -> {
            Exchange exchange = new Exchange(mayWrite, MAX_SUBMIT_ANSWER);
            Uni<Answer> call = exchange.with(
                    context,
                    submissions,
                    next.get().map(address -> submission(address, idempotencyKey)),
                    request -> request.send(Buffer.buffer(body)));
            return within(limits.postTimeout(), exchange, call)
                    .map(answer -> submitted.answered(answer, clock.instant()))
                    .onFailure(Exception.class)
                    .recoverWithItem(failure -> brokenPost(exchange, failure));
        });
    }

    /** Half an answer may still name a task that is paid for. */
    private SubmitOutcome brokenPost(Exchange exchange, Throwable failure) {
        return exchange.begun()
                .map(begun -> submitted.cut(begun, failure))
                .orElseGet(() -> submitted.failed(stage(exchange, failure), failure));
    }

    /** That this side has no connection left tells nothing of the provider. */
    private static Progress stage(Exchange exchange, Throwable failure) {
        boolean crowded = failure instanceof ConnectionPoolTooBusyException;
        Progress stage = exchange.stage();
        return crowded && stage == Progress.BEFORE_WRITE ? Progress.WITHHELD : stage;
    }

    /** Asks for the status of one task. Nothing happens before the subscription. */
    @Override
    public Uni<StatusOutcome> check(String taskId, Runnable writing) {
        return Uni.createFrom().deferred(() -> {
            Exchange exchange = new Exchange(
                    () -> {
                        writing.run();
                        return true;
                    },
                    MAX_STATUS_ANSWER);
            Uni<Answer> call = exchange.with(
                    context,
                    checks,
                    next.get().map(address -> request(address, HttpMethod.GET, endpoint.statusPath(taskId))),
                    HttpClientRequest::send);
            return within(limits.checkTimeout(), exchange, call)
                    .map(answer -> checked.answered(taskId, answer, clock.instant()))
                    .onFailure(Exception.class)
                    .recoverWithItem(failure -> brokenCheck(taskId, exchange, failure));
        });
    }

    /** Half an answer may still lead to the video. */
    private StatusOutcome brokenCheck(String taskId, Exchange exchange, Throwable failure) {
        return exchange.begun()
                .map(begun -> checked.cut(taskId, begun, failure, clock.instant()))
                .orElseGet(() -> checked.failed(stage(exchange, failure), failure));
    }

    /**
     * Takes from the {@link Route} again whom to trust and what to show: for the connections that begin from then on. Fails
     * where that cannot be used, and all stays as it was. Reads files on the subscriber's thread.
     */
    public Uni<Void> renewTls() {
        return Uni.createFrom()
                .item(Unchecked.supplier(this::usableTls))
                .flatMap(tls -> Uni.createFrom()
                        .completionStage(() -> submissions
                                .updateSSLOptions(tls, true)
                                .compose(_renewed -> checks.updateSSLOptions(tls, true))
                                .<Void>mapEmpty()
                                .toCompletionStage()));
    }

    /** Read here first: a client that is given what it cannot read has nothing left. */
    private SSLOptions usableTls() throws Exception {
        SSLOptions tls = options(limits.maxPosts()).getSslOptions();
        if (tls.getTrustOptions() != null) {
            tls.getTrustOptions().getTrustManagerFactory(context.owner());
        }
        if (tls.getKeyCertOptions() != null) {
            tls.getKeyCertOptions().getKeyManagerFactory(context.owner());
        }
        return tls;
    }

    /** Where connections are served: who decides on the same event loop wakes no other thread for a call. */
    public Context context() {
        return context;
    }

    /** Closes every connection; calls under way end as broken. */
    @Override
    public void close() {
        submissions.close();
        checks.close();
    }

    private RequestOptions submission(InetAddress address, String idempotencyKey) {
        RequestOptions request = request(address, HttpMethod.POST, endpoint.submissionPath())
                .putHeader("Content-Type", "application/json")
                .putHeader("Idempotency-Key", idempotencyKey);
        endpoint.responseVersion().ifPresent(version -> request.putHeader("X-APIMart-Response-Version", version));
        return request;
    }

    private RequestOptions request(InetAddress address, HttpMethod method, String path) {
        return towards(address)
                .setMethod(method)
                .setSsl(endpoint.isTls())
                .setHost(endpoint.host())
                .setPort(endpoint.port())
                .setURI(path)
                .setFollowRedirects(false)
                .putHeader("User-Agent", "takeone/1")
                .putHeader("Authorization", "Bearer " + endpoint.apiKey().current())
                .putHeader("Accept", "application/json");
    }

    /** The address is the provider's own, or the proxy's, which is told the provider's name. */
    private RequestOptions towards(InetAddress address) {
        return route.proxy()
                .map(proxy -> new RequestOptions()
                        .setServer(SocketAddress.inetSocketAddress(endpoint.port(), endpoint.host()))
                        .setProxyOptions(proxy.at(address, limits.connectTimeout())))
                .orElseGet(() -> new RequestOptions()
                        .setServer(SocketAddress.inetSocketAddress(endpoint.port(), address.getHostAddress())));
    }

    /**
     * The time is up on the loop that reads the answers, which reads what has come before it looks at its timers: a process that
     * was frozen wakes with its time up, and with answers that came meanwhile.
     */
    private Uni<Answer> within(Duration timeout, Exchange exchange, Uni<Answer> call) {
        return call.ifNoItem()
                .after(timeout)
                .on(context.nettyEventLoop())
                .failWith(() -> new TimeoutException("no whole answer within " + timeout))
                .onCancellation()
                .invoke(exchange::abandon)
                .onFailure()
                .invoke(exchange::abandon);
    }

    private HttpClientOptions options(int connections) {
        HttpClientOptions options = new HttpClientOptions();
        route.tls().accept(options);
        options.setUseAlpn(false)
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setMaxPoolSize(connections)
                .setMaxWaitQueueSize(0)
                .setMaxHeaderSize(MAX_HEADERS)
                .setConnectTimeout((int) limits.connectTimeout().toMillis())
                .setSslHandshakeTimeout(limits.connectTimeout().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setVerifyHost(true)
                .setTrustAll(false);
        return options;
    }
}
