package dev.takeone.journal.read;

import dev.takeone.journal.JournalObserver;
import dev.takeone.journal.Restored;
import dev.takeone.journal.clients.BrokerAwayException;
import dev.takeone.journal.clients.JournalSetup;
import dev.takeone.journal.clients.TopicCheckException;
import dev.takeone.journal.clients.TopicNames;
import dev.takeone.journal.rows.Committed;
import dev.takeone.journal.rows.Found;
import dev.takeone.journal.rows.Restoration;
import dev.takeone.journal.threads.OwnThread;
import dev.takeone.journal.threads.Pulse;
import dev.takeone.journal.threads.ThreadState;
import dev.takeone.journal.topics.AdminCalls;
import dev.takeone.journal.topics.Described;
import dev.takeone.journal.topics.HeadAge;
import dev.takeone.journal.topics.LogEnd;
import dev.takeone.journal.topics.Topics;
import dev.takeone.journal.topics.Troubles;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jboss.logging.Logger;

/**
 * Reads partitions back, on a thread of its own: those that are asked for together, together.
 *
 * <p>The order of the questions is what makes the answer whole. First the group's offset, which the broker withholds
 * while an owner's transaction is open; then the end of the journal, counting what is not committed yet; then all
 * that is committed up to there. Whatever a former owner may still send after that carries an old generation.
 */
public final class Restorer {
    private static final Logger LOG = Logger.getLogger(Restorer.class);

    /** The longest window of a ceiling. */
    private static final Duration SPENDING = Duration.ofHours(24);

    /** Between two signs of life where nothing is asked for. */
    private static final Duration IDLE = Duration.ofMinutes(1);

    private final JournalSetup setup;
    private final Topics topics;
    private final HeadAge age;
    private final JournalObserver listener;
    private final Restorations restorations;
    private final BlockingQueue<Wanted> wanted = new LinkedBlockingQueue<>();
    private final Pulse pulse = new Pulse(System::nanoTime);
    private final Instant startedAt;
    private final long startedNanos = System.nanoTime();
    private Optional<OwnThread> thread = Optional.empty();
    private Optional<AdminCalls> broker = Optional.empty();
    private Optional<JournalReader> reader = Optional.empty();
    private volatile boolean closed;

    private record Wanted(int partition, CompletableFuture<Restoration> answer, long askedNanos) {
        void unavailable(String why) {
            answer.complete(Restoration.without(new Restored.Unavailable(partition, why)));
        }
    }

    public Restorer(JournalSetup setup, Topics topics, HeadAge age, JournalObserver listener, Troubles troubles) {
        this.setup = setup;
        this.topics = topics;
        this.age = age;
        this.startedAt = age.clock().instant();
        this.listener = listener;
        this.restorations = new Restorations(setup, age, troubles);
    }

    /** To be called once; {@code fatal} hears what has ended its thread. */
    public synchronized void start(Consumer<String> fatal) {
        OwnThread restoring = new OwnThread("takeone-restorer", pulse, this::run, fatal);
        thread = Optional.of(restoring);
        restoring.start();
    }

    public synchronized Optional<ThreadState> state() {
        return thread.map(OwnThread::state);
    }

    /** Reads a partition back; never completes exceptionally. */
    public CompletableFuture<Restoration> restore(int partition) {
        Wanted next = new Wanted(partition, new CompletableFuture<>(), System.nanoTime());
        wanted.add(next);
        if (closed) {
            next.unavailable("the journal is closed");
        }
        return next.answer();
    }

    /** Ends the thread; what is still asked for is answered as unavailable. */
    public synchronized void close() {
        closed = true;
        thread.ifPresent(OwnThread::interrupt);
    }

    private void run() throws InterruptedException {
        try {
            while (!closed) {
                pulse.beat();
                Optional<Wanted> first = Optional.ofNullable(wanted.poll(IDLE.toSeconds(), TimeUnit.SECONDS));
                if (first.isPresent()) {
                    List<Wanted> together = new ArrayList<>();
                    together.add(first.get());
                    wanted.drainTo(together);
                    answer(newest(together));
                }
            }
        } finally {
            wanted.forEach(each -> each.unavailable("the journal is closed"));
            closeClients();
        }
    }

