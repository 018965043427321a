package dev.takeone.journal.write;

import dev.takeone.journal.Entry;
import dev.takeone.journal.rows.Restoration;
import dev.takeone.journal.threads.Pulse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;

/**
 * What waits to be written, what is held, and in whose name: the one place where the journal's callers and its thread
 * meet. All methods may be called on any thread, and only those of the writer wait.
 */
public final class WriteQueue {
    /**
     * How long to gather after a transaction. Twenty milliseconds delayed every event of a worker with little to do
     * ({@code ./takeone bench latency} halves with five), and held up a busy one, whose next POSTs wait for their commit;
     * with no pause a busy worker did less than with five ({@code ./takeone bench pipeline}). All with one local broker:
     * one that is replicated takes longer for a commit, during which more is gathered.
     */
    private static final long GATHER_NANOS = Duration.ofMillis(5).toNanos();

    /** A head grows old where nothing is written: however often the writer is woken, it looks this often. */
    private static final long LOOK_NANOS = Duration.ofMinutes(1).toNanos();

    private final Pulse pulse;
    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Backlog backlog = new Backlog(System::nanoTime);
    private final Map<Integer, Tenure> held = new HashMap<>();
    private final Flushes flushes = new Flushes();
    private Optional<ConsumerGroupMetadata> generation = Optional.empty();
    private Ticket last = Ticket.FIRST;
    private boolean lookNow;
    private long lookAtNanos;
    private boolean closing;
    private boolean over;
    private long endedNanos = System.nanoTime() - GATHER_NANOS;

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
     * @param nanos against which it looks; pauses are real ones
     */
    public WriteQueue(Pulse pulse, LongSupplier nanos) {
        this.pulse = pulse;
        this.nanos = nanos;
        this.lookAtNanos = nanos.getAsLong() + LOOK_NANOS;
    }

    /** The writer's: it beats at least once a minute while there is nothing to do. */
    public Pulse pulse() {
        return pulse;
    }

    /** Takes an entry; drops it where its partition is not held. */
    public void append(Entry entry) {
        locked(() -> {
            Tenure tenure = held.get(entry.partition());
            if (tenure != null && !closing) {
                backlog.add(new Taken(ticket(), tenure.since(), entry));
            }
        });
    }

    /** From now on entries of the partition are taken. */
    public void hold(int partition, Restoration.Held how) {
        locked(() -> {
            backlog.drop(Set.of(partition));
            held.put(
                    partition,
                    new Tenure(new Tenure.Beginning(), how.life(), how.position(), how.headAt(), how.marks()));
            lookNow = true;
        });
    }

    /** Lets partitions go, and drops what waits for them. */
    public void release(Set<Integer> partitions) {
        locked(() -> {
            held.keySet().removeAll(partitions);
            backlog.drop(partitions);
        });
    }

    /** Lets every partition go, and drops all that waits; says which were held. */
    Set<Integer> loseAll() {
        Set<Integer> lost = new TreeSet<>();
        locked(() -> {
            lost.addAll(held.keySet());
            held.clear();
            backlog.dropAll();
        });
        return lost;
    }

    /** Lets partitions go that are still held as they are here, and drops all that waits for them; says which. */
    public Set<Integer> lose(Map<Integer, Tenure> suspect) {
        Set<Integer> lost = new TreeSet<>();
        if (suspect.isEmpty()) {
            return lost;
        }
        locked(() -> {
            suspect.forEach((partition, tenure) -> {
                if (isHeldAs(partition, tenure)) {
                    held.remove(partition);
                    lost.add(partition);
                }
            });
            backlog.drop(lost);
        });
        return lost;
    }

    /** What a look at the logs has found out about a partition; nothing where it is no longer held as it was then. */
    public void learn(int partition, Tenure seen, UnaryOperator<Tenure> what) {
        locked(() ->
                held.computeIfPresent(partition, (key, tenure) -> tenure.isSame(seen) ? what.apply(tenure) : tenure));
    }

