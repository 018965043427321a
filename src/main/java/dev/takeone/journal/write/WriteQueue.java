package dev.takeone.journal.write;

import dev.takeone.journal.Entry;
import dev.takeone.journal.rows.Restoration;
import dev.takeone.journal.threads.Pulse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;

/**
 * What waits to be written, what is held, and in whose name: the one place where the journal's callers and its thread
 * meet. All methods may be called on any thread, and only those of the writer wait.
 */
public final class WriteQueue {
    private final Pulse pulse;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Backlog backlog;
    private final Tenures held = new Tenures();
    private final Flushes flushes = new Flushes();
    private final Rhythm rhythm;
    private Optional<ConsumerGroupMetadata> generation = Optional.empty();
    private Ticket last = Ticket.FIRST;
    private boolean closing;
    private boolean over;

    /**
     * What the writer is to write next, and in whose name; all of it as it was at one moment. A trial is of one partition
     * that had been left out, and holds nothing else.
     */
    record Draft(List<Taken> taken, Map<Integer, Tenure> held, ConsumerGroupMetadata generation, boolean trial) {
        List<Entry> entries() {
            return taken.stream().map(Taken::entry).toList();
        }
    }

    public WriteQueue() {
        this(new Pulse(System::nanoTime));
    }

    public WriteQueue(Pulse pulse) {
        this(pulse, System::nanoTime);
    }

    /**
     * A queue with a clock of its own.
     *
     * @param nanos against which it looks, and by which partitions are left out; pauses are real ones
     */
    public WriteQueue(Pulse pulse, LongSupplier nanos) {
        this.pulse = pulse;
        this.backlog = new Backlog(nanos);
        this.rhythm = new Rhythm(nanos);
    }

    /** The writer's: it beats at least once a minute while there is nothing to do. */
    public Pulse pulse() {
        return pulse;
    }

    /** Takes an entry; drops it where its partition is not held. */
    public void append(Entry entry) {
        locked(() -> held.of(entry.partition())
                .filter(tenure -> !closing)
                .ifPresent(tenure -> backlog.add(new Taken(ticket(), tenure.since(), entry))));
    }

    /** From now on entries of the partition are taken. */
    public void hold(int partition, Restoration.Held how) {
        locked(() -> {
            backlog.drop(Set.of(partition));
            held.begin(partition, how);
            rhythm.lookNow();
        });
    }

    /** Lets partitions go, and drops what waits for them. */
    public void release(Set<Integer> partitions) {
        locked(() -> {
            held.end(partitions);
            backlog.drop(partitions);
        });
    }

    /** Lets every partition go, and drops all that waits; says which were held. */
    Set<Integer> loseAll() {
        return change(() -> {
            backlog.dropAll();
            return held.endAll();
        });
    }

    /** Lets partitions go that are still held as they are here, and drops all that waits for them; says which. */
    public Set<Integer> lose(Map<Integer, Tenure> suspect) {
        if (suspect.isEmpty()) {
            return Set.of();
        }
        return change(() -> {
            Set<Integer> lost = held.end(suspect);
            backlog.drop(lost);
            return lost;
        });
    }

    /** What a look at the logs has found out about a partition; nothing where it is no longer held as it was then. */
    public void learn(int partition, Tenure seen, UnaryOperator<Tenure> what) {
        locked(() -> held.learn(partition, seen, what));
    }

    /**
     * The group's newest generation. One that names no member is none: the broker would let anything pass in its name.
     */
    public void generation(ConsumerGroupMetadata newest) {
        locked(() -> generation =
                newest.generationId() < 0 || newest.memberId().isEmpty() ? Optional.empty() : Optional.of(newest));
    }

    /** The broker does not know {@code stale} any more: nothing is written until a newer one is there. */
    void refused(ConsumerGroupMetadata stale) {
        locked(() -> {
            if (generation.filter(stale::equals).isPresent()) {
                generation = Optional.empty();
            }
        });
    }

    /**
     * Completes when all that has been taken for these partitions so far is committed or dropped, and no transaction
     * is under way; also when nothing can be committed for want of a generation.
     */
    public CompletableFuture<Void> flush(Set<Integer> partitions) {
        CompletableFuture<Void> passed = new CompletableFuture<>();
        locked(() -> {
            if (over) {
                passed.complete(null);
            } else {
                flushes.add(ticket(), partitions, passed);
            }
        });
        return passed;
    }

    /**
     * Lets a partition go that is about to be read back, if it is held, and drops what waits for it; completes when its
     * last transaction is over. Nothing is written behind its reader's back then, until it is held anew: what waits there
     * for a generation would be committed as soon as one comes, and be decided a second time by whoever has read less.
     */
    public CompletableFuture<Void> releaseToRead(int partition) {
        Set<Integer> alone = Set.of(partition);
        release(alone);
        return flush(alone);
    }

