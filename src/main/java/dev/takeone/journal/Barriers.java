package dev.takeone.journal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Who waits until what was taken before them is written. Guarded by the {@link Inbox}, and looked at by the writer between
 * two transactions only, so that what is not in the queue any more is committed or dropped.
 */
final class Barriers {
    private final List<Barrier> waiting = new ArrayList<>();

    private record Barrier(long ticket, Set<Integer> partitions, CompletableFuture<Void> passed) {
        boolean awaits(Inbox.Taken taken) {
            return taken.ticket() < ticket && partitions.contains(taken.entry().partition());
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** {@code passed} completes when nothing of {@code partitions} with a smaller ticket is left. */
    void add(long ticket, Set<Integer> partitions, CompletableFuture<Void> passed) {
        waiting.add(new Barrier(ticket, Set.copyOf(partitions), passed));
    }

    /** Lets those through whom nothing in {@code queue} holds up. */
    void pass(Collection<Inbox.Taken> queue) {
        let(waiting.stream()
                .filter(barrier -> queue.stream().noneMatch(barrier::awaits))
                .toList());
    }

    /** Lets everybody through: nothing can be written. */
    void passAll() {
        let(List.copyOf(waiting));
    }

    private void let(List<Barrier> through) {
        waiting.removeAll(through);
        through.forEach(barrier -> barrier.passed().complete(null));
    }
}
