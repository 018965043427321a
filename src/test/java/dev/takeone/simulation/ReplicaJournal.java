package dev.takeone.simulation;

import dev.takeone.journal.Entry;
import dev.takeone.journal.Journal;
import dev.takeone.journal.Receipt;
import dev.takeone.journal.Restored;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One process's way to the journal, with Kafka's semantics: one transaction at a time, committed late or not at all,
 * refused when the group has moved on, and sometimes without an answer.
 */
final class ReplicaJournal implements Journal {
    private record Taken(Entry entry, long hold) {}

    private record Barrier(Set<Integer> partitions, Runnable passed) {}

    private final World world;
    private final Replica process;
    private final List<Taken> queue = new ArrayList<>();
    private final Map<Integer, Long> held = new HashMap<>();
    private final Map<Integer, Long> restoring = new HashMap<>();
    private final List<Barrier> barriers = new ArrayList<>();
    private Optional<Journal.Listener> listener = Optional.empty();
    private List<Taken> writing = List.of();
    private boolean busy;
    private int generation;
    private int refused;
    private long holds;

    ReplicaJournal(World world, Replica process) {
        this.world = world;
        this.process = process;
    }

    void listen(Journal.Listener worker) {
        listener = Optional.of(worker);
    }

    void generation(int newest) {
        generation = Math.max(generation, newest);
        write();
    }

    @Override
    public void append(Entry entry) {
        Long hold = held.get(entry.partition());
        if (hold != null) {
            queue.add(new Taken(entry, hold));
            write();
        }
    }

    @Override
    public CompletionStage<Restored> restore(int partition) {
        CompletableFuture<Restored> read = new CompletableFuture<>();
        held.remove(partition);
        long number = ++holds;
        restoring.put(partition, number);
        flush(
                Set.of(partition),
                () -> world.scheduler()
                        .soon(Duration.ofSeconds(2), () -> process.run(() -> read.complete(read(partition, number)))));
        return read;
    }

    private Restored read(int partition, long number) {
        if (!restoring.remove(partition, number)) {
            return new Restored.Unavailable(partition, "let go meanwhile");
        }
        if (world.scheduler().chance(0.05)) {
            return new Restored.Unavailable(partition, "chance");
        }
        held.put(partition, number);
        follow(
                partition,
                number,
                0,
                world.cluster().partition(partition).receipts.size());
        world.trace(process + " restored " + partition);
        return world.cluster().read(partition);
    }

    /** Tells receipts as they come, for as long as the partition is held. */
    private void follow(int partition, long hold, int from, int old) {
        world.scheduler()
                .soon(
                        Duration.ofSeconds(2),
                        () -> process.run(() -> {
                            if (Long.valueOf(hold).equals(held.get(partition))) {
                                follow(partition, hold, tell(partition, from, old), old);
                            }
                        }));
    }

    private int tell(int partition, int from, int old) {
        List<Receipt> receipts = world.cluster().partition(partition).receipts;
        for (int each = from; each < receipts.size(); each++) {
            Receipt receipt = receipts.get(each);
            boolean fresh = each >= old;
            listener.ifPresent(worker -> worker.receipt(partition, receipt, fresh));
        }
        return receipts.size();
    }

    @Override
    public void keep(int partition, Receipt receipt) {
        world.scheduler()
                .soon(
                        Duration.ofSeconds(3),
                        () -> process.run(() ->
                                world.cluster().partition(partition).receipts.add(receipt)));
    }

    @Override
    public CompletionStage<Void> receiptsRead(int partition) {
        CompletableFuture<Void> read = new CompletableFuture<>();
        world.scheduler()
                .soon(
                        Duration.ofSeconds(2),
                        () -> process.run(() -> {
                            tell(partition, 0, Integer.MAX_VALUE);
                            read.complete(null);
                        }));
        return read;
    }

    @Override
    public void release(Set<Integer> partitions) {
        held.keySet().removeAll(partitions);
        restoring.keySet().removeAll(partitions);
        world.trace(process + " releases " + partitions);
        queue.removeIf(taken -> partitions.contains(taken.entry().partition()));
    }

    /** Runs {@code passed} when nothing of these partitions is waiting or under way, or nothing can be committed. */
    void flush(Set<Integer> partitions, Runnable passed) {
        barriers.add(new Barrier(partitions, passed));
        passBarriers();
        write();
    }

    private void passBarriers() {
        List<Barrier> open = List.copyOf(barriers);
        for (Barrier barrier : open) {
            boolean waits = busy
                    || (generation > refused
                            && queue.stream()
                                    .anyMatch(taken -> barrier.partitions()
                                            .contains(taken.entry().partition())));
            if (!waits && barriers.remove(barrier)) {
                barrier.passed().run();
            }
        }
    }

    private void write() {
        if (busy || queue.isEmpty() || generation <= refused) {
            return;
        }
        busy = true;
        writing = List.copyOf(queue);
        queue.clear();
        int began = generation;
        long startedNanos = world.scheduler().nanos();
        Duration takes = world.scheduler().upTo(Duration.ofSeconds(world.calm() ? 1 : 8));
        world.scheduler().in(takes, () -> atTheBroker(began, startedNanos));
    }

    private void atTheBroker(int began, long startedNanos) {
        world.trace(process + " commit point gen " + began + "/" + world.group().generation() + " "
                + entries().stream()
                        .map(e -> e.partition() + "@" + e.nextOffset()
                                + e.row()
                                        .map(r -> r.state().getClass().getSimpleName())
                                        .orElse(""))
                        .toList());
        boolean current = world.group().isMember(process) && world.group().generation() == began;
        int fate = world.calm() ? 99 : world.scheduler().below(100);
        if (!current) {
            process.run(() -> refusedBy(began));
        } else if (fate < 3) {
            process.run(this::startOver);
        } else if (fate < 6) {
            world.cluster().commit(entries());
            process.run(this::startOver);
        } else if (fate < 12) {
            process.run(this::again);
        } else if (process.running()) {
            world.cluster().commit(entries());
            process.run(() -> committed(startedNanos));
        }
    }

    private List<Entry> entries() {
        return writing.stream().map(Taken::entry).toList();
    }

    private void committed(long startedNanos) {
        List<Entry> ours = current(writing).stream().map(Taken::entry).toList();
        done();
        listener.ifPresent(worker -> worker.committed(ours, startedNanos));
    }

    private void again() {
        queue.addAll(0, current(writing));
        done();
    }

    private void refusedBy(int began) {
        refused = Math.max(refused, began);
        again();
    }

    private void startOver() {
        Set<Integer> lost = new TreeSet<>(held.keySet());
        world.trace(process + " starts over " + lost);
        held.clear();
        queue.clear();
        done();
        listener.ifPresent(worker -> worker.lost(lost));
    }

    private void done() {
        busy = false;
        writing = List.of();
        passBarriers();
        write();
    }

    private List<Taken> current(List<Taken> taken) {
        return taken.stream()
                .filter(each ->
                        Long.valueOf(each.hold()).equals(held.get(each.entry().partition())))
                .toList();
    }
}