    /** The writer has ended: nobody need wait for it. */
    void over() {
        loseAll();
        locked(() -> {
            closing = true;
            over = true;
            flushes.passAll();
        });
    }

    /** What is held as of now. */
    public Map<Integer, Tenure> held() {
        return look(() -> held.all());
    }

    /** No entry is taken any more; what is there is still handed out. */
    public void close() {
        locked(() -> closing = true);
    }

    /** Waits for the next work; empty when closed, and nothing is left or nothing can be written. */
    Optional<Draft> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                pulse.beat();
                if (generation.isEmpty()) {
                    flushes.passAll();
                } else {
                    flushes.pass(backlog.entries());
                }
                if (closing && (!backlog.anyReady() || generation.isEmpty())) {
                    return Optional.empty();
                }
                long nanos = nanosToWait();
                if (nanos <= 0) {
                    return generation.map(this::draft);
                }
                long left = changed.awaitNanos(nanos);
                if (left <= 0 && !backlog.anyReady()) {
                    rhythm.lookNow();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** What the writer could not write goes back to where it was, except what is no longer ours; so do old heads. */
    void putBack(List<Taken> taken) {
        locked(() -> {
            backlog.putBack(held.current(taken));
            rhythm.lookNow();
        });
    }

    /** Hands out half as many at once as these, at least one. */
    void halve(int count) {
        locked(() -> backlog.atMost(count / 2));
    }

    /** These were not taken in time: hands out half as much at once. */
    void tooSlow(List<Taken> taken) {
        locked(() -> backlog.tooSlow(taken));
    }

    /** These are committed, so long after that was begun. */
    void took(Duration length, List<Taken> taken) {
        locked(() -> backlog.took(length, taken));
    }

    /** Leaves these partitions out for a while, each time for longer until something of them is committed. */
    void suspend(Set<Integer> partitions) {
        locked(() -> held.of(partitions).forEach(backlog::suspend));
    }

    /** Of a partition that was left out nothing is to be written any more. */
    void nothingLeft(Draft trial) {
        locked(() -> backlog.resume(trial.held().keySet()));
    }

    /** The partitions of which nothing has been committed since they were left out. */
    Set<Integer> suspended() {
        return look(() -> backlog.suspended());
    }

    /** Whether something of other partitions waits that are not left out. */
    boolean othersWait(Set<Integer> partitions) {
        return look(
                () -> backlog.anyOf(partition -> !partitions.contains(partition) && !backlog.isSuspended(partition)));
    }

    /** Takes note of a commit. */
    void committed(Transaction transaction, Instant at) {
        locked(() -> {
            backlog.resume(transaction.after().keySet());
            held.committed(transaction.after(), at);
        });
    }

    /** Leaves a hole where {@code taken} would have been; false where its partition is no longer ours. */
    boolean skip(Taken taken) {
        return change(() -> {
            backlog.atMost(2);
            return held.skip(taken);
        });
    }

    /** The writer is done with a transaction, for better or worse. */
    void transactionEnded() {
        locked(rhythm::ended);
    }

    /** Waits, unless closed. */
    void pause(Duration atMost) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = atMost.toNanos();
            while (left > 0 && !closing) {
                pulse.beat();
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    boolean closing() {
        return look(() -> closing);
    }

    public boolean isOver() {
        return look(() -> over);
    }

    private long nanosToWait() {
        if (generation.isEmpty()) {
            return Rhythm.LOOK_NANOS;
        }
        if (!backlog.anyReady()) {
            return rhythm.nanosToTheNextLook(backlog.nanosToTheNextTrial());
        }
        boolean hurry = closing || !flushes.isEmpty() || backlog.isFull();
        return hurry ? 0 : rhythm.nanosToGather();
    }

    private Draft draft(ConsumerGroupMetadata name) {
        return backlog.due().map(partition -> trial(partition, name)).orElseGet(() -> healthy(name));
    }

    private Draft trial(int partition, ConsumerGroupMetadata name) {
        return new Draft(
                backlog.first(partition), Map.of(partition, held.of(partition).orElseThrow()), name, true);
    }

    private Draft healthy(ConsumerGroupMetadata name) {
        rhythm.looks();
        Map<Integer, Tenure> ready = new HashMap<>(held.all());
        ready.keySet().removeIf(backlog::isSuspended);
        return new Draft(backlog.next(), Map.copyOf(ready), name, false);
    }

    private Ticket ticket() {
        last = last.next();
        return last;
    }

    private <T> T look(Supplier<T> at) {
        lock.lock();
        try {
            return at.get();
        } finally {
            lock.unlock();
        }
    }

    private <T> T change(Supplier<T> change) {
        lock.lock();
        try {
            T result = change.get();
            changed.signalAll();
            return result;
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
