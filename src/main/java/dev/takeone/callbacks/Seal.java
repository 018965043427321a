package dev.takeone.callbacks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes and opens tokens, {@code <partition>.<job id>.<seal>}: whoever does not know a secret can name no job. Pure but for
 * what it knows.
 */
public final class Seal {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String DOMAIN = "takeone/hook/1/";

    /** Of 256 bits; what is left is beyond any guess. */
    private static final int BYTES = 16;

    private static final Pattern TOKEN = Pattern.compile("(0|[1-9]\\d{0,5})\\.([0-9a-f]{32})\\.([A-Za-z0-9_-]{22})");

    private final List<SecretKeySpec> secrets;

    /**
     * What a token names.
     *
     * @param partition the job's
     */
    public record Named(int partition, String jobId) {}

    /**
     * A seal.
     *
     * @param secrets at least one: the first makes tokens, each opens them, so that one can follow another
     */
    public Seal(List<String> secrets) {
        this.secrets = secrets.stream()
                .map(secret -> new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM))
                .toList();
    }

    /** The token of a job. */
    public String token(int partition, String jobId) {
        String named = partition + "." + jobId;
        return named + "." + text(seal(secrets.getFirst(), named));
    }

    /** What a token names; empty where no secret has sealed it. */
    public Optional<Named> open(String token) {
        Matcher parts = TOKEN.matcher(token);
        return parts.matches() && isSealed(parts.group(1) + "." + parts.group(2), parts.group(3))
                ? Optional.of(new Named(Integer.parseInt(parts.group(1)), parts.group(2)))
                : Optional.empty();
    }

    /** Takes as long whatever is wrong: each secret is tried, and every byte compared. */
    private boolean isSealed(String named, String seal) {
        byte[] given = seal.getBytes(StandardCharsets.US_ASCII);
        boolean sealed = false;
        for (SecretKeySpec secret : secrets) {
            byte[] own = text(seal(secret, named)).getBytes(StandardCharsets.US_ASCII);
            sealed |= MessageDigest.isEqual(own, given);
        }
        return sealed;
    }

    private static String text(byte[] seal) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(seal);
    }

    private static byte[] seal(SecretKeySpec secret, String named) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return Arrays.copyOf(mac.doFinal((DOMAIN + named).getBytes(StandardCharsets.US_ASCII)), BYTES);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, missing);
        }
    }

    /** Tells nothing of the secrets. */
    @Override
    public String toString() {
        return "Seal[" + secrets.size() + "]";
    }
}
