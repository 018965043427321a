package dev.takeone.provider.http;

import dev.takeone.job.StatusOutcome;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.provider.AccountKey;
import dev.takeone.waiting.Waiting;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Clients and servers of one test, closed after it; the calls of these tests in a word each. */
final class ClientCalls implements AfterEachCallback, AfterAllCallback {
    static final String ID = "{\"code\":200,\"data\":[{\"status\":\"submitted\",\"task_id\":\"task_1\"}]}";
    static final String RUNNING = "{\"code\":200,\"data\":{\"status\":\"running\"}}";
    static final String BODY = "{\"model\":\"m\",\"prompt\":\"a dög\"}";
    static final Duration LONG = Waiting.AT_MOST;

    /** For calls that end by it; long enough for a busy machine to connect and to read the request first. */
    static final Duration SHORT = Duration.ofSeconds(5);

    static final int MAX_POSTS = 2;

    /** Knows no host, which cannot be said of a resolver outside. */
    static final HostAddress.Resolver KNOWS_NOBODY = host -> {
        throw new UnknownHostException(host);
    };

    private final Vertx vertx = Vertx.vertx();
    private final List<AutoCloseable> opened = new ArrayList<>();

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
        opened.clear();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        vertx.closeAndAwait();
    }

    Vertx vertx() {
        return vertx;
    }

    void closing(AutoCloseable other) {
        opened.add(other);
    }

    RawServer open(RawServer server) {
        opened.add(server);
        return server;
    }

    ProviderClient client(String url, Duration timeout) {
        return client(endpoint(url), timeout);
    }

    static ProviderEndpoint endpoint(String url) {
        return ProviderEndpoint.of(url, new AccountKey("sk-key"), Optional.of("2026-07-27"));
    }

    ProviderClient client(ProviderEndpoint endpoint, Duration timeout) {
        return client(endpoint, timeout, InetAddress::getByName);
    }

    ProviderClient client(ProviderEndpoint endpoint, Duration timeout, HostAddress.Resolver resolver) {
        return client(endpoint, Route.DIRECT, timeout, resolver);
    }

    ProviderClient client(String url, Route route) {
        return client(endpoint(url), route, LONG, InetAddress::getByName);
    }

    ProviderClient client(ProviderEndpoint endpoint, Route route, Duration timeout, HostAddress.Resolver resolver) {
        CallLimits limits = new CallLimits(MAX_POSTS, 5, timeout, timeout, timeout);
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-22T12:00:00Z"));
        ProviderClient client = new ProviderClient(vertx, endpoint, route, limits, clock, resolver);
        opened.add(client);
        return client;
    }

    static SubmitOutcome submit(ProviderClient client) {
        return await(client.submit(BODY, "job-1", () -> true));
    }

    static StatusOutcome check(ProviderClient client, String taskId) {
        return await(client.check(taskId, () -> {}));
    }

    static <T> T await(Uni<T> call) {
        return call.await().atMost(Waiting.AT_MOST);
    }
}