    /** A partition that went and came back while its offset was withheld is asked for twice, and read once. */
    private static List<Wanted> newest(List<Wanted> all) {
        Map<Integer, Wanted> newest = new LinkedHashMap<>();
        for (Wanted each : all) {
            newest.merge(each.partition(), each, (one, other) -> {
                boolean isOther = other.askedNanos() - one.askedNanos() >= 0;
                (isOther ? one : other).unavailable("the partition was asked for anew");
                return isOther ? other : one;
            });
        }
        return List.copyOf(newest.values());
    }

    /** All together, which is quick; where that fails, each by itself, so that one does not hold up the others. */
    private void answer(List<Wanted> together) throws InterruptedException {
        if (failed(together).isEmpty()) {
            return;
        }
        for (Wanted each : together) {
            if (!each.answer().isDone()) {
                failed(List.of(each)).ifPresent(each::unavailable);
            }
        }
    }

    /** Why these could not be read back; those that could are answered all the same. */
    private Optional<String> failed(List<Wanted> together) throws InterruptedException {
        pulse.beat();
        String why = "the journal is closed";
        try {
            restore(together);
            why = "";
        } catch (BrokerAwayException | TopicCheckException known) {
            why = String.valueOf(known.getMessage());
        } catch (InterruptException end) {
            together.forEach(each -> each.unavailable("the journal is closed"));
            throw end;
        } catch (KafkaException error) {
            why = error.getClass().getSimpleName() + ": " + error.getMessage();
        } catch (RuntimeException bug) {
            LOG.error("A partition could not be read back", bug);
            why = "an error that the restorer does not know: " + bug.getClass().getName();
        } finally {
            if (!why.isEmpty()) {
                closeClients();
            }
        }
        return why.isEmpty() ? Optional.empty() : Optional.of(why);
    }

    private void restore(List<Wanted> together) throws InterruptedException {
        TopicNames names = setup.names();
        AdminCalls calls = broker();
        Map<String, TopicDescription> topicsNow;
        try {
            List<String> wholes = new ArrayList<>(names.partitionedAsRequests());
            wholes.add(names.requests());
            topicsNow = calls.describe(wholes);
        } catch (BrokerAwayException away) {
            // No partition by itself would fare better, and each would wait as long.
            together.forEach(each -> each.unavailable(String.valueOf(away.getMessage())));
            closeClients();
            return;
        }
        Described found = Described.of(topicsNow, names);
        List<Wanted> missing = together.stream()
                .filter(each -> each.partition() >= found.journaled())
                .toList();
        if (!missing.isEmpty()) {
            grow(missing, found.jobs().partitions().size(), calls);
        }
        List<Wanted> there = new ArrayList<>(together);
        there.removeAll(missing);
        for (Wanted each : List.copyOf(there)) {
            found.unanswered(each.partition()).ifPresent(why -> {
                each.unavailable(why);
                there.remove(each);
            });
        }
        if (!there.isEmpty()) {
            read(there, found, calls);
        }
    }

    /** The requests topic has grown; once those that go with it have too, the next try finds its partition. */
    private void grow(List<Wanted> missing, int journals, AdminCalls calls) throws InterruptedException {
        String why;
        try {
            why = topics.grow(calls)
                    .orElse("the topics that go with it have just been grown to the requests topic's partitions");
        } catch (TopicCheckException refused) {
            why = String.valueOf(refused.getMessage());
        }
        Set<Integer> unbegun = unbegun(missing, journals, calls);
        for (Wanted each : missing) {
            boolean isUnbegun = unbegun.contains(each.partition());
            each.answer().complete(Restoration.without(new Restored.Unavailable(each.partition(), why, isUnbegun)));
        }
    }

    /** Those that no journal was ever kept of: one that is gone has left the group's offset. */
    private Set<Integer> unbegun(List<Wanted> missing, int journals, AdminCalls calls) throws InterruptedException {
        Set<TopicPartition> grown = missing.stream()
                .map(Wanted::partition)
                .filter(number -> number < journals)
                .map(number -> new TopicPartition(setup.names().jobs(), number))
                .collect(Collectors.toSet());
        Map<TopicPartition, LogEnd> ends = grown.isEmpty() ? Map.of() : calls.ends(grown);
        Set<Integer> numbers = new HashSet<>();
        missing.stream()
                .map(Wanted::partition)
                .filter(number -> number >= journals
                        || Optional.ofNullable(ends.get(
                                        new TopicPartition(setup.names().jobs(), number)))
                                .filter(end -> end.offset() == 0)
                                .isPresent())
                .forEach(numbers::add);
        if (!numbers.isEmpty()) {
            JournalReader.Offsets offsets = reader().committed(setup.names().requests(), Set.copyOf(numbers));
            numbers.removeAll(offsets.committed().keySet());
            numbers.removeAll(offsets.unsettled());
        }
        return numbers;
    }

