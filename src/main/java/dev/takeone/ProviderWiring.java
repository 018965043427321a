package dev.takeone;

import dev.takeone.callbacks.Hooks;
import dev.takeone.callbacks.Webhook;
import dev.takeone.config.ApiKeyWatch;
import dev.takeone.config.Limits;
import dev.takeone.config.Role;
import dev.takeone.config.Settings;
import dev.takeone.config.WayOut;
import dev.takeone.ops.CallbackMeters;
import dev.takeone.provider.http.CallLimits;
import dev.takeone.provider.http.EgressProxy;
import dev.takeone.provider.http.ProviderClient;
import dev.takeone.provider.http.ProviderEndpoint;
import dev.takeone.provider.http.Route;
import dev.takeone.worker.SystemTicker;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.tls.CertificateUpdatedEvent;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Makes the way to the provider and back: the key, the calls, and where the provider calls. */
@Dependent
public class ProviderWiring {
    private static final Logger LOG = Logger.getLogger("dev.takeone");

    private final Settings settings;
    private final SystemTicker ticker = new SystemTicker();

    ProviderWiring(Settings settings) {
        this.settings = settings;
    }

    @Produces
    @Singleton
    ApiKeyWatch apiKey() {
        ApiKeyWatch watch = new ApiKeyWatch(settings.provider());
        watch.start(() -> Quarkus.asyncExit(1));
        return watch;
    }

    void close(@Disposes ApiKeyWatch apiKey) {
        apiKey.close();
    }

    @Produces
    @Singleton
    ProviderClient provider(Vertx vertx, ApiKeyWatch apiKey, TlsConfigurationRegistry tls) {
        try {
            ProviderEndpoint endpoint = ProviderEndpoint.of(
                    settings.provider().url(), apiKey.key(), settings.provider().responseVersion());
            endpoint.warning().ifPresent(LOG::warn);
            Optional<EgressProxy> proxy = WayOut.of(settings.provider().proxy(), System.getenv(), endpoint);
            proxy.ifPresent(way -> LOG.infof("Calls to the provider go through the proxy %s", way));
            CallLimits limits = new CallLimits(
                    settings.submission().maxOpen(),
                    settings.status().maxOpen(),
                    Limits.CONNECT_TIMEOUT,
                    Limits.POST_TIMEOUT,
                    Limits.CHECK_TIMEOUT);
            Route route = new Route(proxy, ProviderTls.of(tls, System.getenv()));
            return new ProviderClient(vertx, endpoint, route, limits, ticker.clock());
        } catch (IllegalArgumentException wrong) {
            throw new ConfigurationException(wrong.getMessage());
        }
    }

    void close(@Disposes ProviderClient provider) {
        provider.close();
    }

    /** Stores were exchanged that Quarkus looks at every {@code quarkus.tls.provider.reload-period}. A console has no client. */
    void renew(@Observes CertificateUpdatedEvent renewed, Instance<ProviderClient> provider) {
        if (settings.role() == Role.WORKER && renewed.name().equals(ProviderTls.NAME)) {
            provider.get()
                    .renewTls()
                    .subscribe()
                    .with(
                            _done ->
                                    LOG.info("Connections to the provider use the stores of quarkus.tls.provider anew"),
                            failure -> LOG.warn(
                                    "The stores of quarkus.tls.provider were exchanged, and cannot be used: connections to"
                                            + " the provider use those from before",
                                    failure));
        }
    }

    @Produces
    @Singleton
    Hooks hooks(MeterRegistry metrics) {
        try {
            String provider = Optional.ofNullable(
                            URI.create(settings.provider().url().strip()).getHost())
                    .orElse("");
            Optional<Webhook> webhook = settings.webhook()
                    .url()
                    .map(url -> Webhook.of(
                            url,
                            settings.webhook().secretFile(),
                            provider,
                            settings.webhook().allowPrivate()));
            return new Hooks(webhook, new CallbackMeters(metrics)::count);
        } catch (IllegalArgumentException wrong) {
            throw new ConfigurationException(wrong.getMessage());
        }
    }

    void close(@Disposes Hooks hooks) {
        hooks.close();
    }
}
