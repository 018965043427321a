package dev.takeone.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The account's key, which may be exchanged while calls are open. Those before it are remembered, since the answers to
 * calls that were made with them may repeat them. May be used on any thread; never prints a key.
 */
public final class AccountKey {
    /** Too few to tell a key by, and enough to tell keys apart. */
    private static final int FINGERPRINT_BYTES = 6;

    /** More than are exchanged while a call is open. */
    private static final int REMEMBERED = 16;

    private volatile List<String> newestFirst;

    /** Asked for several times a second. */
    private volatile List<String> fingerprints;

    /** Calls carry {@code key}, without the white space around it. */
    public AccountKey(String key) {
        this.newestFirst = List.of(key.strip());
        this.fingerprints = newestFirst.stream().map(AccountKey::fingerprint).toList();
    }

    /** Calls that begin from now on carry {@code next}, without the white space around it. */
    public synchronized void exchange(String next) {
        newestFirst = Stream.concat(Stream.of(next.strip()), newestFirst.stream())
                .distinct()
                .limit(REMEMBERED)
                .toList();
        fingerprints = newestFirst.stream().map(AccountKey::fingerprint).toList();
    }

    /** What a call that begins now carries. */
    public String current() {
        return newestFirst.getFirst();
    }

    /** What tells whether two workers have had the same key, and nothing of any key; the newest first. */
    public List<String> fingerprints() {
        return fingerprints;
    }

    private static String fingerprint(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(("takeone account " + key).getBytes(UTF_8));
            return HexFormat.of().formatHex(digest, 0, FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The current one, and those before it. */
    public List<String> all() {
        return newestFirst;
    }
}