    private void read(List<Wanted> there, Described described, AdminCalls calls) throws InterruptedException {
        JournalReader current = reader();
        Map<Integer, Wanted> asked = new HashMap<>();
        there.forEach(each -> asked.put(each.partition(), each));
        JournalReader.Offsets offsets = current.committed(setup.names().requests(), asked.keySet());
        offsets.unsettled()
                .forEach(number -> Optional.ofNullable(asked.remove(number)).ifPresent(this::later));
        Logs logs = Logs.of(calls, setup.names(), asked.keySet(), described);
        Map<TopicPartition, Long> ends = new HashMap<>();
        asked.keySet().forEach(number -> ends.put(logs.jobsPartition(number), logs.jobsEnd(number)));
        Map<Integer, String> witnesses = witnesses(asked.keySet(), offsets, logs, calls);
        Instant forgetBefore = forgetBefore(
                age.clock().instant(),
                startedAt.plusNanos(System.nanoTime() - startedNanos),
                setup.settings().retention());
        try (Divergence divergence = new Divergence(setup)) {
            current.read(ends, forgetBefore, this::othersWait, (partition, replay) -> {
                Wanted each = Objects.requireNonNull(asked.get(partition.partition()));
                Optional<Committed> committed =
                        Optional.ofNullable(offsets.committed().get(each.partition()));
                OptionalInt epoch = logs.requestsEpoch(each.partition());
                Found found = logs.found(each.partition(), replay, committed, age.keptFrom())
                        .with(Optional.ofNullable(witnesses.get(each.partition())))
                        .cutAt(divergence.of(
                                replay.head().flatMap(Divergence.Handled::of),
                                logs.requests(each.partition()),
                                epoch,
                                each.partition()));
                listener.restored(replay.records(), Duration.ofNanos(System.nanoTime() - each.askedNanos()));
                each.answer().complete(restorations.of(found, epoch, replay));
            });
        }
    }

    /**
     * However short this group remembers identities, what it spent counts against the ceilings of the whole account, and another
     * group may have some.
     *
     * @param unset the time of day as it would be had nobody set the clock since the start: one that is ahead forgets nothing
     */
    static Instant forgetBefore(Instant now, Instant unset, Duration retention) {
        Instant earlier = now.isBefore(unset) ? now : unset;
        Duration kept = retention.compareTo(SPENDING) > 0 ? retention : SPENDING;
        return earlier.minus(kept).minus(Restored.CLOCKS_APART);
    }

    /** Receipts are asked for only where nothing else tells that there was a journal: once in the life of a partition. */
    private Map<Integer, String> witnesses(
            Set<Integer> asked, JournalReader.Offsets offsets, Logs logs, AdminCalls calls)
            throws InterruptedException {
        Set<Integer> untold = new HashSet<>(asked);
        untold.removeAll(offsets.committed().keySet());
        untold.removeIf(number -> logs.jobs(number).start() > 0);
        return untold.isEmpty() ? Map.of() : Logs.receipts(calls, setup.names(), untold, logs.topics());
    }

    /** Asked after every poll: it moves. */
    private boolean othersWait() {
        pulse.beat();
        return !wanted.isEmpty();
    }

    /** Its owner's last transaction is still open: others need not wait for that. */
    private void later(Wanted unsettled) {
        if (System.nanoTime() - unsettled.askedNanos() > JournalReader.PATIENCE.toNanos()) {
            unsettled.unavailable("the group's offset cannot be read for " + JournalReader.PATIENCE.toSeconds()
                    + " s; either a transaction stays open, or the group's coordinator is away");
        } else {
            wanted.add(unsettled);
        }
    }

    private AdminCalls broker() {
        AdminCalls current = broker.orElseGet(() -> AdminCalls.open(setup));
        broker = Optional.of(current);
        return current;
    }

    private JournalReader reader() {
        JournalReader current = reader.orElseGet(() -> JournalReader.open(setup));
        reader = Optional.of(current);
        return current;
    }

    private void closeClients() {
        broker.ifPresent(AdminCalls::close);
        broker = Optional.empty();
        reader.ifPresent(JournalReader::close);
        reader = Optional.empty();
    }
}
