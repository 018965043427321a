package dev.takeone.simulation;

import dev.takeone.job.JobState;
import dev.takeone.journal.Entry;
import dev.takeone.journal.Journal;
import dev.takeone.journal.Receipt;
import dev.takeone.journal.Restored;
import dev.takeone.journal.Row;
import dev.takeone.journal.rows.TopicLife;
import dev.takeone.journal.write.Load;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One process's way to the journal, with Kafka's semantics. One transaction at a time: records, then the offsets, which
 * the broker refuses in the name of a generation that is over, then the commit, which may take long, fail, come to pass
 * after the process is gone, or come to pass without an answer. What is left open the broker aborts in the end.
 */
final class ReplicaJournal implements Journal {
    /** The broker aborts a transaction that is older, when it next looks. */
    private static final Duration TRANSACTION = Duration.ofSeconds(15);

    private static final Duration ABORT_SCAN = Duration.ofSeconds(10);
    private static final Duration LAST_TRANSACTION = Duration.ofSeconds(15);
    private static final Duration RESTORE_BARRIER = Duration.ofSeconds(30);

    private record Taken(Entry entry, long hold) {}

    private record Barrier(Set<Integer> partitions, Runnable passed) {}

    /** A transaction under way, in the name of the generation in which it began. */
    private record Writing(List<Taken> taken, Cluster.Transaction transaction, int generation, long startedNanos) {}

    private final World world;
    private final Replica process;
    private final ReplicaReceipts receipts;
    private final List<Taken> queue = new ArrayList<>();
    private final Map<Integer, Long> held = new HashMap<>();
    private final Map<Integer, Long> restoring = new HashMap<>();

    /** Whose offsets those of the requests of each partition held are. */
    private final Map<Integer, String> lives = new HashMap<>();

    private final List<Barrier> barriers = new ArrayList<>();
    private Optional<Journal.Listener> listener = Optional.empty();
    private Load load = Load.MOST;
    private boolean busy;
    private int generation;
    private int refused;
    private long holds;

    ReplicaJournal(World world, Replica process) {
        this.world = world;
        this.process = process;
        this.receipts = new ReplicaReceipts(world, process);
    }

    void listen(Journal.Listener worker) {
        listener = Optional.of(worker);
        receipts.listen(worker);
    }

    void generation(int newest) {
        generation = Math.max(generation, newest);
        write();
    }

    @Override
    public void append(Entry entry) {
        entry.row().ifPresent(this::checkHeld);
        Long hold = held.get(entry.partition());
        if (hold != null) {
            world.faults().error(process);
            queue.add(new Taken(entry, hold));
            write();
        }
    }

    private void checkHeld(Row row) {
        if (row.state() instanceof JobState.Submitting posting && process.mustNotBuy(posting)) {
            world.findings().broken(Invariant.HELD_BUYS_NOTHING, process + " means to post " + posting);
        }
    }

    @Override
    public CompletionStage<Restored> restore(int partition) {
        CompletableFuture<Restored> answer = new CompletableFuture<>();
        release(Set.of(partition));
        long number = ++holds;
        restoring.put(partition, number);
        barrier(Set.of(partition), RESTORE_BARRIER, late -> {
            if (late) {
                answer.complete(new Restored.Unavailable(partition, "the last transaction has not ended"));
            } else {
                world.scheduler()
                        .soon(
                                Duration.ofSeconds(1),
                                () -> world.cluster().whenStable(partition, () -> read(partition, number, answer)));
            }
        });
        return answer;
    }

    /** At the broker: what stands there at this moment is on its way. */
    private void read(int partition, long number, CompletableFuture<Restored> answer) {
        Restored found = world.cluster()
                .read(
                        partition,
                        process.now()
                                .minus(world.options().settings().retention())
                                .minus(Options.CLOCKS_APART));
        world.scheduler()
                .soon(Duration.ofSeconds(2), () -> process.run(() -> answer.complete(hold(partition, number, found))));
    }

