package dev.takeone.console.memory;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** How long the last videos of each kind took, by the provider's own measure. */
public final class UsualTimes {
    /** Of each kind; what was before is forgotten. */
    private static final int LAST = 200;

    /** Fewer tell nothing. */
    private static final int LEAST = 5;

    private static final int KINDS = 1_000;

    private final ConcurrentHashMap<String, Ring> kinds = new ConcurrentHashMap<>();

    /**
     * Between these lie eight of ten.
     *
     * @param shortest a tenth takes less
     * @param longest a tenth takes more
     */
    public record Span(Duration shortest, Duration longest) {}

    private static final class Ring {
        private final int[] seconds = new int[LAST];
        private int count;

        synchronized void add(int value) {
            seconds[count % LAST] = value;
            count++;
        }

        synchronized int[] sorted() {
            int[] known = Arrays.copyOf(seconds, Math.min(count, LAST));
            Arrays.sort(known);
            return known;
        }
    }

    void add(String profile, Duration time) {
        if (kinds.size() < KINDS || kinds.containsKey(profile)) {
            kinds.computeIfAbsent(profile, any -> new Ring()).add(Math.clamp(time.toSeconds(), 0, Integer.MAX_VALUE));
        }
    }

    /** Empty as long as there were too few. */
    Optional<Span> usual(String profile) {
        return Optional.ofNullable(kinds.get(profile))
                .map(Ring::sorted)
                .filter(known -> known.length >= LEAST)
                .map(known -> new Span(
                        Duration.ofSeconds(known[known.length / 10]),
                        Duration.ofSeconds(known[known.length - 1 - known.length / 10])));
    }
}
