package dev.takeone.provider.http;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The proxy that the environment names, by the variables that curl and most clients read: {@code HTTPS_PROXY}, and {@code
 * NO_PROXY} for hosts that are called without. In small letters they count first.
 *
 * @param environment all variables
 */
public record ProxyVariables(Map<String, String> environment) {
    private static final String PROXY = "HTTPS_PROXY";

    /**
     * The proxy for calls to this endpoint; none for one without TLS, which these variables are not about.
     *
     * @throws IllegalArgumentException where the variable holds none, with a message that names it and repeats nothing of it
     */
    public Optional<EgressProxy> proxy(ProviderEndpoint endpoint) {
        return value(PROXY)
                .filter(named -> endpoint.isTls() && !excepted(endpoint))
                .map(ProxyVariables::read);
    }

    private static EgressProxy read(String url) {
        try {
            return EgressProxy.of(url);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(
                    PROXY + " cannot be used: " + wrong.getMessage() + "; or name the provider's host in NO_PROXY.");
        }
    }

    private boolean excepted(ProviderEndpoint endpoint) {
        return value("NO_PROXY").stream()
                .flatMap(list -> Arrays.stream(list.split("[,\\s]+", -1)))
                .anyMatch(entry -> matches(entry.toLowerCase(Locale.ROOT), endpoint));
    }

    /** {@code *}, a host with all below it, with or without a dot before it; with a port, on that port alone. */
    private static boolean matches(String entry, ProviderEndpoint endpoint) {
        String host = endpoint.host().toLowerCase(Locale.ROOT);
        String name = entry.replaceFirst("^\\*?\\.", "");
        return entry.equals("*")
                || Stream.of(host, host + ":" + endpoint.port())
                        .anyMatch(called -> !name.isEmpty() && (called.equals(name) || called.endsWith("." + name)));
    }

    private Optional<String> value(String name) {
        return Stream.of(name.toLowerCase(Locale.ROOT), name)
                .map(each -> environment.getOrDefault(each, "").strip())
                .filter(each -> !each.isEmpty())
                .findFirst();
    }
}