    private boolean isHeldAs(int partition, Tenure seen) {
        return Optional.ofNullable(held.get(partition))
                .filter(tenure -> tenure.isSame(seen))
                .isPresent();
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
        lock.lock();
        try {
            return Map.copyOf(held);
        } finally {
            lock.unlock();
        }
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
                lookNow |= left <= 0 && !backlog.anyReady();
            }
        } finally {
            lock.unlock();
        }
    }

    /** What the writer could not write goes back to where it was, except what is no longer ours; so do old heads. */
    void putBack(List<Taken> taken) {
        locked(() -> {
            backlog.putBack(current(taken));
            lookNow = true;
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
        locked(() -> partitions.stream().filter(held::containsKey).forEach(backlog::suspend));
    }

    /** Of a partition that was left out nothing is to be written any more. */
    void nothingLeft(Draft trial) {
        locked(() -> backlog.resume(trial.held().keySet()));
    }

    /** The partitions of which nothing has been committed since they were left out. */
    Set<Integer> suspended() {
        lock.lock();
        try {
            return backlog.suspended();
        } finally {
            lock.unlock();
        }
    }

    /** Whether something of other partitions waits that are not left out. */
    boolean othersWait(Set<Integer> partitions) {
        lock.lock();
        try {
            return backlog.anyOf(partition -> !partitions.contains(partition) && !backlog.isSuspended(partition));
        } finally {
            lock.unlock();
        }
    }

    /** Takes note of a commit; returns the entries that are still ours to tell of. */
    List<Entry> committed(Draft draft, Transaction transaction, Instant at) {
        List<Entry> told = new ArrayList<>();
        locked(() -> {
            backlog.resume(transaction.after().keySet());
            transaction
                    .after()
                    .forEach((partition, after) -> held.computeIfPresent(
                            partition, (key, tenure) -> tenure.isSame(after) ? after.headWritten(at) : tenure));
            current(draft.taken()).forEach(taken -> told.add(taken.entry()));
        });
        return told;
    }

    /** Leaves a hole where {@code taken} would have been; false where its partition is no longer ours. */
    boolean skip(Taken taken) {
        boolean[] ours = new boolean[1];
        locked(() -> {
            ours[0] = !current(List.of(taken)).isEmpty();
            backlog.atMost(2);
            if (ours[0]) {
                held.computeIfPresent(taken.entry().partition(), (partition, tenure) -> skip(tenure, taken.entry()));
            }
        });
        return ours[0];
    }

    /** The writer is done with a transaction, for better or worse. */
    void transactionEnded() {
        locked(() -> endedNanos = System.nanoTime());
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
        lock.lock();
        try {
            return closing;
        } finally {
            lock.unlock();
        }
    }

    public boolean isOver() {
        lock.lock();
        try {
            return over;
        } finally {
            lock.unlock();
        }
    }

    private static Tenure skip(Tenure tenure, Entry entry) {
        return entry.nextOffset().isPresent()
                ? tenure.at(tenure.position().missing(entry.nextOffset().getAsLong()))
                : tenure;
    }

    private List<Taken> current(List<Taken> taken) {
        return taken.stream()
                .filter(each -> {
                    Tenure tenure = held.get(each.entry().partition());
                    return tenure != null && tenure.since() == each.under();
                })
                .toList();
    }

    private long nanosToWait() {
        if (generation.isEmpty()) {
            return LOOK_NANOS;
        }
        if (!backlog.anyReady()) {
            return lookNow ? 0 : nanosToTheNextLook();
        }
        boolean hurry = closing || !flushes.isEmpty() || backlog.isFull();
        return hurry ? 0 : GATHER_NANOS - (System.nanoTime() - endedNanos);
    }

    private Draft draft(ConsumerGroupMetadata name) {
        return backlog.due().map(partition -> trial(partition, name)).orElseGet(() -> healthy(name));
    }

    private Draft trial(int partition, ConsumerGroupMetadata name) {
        return new Draft(backlog.first(partition), Map.of(partition, held.get(partition)), name, true);
    }

    private Draft healthy(ConsumerGroupMetadata name) {
        lookNow = false;
        lookAtNanos = nanos.getAsLong() + LOOK_NANOS;
        Map<Integer, Tenure> ready = new HashMap<>(held);
        ready.keySet().removeIf(backlog::isSuspended);
        return new Draft(backlog.next(), Map.copyOf(ready), name, false);
    }

    private long nanosToTheNextLook() {
        long look = lookAtNanos - nanos.getAsLong();
        return Math.min(look, backlog.nanosToTheNextTrial().orElse(look));
    }

    private Ticket ticket() {
        last = last.next();
        return last;
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
