package dev.takeone.console.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Makes hashes of passwords, and compares. A comparison is work on purpose, so few go on at once. */
public final class Passwords {
    /** A quarter of a second on a usual machine. */
    private static final int COST = 12;

    /** What the algorithm takes; it would cut the rest off without a word. */
    static final int MOST_BYTES = 71;

    private static final int AT_ONCE = 2;

    /** The hash of {@code nobody's}, made as all are here: compared with where there is no such user, so that this takes as long. */
    static final String NOBODYS = "$2y$12$YPhnAv3uM9et/c76LGG/jel9kUgGUkMEcX6IzvXoH6alb2B5xCwsC";

    private final Semaphore places = new Semaphore(AT_ONCE);

    /**
     * A new hash.
     *
     * @throws IllegalArgumentException where the password is empty or too long
     */
    public static String hash(String password) {
        return hash(password, COST);
    }

    /**
     * The same, at another cost.
     *
     * @param cost of each comparison and each guess: one more doubles it
     * @throws IllegalArgumentException where the password is empty or too long
     */
    public static String hash(String password, int cost) {
        byte[] bytes = password.getBytes(UTF_8);
        if (bytes.length == 0 || bytes.length > MOST_BYTES) {
            throw new IllegalArgumentException("a password has 1 to " + MOST_BYTES + " bytes");
        }
        return new String(BCrypt.with(BCrypt.Version.VERSION_2Y).hash(cost, bytes), UTF_8);
    }

    /**
     * Whether the password is the user's. Takes as long where there is no such user.
     *
     * @return empty where too many ask at once
     */
    Optional<Boolean> matches(Optional<Users.User> user, String password) {
        if (!places.tryAcquire()) {
            return Optional.empty();
        }
        try {
            byte[] bytes = password.getBytes(UTF_8);
            boolean same = bytes.length <= MOST_BYTES
                    && BCrypt.verifyer()
                            .verify(
                                    bytes,
                                    user.map(Users.User::hash).orElse(NOBODYS).getBytes(UTF_8))
                            .verified;
            return Optional.of(same && user.isPresent());
        } finally {
            places.release();
        }
    }
}