    private Restored hold(int partition, long number, Restored found) {
        if (!restoring.remove(partition, number)) {
            return new Restored.Unavailable(partition, "let go meanwhile");
        }
        if (world.scheduler().chance(0.05)) {
            return new Restored.Unavailable(partition, "chance");
        }
        if (!(found instanceof Restored.Ready ready)) {
            return found;
        }
        lives.put(partition, ready.topicLife());
        held.put(partition, number);
        receipts.follow(partition);
        process.note(() -> "has read " + partition);
        return found;
    }

    /** Whether the topics are still the same ones. */
    void look() {
        Set<Integer> lost = new TreeSet<>(held.keySet());
        lost.removeIf(partition -> TopicLife.parse(Objects.requireNonNull(lives.get(partition)))
                        .topicId()
                        .equals(world.cluster().life())
                && !world.cluster().isCutShort(partition));
        if (!lost.isEmpty()) {
            process.note(() -> "finds another topic in " + lost);
            held.keySet().removeAll(lost);
            queue.removeIf(taken -> lost.contains(taken.entry().partition()));
            receipts.unfollow(lost);
            listener.ifPresent(worker -> worker.lost(lost));
        }
    }

    @Override
    public void keep(int partition, Receipt receipt) {
        receipts.keep(partition, receipt);
    }

    @Override
    public CompletionStage<Void> receiptsRead(int partition) {
        return receipts.read(partition);
    }

    /** A receipt has come to this partition. */
    void receiptCame(int partition) {
        receipts.came(partition);
    }

    @Override
    public void release(Set<Integer> partitions) {
        held.keySet().removeAll(partitions);
        restoring.keySet().removeAll(partitions);
        receipts.unfollow(partitions);
        queue.removeIf(taken -> partitions.contains(taken.entry().partition()));
    }

    /** Runs {@code passed} when nothing of these partitions is waiting or under way, or that takes too long. */
    void flush(Set<Integer> partitions, Runnable passed) {
        barrier(partitions, LAST_TRANSACTION, late -> passed.run());
    }

    private interface Passed {
        void late(boolean late);
    }

    private void barrier(Set<Integer> partitions, Duration atMost, Passed passed) {
        Barrier barrier = new Barrier(partitions, () -> passed.late(false));
        barriers.add(barrier);
        world.scheduler()
                .in(
                        atMost,
                        () -> process.run(() -> {
                            if (barriers.remove(barrier)) {
                                passed.late(true);
                            }
                        }));
        passBarriers();
        write();
    }

    private void passBarriers() {
        for (Barrier barrier : List.copyOf(barriers)) {
            if (!busy && (generation <= refused || !waits(barrier)) && barriers.remove(barrier)) {
                barrier.passed().run();
            }
        }
    }

    private boolean waits(Barrier barrier) {
        return queue.stream()
                .anyMatch(taken -> barrier.partitions().contains(taken.entry().partition()));
    }

    private void write() {
        if (busy || queue.isEmpty() || generation <= refused) {
            return;
        }
        busy = true;
        List<Taken> taken = batch();
        Cluster.Transaction transaction =
                world.cluster().begin(taken.stream().map(Taken::entry).toList());
        Writing writing =
                new Writing(taken, transaction, generation, world.scheduler().nanos());
        world.scheduler()
                .in(
                        TRANSACTION.plus(world.scheduler().upTo(ABORT_SCAN)),
                        () -> world.cluster().abort(transaction));
        world.scheduler()
                .in(
                        sending(writing),
                        () -> process.run(
                                () -> next(Duration.ofSeconds(world.calm() ? 1 : 4), () -> offsets(writing))));
    }

