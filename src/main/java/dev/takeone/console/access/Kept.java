package dev.takeone.console.access;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Values that are kept for a while, each under a name that nobody can guess; at most so many, the oldest go first. */
public final class Kept<T> {
    private static final int BYTES = 32;

    private final int most;
    private final Duration length;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Entry<T>> entries = new LinkedHashMap<>();

    private record Entry<T>(T value, Instant until) {}

    /**
     * Keeps nothing yet.
     *
     * @param most values at once
     * @param length how long each is kept
     */
    public Kept(int most, Duration length) {
        this.most = most;
        this.length = length;
    }

    /** Keeps it, and returns its name. */
    public synchronized String keep(T value, Instant now) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String name = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        entries.values().removeIf(entry -> !now.isBefore(entry.until));
        entries.put(name, new Entry<>(value, now.plus(length)));
        if (entries.size() > most) {
            entries.remove(entries.keySet().iterator().next());
        }
        return name;
    }

    /** What is kept under a name; empty where there is nothing, or not any more. */
    public synchronized Optional<T> find(String name, Instant now) {
        return Optional.ofNullable(entries.get(name))
                .filter(entry -> now.isBefore(entry.until))
                .map(Entry::value);
    }

    /** Gives it once. */
    public synchronized Optional<T> take(String name, Instant now) {
        Optional<T> found = find(name, now);
        entries.remove(name);
        return found;
    }
}
