package dev.takeone.journal.write;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The partitions that are left out because they could not be written: for a while, which doubles up to a minute, and then
 * each is due to be tried, by itself. Used under the queue's lock.
 */
final class Suspensions {
    static final long FIRST_NANOS = Duration.ofSeconds(2).toNanos();
    static final long LONGEST_NANOS = Duration.ofMinutes(1).toNanos();

    private final LongSupplier nanos;
    private final Map<Integer, Suspension> all = new HashMap<>();

    private record Suspension(long untilNanos, long length) {}

    Suspensions(LongSupplier nanos) {
        this.nanos = nanos;
    }

    void add(int partition) {
        long length = Optional.ofNullable(all.get(partition))
                .map(before -> Math.min(before.length() * 2, LONGEST_NANOS))
                .orElse(FIRST_NANOS);
        all.put(partition, new Suspension(nanos.getAsLong() + length, length));
    }

    void end(Set<Integer> partitions) {
        all.keySet().removeAll(partitions);
    }

    void endAll() {
        all.clear();
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** Also while it is due. */
    boolean contains(int partition) {
        return all.containsKey(partition);
    }

    Set<Integer> partitions() {
        return Set.copyOf(all.keySet());
    }

    /** The one that has waited longest for its trial. */
    Optional<Integer> due() {
        long now = nanos.getAsLong();
        return all.entrySet().stream()
                .filter(each -> each.getValue().untilNanos() - now <= 0)
                .min((one, other) -> Long.signum(
                        one.getValue().untilNanos() - other.getValue().untilNanos()))
                .map(Map.Entry::getKey);
    }

    /** Until the next is due, at least one; empty where there is none. */
    OptionalLong nanosToTheNext() {
        long now = nanos.getAsLong();
        return all.values().stream()
                .mapToLong(each -> Math.max(1, each.untilNanos() - now))
                .min();
    }
}
