package dev.takeone.callbacks;

import dev.takeone.request.catalogue.PublicUrl;
import dev.takeone.secret.SecretFile;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where the provider calls, as the settings say.
 *
 * @param base the public address of {@code /hooks}, without a slash at its end
 * @param seal makes each job's address one that nobody can guess
 */
public record Webhook(String base, Seal seal) {
    private static final String URL = "takeone.webhook.url (TAKEONE_WEBHOOK_URL) ";
    private static final String FILE = "takeone.webhook.secret-file (TAKEONE_WEBHOOK_SECRET_FILE)";

    /** A secret that is made up by hand is shorter. */
    private static final int LEAST_SECRET = 32;

    private static final int MOST_SECRETS = 2;

    /** A row has to hold it. */
    private static final int LONGEST = 2_000;

    /** The provider's own, by whatever name it is reached. */
    private static final List<String> PROVIDERS = List.of("apimart.ai", "apib.ai", "aiuxu.com", "aishuch.com");

    /**
     * Reads the settings {@code takeone.webhook.*}, and sees whether the provider would call there at all: it drops what it
     * does not like without a word.
     *
     * @param providerHost the host of {@code takeone.provider.url}
     * @param allowPrivate whether the host may be one that only this machine or network reaches
     * @throws IllegalArgumentException where one cannot be used, with a message that names the setting and the mend, and
     *     repeats no secret
     */
    public static Webhook of(String url, Optional<Path> secretFile, String providerHost, boolean allowPrivate) {
        String given = url.strip();
        Optional<String> flaw = allowPrivate ? Optional.empty() : PublicUrl.flaw(given);
        flaw.ifPresent(why -> {
            throw new IllegalArgumentException(URL + "cannot be used, since the provider calls public addresses only. "
                    + why + " Give it the address at which the internet reaches the workers' /hooks; for a provider on"
                    + " this machine, as in the demo, set takeone.webhook.allow-private=true.");
        });
        URI base = parse(given);
        require(given.length() <= LONGEST, "write at most " + LONGEST + " characters");
        require(base.getHost() != null && isHttp(base), "begin it with https:// and a host name");
        require(base.getRawUserInfo() == null, "remove the user info");
        require(
                base.getRawQuery() == null && base.getRawFragment() == null,
                "remove what follows the path, from ? or #");
        require(
                allowPrivate || List.of(-1, 80, 443).contains(base.getPort()),
                "the provider calls the ports 80 and 443 only: put it behind one of them");
        require(
                !isOf(base.getHost(), providerHost) && PROVIDERS.stream().noneMatch(own -> isOf(base.getHost(), own)),
                "the provider never calls its own domain: give it the address of the workers' /hooks");
        return new Webhook(given.replaceFirst("/+$", ""), new Seal(secrets(secretFile)));
    }

    private static boolean isHttp(URI base) {
        String scheme = Optional.ofNullable(base.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        return scheme.equals("https") || scheme.equals("http");
    }

    /** On this machine only the port tells who is who. */
    private static boolean isOf(String host, String domain) {
        String name = host.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
        String other = domain.toLowerCase(Locale.ROOT);
        boolean named = other.chars().anyMatch(Character::isLetter) && other.contains(".");
        return named && (name.equals(other) || name.endsWith("." + other));
    }

    private static URI parse(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException notAUrl) {
            // The cause quotes the URL, which may hold a secret.
            throw new IllegalArgumentException(
                    URL + "cannot be used: write an absolute URL such as https://hooks.example.com/hooks.");
        }
    }

    private static void require(boolean holds, String mend) {
        if (!holds) {
            throw new IllegalArgumentException(URL + "cannot be used: " + mend + ".");
        }
    }

    private static List<String> secrets(Optional<Path> file) {
        Path path = file.orElseThrow(() -> new IllegalArgumentException(FILE
                + " is missing, and takeone.webhook.url needs it: name a file that holds a secret of at least "
                + LEAST_SECRET + " characters, such as `openssl rand -hex 32` makes."));
        List<String> secrets = new SecretFile(FILE, path, "the secret")
                .read()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        if (secrets.isEmpty() || secrets.size() > MOST_SECRETS) {
            throw new IllegalArgumentException(FILE + " holds " + secrets.size()
                    + " secrets: write one on a line of its own, or two while one follows the other.");
        }
        if (secrets.stream().anyMatch(secret -> secret.length() < LEAST_SECRET)) {
            throw new IllegalArgumentException(FILE + " holds a secret that is too short: write at least "
                    + LEAST_SECRET + " characters that nobody can guess, such as `openssl rand -hex 32` makes.");
        }
        return secrets;
    }

    /** What a job's POST names; the provider appends {@code /callback}. */
    String address(int partition, String jobId) {
        return base + "/" + seal.token(partition, jobId);
    }
}
