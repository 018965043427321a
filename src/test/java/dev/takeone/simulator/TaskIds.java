package dev.takeone.simulator;

import java.time.Instant;
import java.util.SplittableRandom;

/** Task ids as the provider's look today: {@code task_} and 26 characters, time first (a ULID's alphabet). */
final class TaskIds {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private final SplittableRandom random = new SplittableRandom(1);

    /** An id never given before by this simulator. */
    String next(Instant now) {
        StringBuilder id = new StringBuilder("task_");
        append(id, now.toEpochMilli(), 10);
        append(id, random.nextLong(), 8);
        append(id, random.nextLong(), 8);
        return id.toString();
    }

    private static void append(StringBuilder id, long bits, int characters) {
        for (int i = characters - 1; i >= 0; i--) {
            id.append(ALPHABET.charAt((int) (bits >>> (5 * i)) & 31));
        }
    }
}
