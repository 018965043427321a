package dev.takeone.provider.http;

import io.vertx.core.http.HttpClientOptions;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How calls reach the provider.
 *
 * @param proxy what they go through; empty goes straight there
 * @param tls sets whom the client trusts, and what it shows of itself; whether it checks at all is not for it to say
 */
public record Route(Optional<EgressProxy> proxy, Consumer<HttpClientOptions> tls) {
    /** Straight there, trusting whom the JVM trusts. */
    public static final Route DIRECT = new Route(Optional.empty(), options -> {});
}
