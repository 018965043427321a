package dev.takeone.journal.write;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Who waits until what was taken before them is written. Guarded by the {@link WriteQueue}, and looked at by the writer between
 * two transactions only, so that what is not in the queue any more is committed or dropped.
 */
final class Flushes {
    private final List<Flush> waiting = new ArrayList<>();

    private record Flush(Ticket ticket, Set<Integer> partitions, CompletableFuture<Void> passed) {
        boolean awaits(Taken taken) {
            return taken.ticket().isBefore(ticket)
                    && partitions.contains(taken.entry().partition());
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** {@code passed} completes when nothing of {@code partitions} with a earlier ticket is left. */
    void add(Ticket ticket, Set<Integer> partitions, CompletableFuture<Void> passed) {
        waiting.add(new Flush(ticket, Set.copyOf(partitions), passed));
    }

    /** Lets those through whom nothing in {@code queue} holds up. */
    void pass(Collection<Taken> queue) {
        let(waiting.stream()
                .filter(flush -> queue.stream().noneMatch(flush::awaits))
                .toList());
    }

    /** Lets everybody through: nothing can be written. */
    void passAll() {
        let(List.copyOf(waiting));
    }

    private void let(List<Flush> through) {
        waiting.removeAll(through);
        through.forEach(flush -> flush.passed().complete(null));
    }
}