    /** As much as goes at once. */
    private List<Taken> batch() {
        List<Taken> waiting = List.copyOf(queue);
        int count = 0;
        long bytes = 0;
        while (count < Math.min(load.entries(), waiting.size())
                && (count == 0 || bytes + size(waiting.get(count)) <= load.bytes())) {
            bytes += size(waiting.get(count));
            count++;
        }
        queue.subList(0, count).clear();
        return waiting.subList(0, count);
    }

    private long size(Taken taken) {
        return taken.entry().size() * (world.options().hasSlowBroker() ? Options.LONG : 1);
    }

    private long bytes(Writing writing) {
        return writing.taken().stream().mapToLong(this::size).sum();
    }

    private Duration sending(Writing writing) {
        OptionalInt rate = world.options().bytesPerSecond();
        return rate.isPresent() ? Duration.ofMillis(1_000 * bytes(writing) / rate.getAsInt()) : Duration.ZERO;
    }

    private void worked(Writing writing) {
        Duration took = Duration.ofNanos(world.scheduler().nanos() - writing.startedNanos());
        load = world.mutant().worked(load, load.worked(took, bytes(writing)));
    }

    private void tooSlow(Writing writing) {
        load = world.mutant().tooSlow(load, Load.tooSlow(writing.taken().size(), bytes(writing)));
    }

    /** The next call to the broker arrives there, whatever becomes of its caller meanwhile. */
    private void next(Duration most, Runnable atTheBroker) {
        world.faults().mishap(process);
        process.run(() -> world.scheduler().soon(most, atTheBroker));
    }

    private void offsets(Writing writing) {
        boolean current = world.group().isMember(process) && world.group().generation() == writing.generation();
        if (writing.transaction().over()) {
            process.run(() -> startOver(writing));
        } else if (!current) {
            process.run(() -> {
                world.cluster().abort(writing.transaction());
                refused = Math.max(refused, writing.generation());
                putBack(writing);
            });
        } else {
            next(Duration.ofSeconds(world.calm() ? 1 : 6), () -> end(writing));
        }
    }

    private void end(Writing writing) {
        int fate = world.calm() ? 99 : world.scheduler().below(100);
        if (writing.transaction().over() || fate < 3) {
            process.run(() -> startOver(writing));
        } else if (fate < 9) {
            world.cluster().abort(writing.transaction());
            process.run(() -> {
                tooSlow(writing);
                putBack(writing);
            });
        } else {
            world.cluster().commit(writing.transaction(), new Cluster.Writer(process, writing.startedNanos()));
            committed(writing, fate);
        }
    }

    /** The answer may be lost, late, or in vain. */
    private void committed(Writing writing, int fate) {
        world.faults().mishap(process);
        if (fate < 12) {
            process.run(() -> startOver(writing));
        } else {
            Duration late = fate < 18 ? world.scheduler().upTo(Duration.ofSeconds(25)) : Duration.ZERO;
            world.scheduler()
                    .in(
                            late,
                            () -> process.run(() -> {
                                List<Entry> entries = writing.taken().stream()
                                        .map(Taken::entry)
                                        .toList();
                                worked(writing);
                                done();
                                listener.ifPresent(
                                        worker -> worker.committed(entries, process.nanosAt(writing.startedNanos())));
                            }));
        }
    }

    /** Says that these are committed, which they need not be. */
    void tellCommitted(List<Entry> entries) {
        listener.ifPresent(worker -> worker.committed(entries, process.nanos()));
    }

    private void putBack(Writing writing) {
        queue.addAll(0, current(writing.taken()));
        done();
    }

    /** A new producer takes the place of the old one, and what that left open is over. */
    private void startOver(Writing writing) {
        tooSlow(writing);
        Set<Integer> lost = new TreeSet<>(held.keySet());
        process.note(() -> "starts over with " + lost);
        held.clear();
        queue.clear();
        receipts.unfollow(lost);
        listener.ifPresent(worker -> worker.lost(lost));
        world.scheduler().soon(Duration.ofSeconds(5), () -> process.run(this::done));
    }

    private void done() {
        busy = false;
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
