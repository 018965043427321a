package dev.takeone.journal.write;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * The entries that wait, which of their partitions are left out, and how much of them goes at once. Used under the queue's
 * lock.
 */
final class Backlog {
    private final ArrayDeque<Taken> entries = new ArrayDeque<>();
    private final Suspensions suspended;
    private Load load = Load.MOST;

    Backlog(LongSupplier nanos) {
        this.suspended = new Suspensions(nanos);
    }

    void add(Taken taken) {
        entries.add(taken);
    }

    /** In the order in which they came. */
    Collection<Taken> entries() {
        return Collections.unmodifiableCollection(entries);
    }

    /** Nothing of these partitions waits any more, nor is left out. */
    void drop(Set<Integer> partitions) {
        suspended.end(partitions);
        entries.removeIf(taken -> partitions.contains(taken.entry().partition()));
    }

    void dropAll() {
        suspended.endAll();
        entries.clear();
    }

    /** Back to where they were. */
    void putBack(List<Taken> taken) {
        taken.reversed().forEach(entries::addFirst);
    }

    /** Whether as many wait as go at once. */
    boolean isFull() {
        return entries.size() >= load.entries();
    }

    /** Whether anything waits whose time has come. */
    boolean anyReady() {
        return suspended.isEmpty()
                ? !entries.isEmpty()
                : suspended.due().isPresent() || anyOf(partition -> !suspended.contains(partition));
    }

    /** Whether anything of such a partition waits. */
    boolean anyOf(Predicate<Integer> partitions) {
        return entries.stream().map(taken -> taken.entry().partition()).anyMatch(partitions);
    }

    /** Takes out the first of a partition, alone, so that what still cannot be written costs the others as little as can be. */
    List<Taken> first(int partition) {
        List<Taken> first = entries.stream()
                .filter(taken -> taken.entry().partition() == partition)
                .limit(1)
                .toList();
        entries.removeAll(first);
        return first;
    }

    /** Takes out as many as go at once, of partitions that are not left out. */
    List<Taken> next() {
        List<Taken> taken = new ArrayList<>();
        List<Taken> left = new ArrayList<>();
        long bytes = 0;
        boolean full = false;
        while (!full && taken.size() < load.entries() && !entries.isEmpty()) {
            Taken next = entries.remove();
            if (suspended.contains(next.entry().partition())) {
                left.add(next);
            } else if (taken.isEmpty() || bytes + next.entry().size() <= load.bytes()) {
                bytes += next.entry().size();
                taken.add(next);
            } else {
                left.add(next);
                full = true;
            }
        }
        putBack(left);
        return List.copyOf(taken);
    }

    /** At most so many go at once, and at least one. */
    void atMost(int count) {
        load = load.entries(count);
    }

    /** These were not taken in time: half as much goes at once. */
    void tooSlow(List<Taken> taken) {
        if (!taken.isEmpty()) {
            load = Load.tooSlow(taken.size(), bytes(taken));
        }
    }

    /** These are committed, so long after that was begun. */
    void took(Duration length, List<Taken> taken) {
        load = load.worked(length, bytes(taken));
    }

    private static long bytes(List<Taken> taken) {
        return taken.stream().mapToLong(each -> each.entry().size()).sum();
    }

    /** Left out for a while, each time for longer until something of it is committed. */
    void suspend(int partition) {
        suspended.add(partition);
    }

    /** These are written again, or have nothing to be written. */
    void resume(Set<Integer> partitions) {
        suspended.end(partitions);
    }

    boolean isSuspended(int partition) {
        return suspended.contains(partition);
    }

    /** Those of which nothing has been committed since they were left out. */
    Set<Integer> suspended() {
        return suspended.partitions();
    }

    /** The one that has been left out for longest, where it is time to try. */
    Optional<Integer> due() {
        return suspended.due();
    }

    /** Until the next is to be tried; empty where none is left out. */
    OptionalLong nanosToTheNextTrial() {
        return suspended.nanosToTheNext();
    }
}
