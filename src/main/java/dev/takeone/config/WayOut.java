package dev.takeone.config;

import dev.takeone.provider.http.EgressProxy;
import dev.takeone.provider.http.EgressProxy.Credentials;
import dev.takeone.provider.http.ProviderEndpoint;
import dev.takeone.provider.http.ProxyVariables;
import dev.takeone.secret.SecretFile;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Which proxy the settings, or else the environment, name for the provider's calls. Prints no user and no password. */
public final class WayOut {
    private static final String URL = "takeone.provider.proxy.url";
    private static final String FILE = "takeone.provider.proxy.credentials-file";

    private WayOut() {}

    /**
     * The proxy; empty where calls go straight to the provider.
     *
     * @param environment all environment variables
     * @throws ConfigurationException where what is named cannot be used, with the setting to mend
     */
    public static Optional<EgressProxy> of(
            Settings.Proxy settings, Map<String, String> environment, ProviderEndpoint endpoint) {
        Optional<EgressProxy> named = settings.url().map(WayOut::named).or(() -> variables(environment, endpoint));
        Optional<Credentials> credentials = settings.credentialsFile().map(WayOut::credentials);
        if (settings.credentialsFile().isPresent() && named.isEmpty()) {
            throw new ConfigurationException(FILE + " is set, and no proxy that it is for: set " + URL
                    + " (TAKEONE_PROVIDER_PROXY_URL) too, or leave both out.");
        }
        return named.map(proxy -> credentials.map(proxy::with).orElse(proxy));
    }

    private static EgressProxy named(String url) {
        EgressProxy proxy;
        try {
            proxy = EgressProxy.of(url);
        } catch (IllegalArgumentException wrong) {
            throw new ConfigurationException(URL + " cannot be used: " + wrong.getMessage() + ".");
        }
        if (proxy.credentials().isPresent()) {
            throw new ConfigurationException(URL + " cannot be used: take user and password out of it, and name a file"
                    + " that holds them as user:password in " + FILE + ".");
        }
        return proxy;
    }

    private static Optional<EgressProxy> variables(Map<String, String> environment, ProviderEndpoint endpoint) {
        try {
            return new ProxyVariables(environment).proxy(endpoint);
        } catch (IllegalArgumentException wrong) {
            throw new ConfigurationException(wrong.getMessage());
        }
    }

    private static Credentials credentials(Path file) {
        String text = read(file);
        try {
            return Credentials.of(text);
        } catch (IllegalArgumentException wrong) {
            throw new ConfigurationException("What " + FILE + " names cannot be used: " + wrong.getMessage() + ".");
        }
    }

    private static String read(Path file) {
        try {
            return new SecretFile(FILE, file, "the proxy's user:password").read();
        } catch (IllegalArgumentException unreadable) {
            throw new ConfigurationException(unreadable.getMessage());
        }
    }
}
