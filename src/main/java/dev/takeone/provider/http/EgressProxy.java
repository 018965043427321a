package dev.takeone.provider.http;

import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;

/**
 * A proxy on the way out, which is asked for a tunnel to the provider (HTTP CONNECT). It looks the provider's address up
 * itself, and sees neither the key nor the requests, since TLS goes through the tunnel.
 *
 * @param host its name or address
 * @param credentials what it asks for, where it asks
 */
public record EgressProxy(String host, int port, Optional<Credentials> credentials) {
    private static final int STANDARD_PORT = 80;
    private static final int LAST_PORT = 65535;

    /** A user and a password, which are printed nowhere. */
    public record Credentials(String user, String password) {
        /**
         * Reads {@code user:password}; the password may have colons.
         *
         * @throws IllegalArgumentException where it is none, with a message that repeats nothing of it
         */
        public static Credentials of(String text) {
            String pair = text.strip();
            int colon = pair.indexOf(':');
            if (colon < 1 || pair.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("write one line, user:password");
            }
            return new Credentials(pair.substring(0, colon), pair.substring(colon + 1));
        }

        @Override
        public String toString() {
            return "Credentials[user=..., password=...]";
        }
    }

    /**
     * Reads {@code http://host:port}; without a port, 80, as elsewhere. A user and a password in it are taken over.
     *
     * @throws IllegalArgumentException where it is none that can be used, with a mend that repeats nothing of it
     */
    public static EgressProxy of(String text) {
        URI url = parse(text.strip());
        require("http".equalsIgnoreCase(url.getScheme()), "begin it with http://; the way to the proxy is plain HTTP");
        require(url.getHost() != null, "give it a host name");
        require(url.getPort() != 0 && url.getPort() <= LAST_PORT, "use a port between 1 and " + LAST_PORT);
        require(
                url.getRawPath().isEmpty() || url.getRawPath().equals("/"),
                "leave out what comes after the host and the port");
        require(url.getRawQuery() == null && url.getRawFragment() == null, "leave out what comes after the port");
        return new EgressProxy(
                url.getHost().replaceAll("[\\[\\]]", ""),
                url.getPort() < 0 ? STANDARD_PORT : url.getPort(),
                Optional.ofNullable(url.getUserInfo()).map(Credentials::of));
    }

    /** The same proxy, asked with these. */
    public EgressProxy with(Credentials other) {
        return new EgressProxy(host, port, Optional.of(other));
    }

    /** Names the place, and nobody who may use it. */
    @Override
    public String toString() {
        return host + ":" + port;
    }

    /** What the client takes: an address that is known, since on the event loop it would wait for the name servers. */
    ProxyOptions at(InetAddress address, Duration timeout) {
        ProxyOptions options = new ProxyOptions()
                .setType(ProxyType.HTTP)
                .setHost(address.getHostAddress())
                .setPort(port)
                .setConnectTimeout(timeout);
        credentials.ifPresent(each -> options.setUsername(each.user()).setPassword(each.password()));
        return options;
    }

    private static URI parse(String text) {
        try {
            return new URI(text.contains("://") ? text : "http://" + text);
        } catch (URISyntaxException notAUrl) {
            // The cause quotes the text, which may hold a password.
            throw new IllegalArgumentException("write it as http://host:port");
        }
    }

    private static void require(boolean holds, String mend) {
        if (!holds) {
            throw new IllegalArgumentException(mend);
        }
    }
}
