package dev.takeone.console.access;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.stream.Stream;

/**
 * Slows down who guesses passwords: after some failures for a name, or from an address, the next try waits, twice as long
 * each time, a minute at most. Behind a proxy all people have one address, so a name that has signed in from an address
 * before waits for its own failures only: guesses of other names keep nobody out who was there before.
 */
final class Attempts {
    private static final int FREE = 5;
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration FORGOTTEN = Duration.ofHours(1);
    private static final int DOUBLINGS = 20;

    /** So that guesses of ever new names take no memory. */
    private static final int MOST = 10_000;

    /** Names at addresses that are remembered; of more, who has signed in longest ago is a stranger again. */
    private static final int MOST_KNOWN = 1_000;

    private final Map<String, Failures> failures = new LinkedHashMap<>();
    private final SequencedSet<Known> known = new LinkedHashSet<>();

    private record Failures(int count, Instant last) {}

    /** Somebody has signed in by this name, from this address. */
    private record Known(String name, String address) {}

    /** How long the next try has to wait; empty where it may come now. */
    synchronized Optional<Duration> wait(String name, String address, Instant now) {
        Duration ofAddress = known.contains(new Known(name, address)) ? Duration.ZERO : left("a" + address, now);
        return Stream.of(left("n" + name, now), ofAddress)
                .filter(Duration::isPositive)
                .reduce((one, other) -> one.compareTo(other) > 0 ? one : other);
    }

    private Duration left(String key, Instant now) {
        return Optional.ofNullable(failures.get(key))
                .filter(each -> each.count >= FREE)
                .map(each -> Duration.between(now, each.last.plus(pause(each.count - FREE))))
                .orElse(Duration.ZERO);
    }

    private static Duration pause(int doublings) {
        Duration pause = FIRST.multipliedBy(1L << Math.min(doublings, DOUBLINGS));
        return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
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
                .filter(each -> now.isBefore(each.last.plus(FORGOTTEN)))
                .map(Failures::count)
                .orElse(0);
        failures.put(key, new Failures(before + 1, now));
    }

    /** The name's count ends; the address's does not, or one's own password would buy more guesses of others'. */
    synchronized void succeeded(String name, String address) {
        failures.remove("n" + name);
        known.addLast(new Known(name, address));
        if (known.size() > MOST_KNOWN) {
            known.removeFirst();
        }
    }
}
