package dev.takeone.provider.http;

import dev.takeone.provider.AccountKey;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the provider is, and how this account is known there.
 *
 * @param url the base URL, without {@code /v1} and without a slash at its end; of all spellings of one address the same
 * @param apiKey the account's key, read at every call
 * @param responseVersion what a submission carries as {@code X-APIMart-Response-Version}; empty sends no such header
 */
public record ProviderEndpoint(URI url, AccountKey apiKey, Optional<String> responseVersion) {
    private static final Pattern LOOPBACK = Pattern.compile(
            "localhost|.*\\.localhost|127(\\.\\d{1,3}){3}|\\[(::1|0:0:0:0:0:0:0:1)]", Pattern.CASE_INSENSITIVE);

    /**
     * Reads the setting {@code takeone.provider.url}. A path before the API's own is kept; a trailing slash, a trailing
     * {@code /v1}, the scheme's own port and capitals in the host are not.
     *
     * @throws IllegalArgumentException where the URL cannot be used, with a message that names the setting and the mend
     *     and repeats nothing of the URL, which may hold a secret
     */
    public static ProviderEndpoint of(String url, AccountKey apiKey, Optional<String> responseVersion) {
        URI given = parse(url.strip());
        String scheme = Optional.ofNullable(given.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        require(scheme.equals("https") || scheme.equals("http"), "start it with https://");
        String host = Optional.ofNullable(given.getHost()).orElse("").toLowerCase(Locale.ROOT);
        require(!host.isEmpty(), "give it a host name");
        require(given.getPort() <= 65535 && given.getPort() != 0, "use a port between 1 and 65535");
        require(given.getRawUserInfo() == null, "remove the user info; the key is takeone.provider.api-key");
        require(given.getRawQuery() == null, "remove the query, from the question mark on");
        require(given.getRawFragment() == null, "remove the fragment, from the # on");
        String path = given.getRawPath().replaceFirst("/+$", "").replaceFirst("/v1$", "");
        boolean isUsual = given.getPort() < 0 || given.getPort() == usualPort(scheme);
        String port = isUsual ? "" : ":" + given.getPort();
        return new ProviderEndpoint(URI.create(scheme + "://" + host + port + path), apiKey, responseVersion);
    }

    private static int usualPort(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }

    /** What a person should know before the key goes out: that anybody on the way can read it. */
    public Optional<String> warning() {
        boolean loopback = LOOPBACK.matcher(host()).matches();
        return isTls() || loopback
                ? Optional.empty()
                : Optional.of("takeone.provider.url is plain http, so that anybody on the way to " + host()
                        + " can read the API key and the requests: start it with https://");
    }

    /** Names the place, never the key. */
    @Override
    public String toString() {
        return "ProviderEndpoint[" + url + "]";
    }

    boolean isTls() {
        return "https".equals(url.getScheme());
    }

    String host() {
        return url.getHost();
    }

    int port() {
        return url.getPort() > 0 ? url.getPort() : usualPort(url.getScheme());
    }

    String submissionPath() {
        return url.getRawPath() + "/v1/videos/generations";
    }

    /** The id is opaque: it is escaped whole, a slash included. */
    String statusPath(String taskId) {
        String escaped = URLEncoder.encode(taskId, StandardCharsets.UTF_8).replace("+", "%20");
        return url.getRawPath() + "/v1/tasks/" + escaped + "?language=en";
    }

    private static URI parse(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException notAUrl) {
            // The cause quotes the URL, so it is left out.
            throw new IllegalArgumentException(problem("write an absolute URL such as https://api.apimart.ai"));
        }
    }

    private static void require(boolean holds, String mend) {
        if (!holds) {
            throw new IllegalArgumentException(problem(mend));
        }
    }

    private static String problem(String mend) {
        return "takeone.provider.url cannot be used: " + mend;
    }
}
