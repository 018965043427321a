package dev.takeone.journal.write;

import dev.takeone.journal.Entry;
import dev.takeone.journal.rows.Restoration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** The partitions in this worker's hands, and how far each is written. Used under the queue's lock. */
final class Tenures {
    private final Map<Integer, Tenure> held = new HashMap<>();

    /** A partition is read back: another tenure than any before. */
    void begin(int partition, Restoration.Held how) {
        held.put(partition, new Tenure(new Tenure.Beginning(), how.life(), how.position(), how.headAt(), how.marks()));
    }

    void end(Set<Integer> partitions) {
        held.keySet().removeAll(partitions);
    }

    /** Ends those that are still as they are here; says which. */
    Set<Integer> end(Map<Integer, Tenure> seen) {
        Set<Integer> ended = new TreeSet<>();
        seen.forEach((partition, tenure) -> {
            if (of(partition).filter(tenure::isSame).isPresent()) {
                held.remove(partition);
                ended.add(partition);
            }
        });
        return ended;
    }

    /** Ends all; says which there were. */
    Set<Integer> endAll() {
        Set<Integer> ended = new TreeSet<>(held.keySet());
        held.clear();
        return ended;
    }

    Optional<Tenure> of(int partition) {
        return Optional.ofNullable(held.get(partition));
    }

    Map<Integer, Tenure> all() {
        return Map.copyOf(held);
    }

    /** Those of these partitions that are held. */
    Set<Integer> of(Set<Integer> partitions) {
        Set<Integer> those = new HashSet<>(partitions);
        those.retainAll(held.keySet());
        return those;
    }

    /** Something is known of a partition; nothing where it is no longer held as it was then. */
    void learn(int partition, Tenure seen, UnaryOperator<Tenure> what) {
        held.computeIfPresent(partition, (key, tenure) -> tenure.isSame(seen) ? what.apply(tenure) : tenure);
    }

    /** What was taken under a tenure that still runs. */
    List<Taken> current(List<Taken> taken) {
        return taken.stream().filter(this::isCurrent).toList();
    }

    private boolean isCurrent(Taken taken) {
        return of(taken.entry().partition())
                .filter(tenure -> tenure.since() == taken.under())
                .isPresent();
    }

    /** These are committed, with their heads. */
    void committed(Map<Integer, Tenure> after, Instant at) {
        after.forEach((partition, each) -> held.computeIfPresent(
                partition, (key, tenure) -> tenure.isSame(each) ? tenure.committed(each, at) : tenure));
    }

    /** Leaves a hole where {@code taken} would have been; false where its tenure is over. */
    boolean skip(Taken taken) {
        if (!isCurrent(taken)) {
            return false;
        }
        Entry entry = taken.entry();
        Tenure tenure = Objects.requireNonNull(held.get(entry.partition()));
        entry.nextOffset()
                .ifPresent(next ->
                        held.put(entry.partition(), tenure.at(tenure.position().missing(next))));
        return true;
    }
}
