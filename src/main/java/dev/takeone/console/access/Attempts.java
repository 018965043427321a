package dev.takeone.console.access;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Slows down who guesses passwords: after some failures for a name, or from an address, the next try waits, twice as long
 * each time. Whoever guesses a name from many places can delay its owner's next sign-in, by a minute at most.
 */
final class Attempts {
    private static final int FREE = 5;
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST_OF_A_NAME = Duration.ofMinutes(1);
    private static final Duration LONGEST_OF_AN_ADDRESS = Duration.ofMinutes(10);
    private static final Duration FORGOTTEN = Duration.ofHours(1);
    private static final int DOUBLINGS = 20;

    /** So that guesses of ever new names take no memory. */
    private static final int MOST = 10_000;

    private final Map<String, Failures> failures = new LinkedHashMap<>();

    private record Failures(int count, Instant last) {}

    /** How long the next try has to wait; empty where it may come now. */
    synchronized Optional<Duration> wait(String name, String address, Instant now) {
        return Stream.of(left("n" + name, LONGEST_OF_A_NAME, now), left("a" + address, LONGEST_OF_AN_ADDRESS, now))
                .filter(Duration::isPositive)
                .reduce((one, other) -> one.compareTo(other) > 0 ? one : other);
    }

    private Duration left(String key, Duration longest, Instant now) {
        return Optional.ofNullable(failures.get(key))
                .filter(known -> known.count >= FREE)
                .map(known -> Duration.between(now, known.last.plus(pause(known.count - FREE, longest))))
                .orElse(Duration.ZERO);
    }

    private static Duration pause(int doublings, Duration longest) {
        Duration pause = FIRST.multipliedBy(1L << Math.min(doublings, DOUBLINGS));
        return pause.compareTo(longest) < 0 ? pause : longest;
    }

    synchronized void failed(String name, String address, Instant now) {
        count("n" + name, now);
        count("a" + address, now);
        while (failures.size() > MOST) {
            failures.remove(failures.keySet().iterator().next());
        }
    }

    private void count(String key, Instant now) {
        int before = Optional.ofNullable(failures.remove(key))
                .filter(known -> now.isBefore(known.last.plus(FORGOTTEN)))
                .map(Failures::count)
                .orElse(0);
        failures.put(key, new Failures(before + 1, now));
    }

    /** The name's count ends; the address's does not, or one's own password would buy more guesses of others'. */
    synchronized void succeeded(String name) {
        failures.remove("n" + name);
    }
}
