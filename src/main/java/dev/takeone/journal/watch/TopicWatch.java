package dev.takeone.journal.watch;

import dev.takeone.journal.Journal;
import dev.takeone.journal.JournalObserver;
import dev.takeone.journal.clients.BrokerAwayException;
import dev.takeone.journal.clients.JournalSetup;
import dev.takeone.journal.clients.NotAllowedException;
import dev.takeone.journal.clients.TopicCheckException;
import dev.takeone.journal.clients.TopicNames;
import dev.takeone.journal.read.Divergence;
import dev.takeone.journal.read.Logs;
import dev.takeone.journal.rows.Marks;
import dev.takeone.journal.threads.OwnThread;
import dev.takeone.journal.threads.Pulse;
import dev.takeone.journal.threads.ThreadState;
import dev.takeone.journal.topics.AdminCalls;
import dev.takeone.journal.topics.Described;
import dev.takeone.journal.topics.HeadAge;
import dev.takeone.journal.topics.JobsTopic;
import dev.takeone.journal.topics.TopicFacts;
import dev.takeone.journal.topics.Troubles;
import dev.takeone.journal.write.Tenure;
import dev.takeone.journal.write.WriteQueue;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jboss.logging.Logger;

/**
 * Looks at the topics every few seconds while their partitions are held: whether they are still the same ones and whole, and
 * what waits in them. A partition of which something is gone is let go, to be read back and judged like at a start.
 */
public final class TopicWatch {
    private static final Logger LOG = Logger.getLogger(TopicWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final int LOOKS_PER_CLOSER_LOOK = 6;

    private final JournalSetup setup;
    private final WriteQueue queue;
    private final HeadAge age;
    private final Journal.Listener listener;
    private final JournalObserver telemetry;
    private final Troubles troubles;
    private final IntConsumer receiptsAnew;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Pulse pulse = new Pulse(System::nanoTime);
    private Optional<OwnThread> thread = Optional.empty();
    private final Map<Integer, Long> journalSeen = new HashMap<>();
    private final UnreadReader unread;
    private final Divergence divergence;

    /** By partition, the latest leader's epoch under which its requests were found whole. */
    private final Map<Integer, Integer> wholeIn = new HashMap<>();

    private Optional<AdminCalls> broker = Optional.empty();
    private int looks;

    /**
     * A watch that has not begun.
     *
     * @param listener hears of what has to be read back
     * @param receiptsAnew hears of a partition whose receipts are others than those that were followed
     */
    public TopicWatch(
            JournalSetup setup,
            WriteQueue queue,
            HeadAge age,
            Journal.Listener listener,
            JournalObserver telemetry,
            Troubles troubles,
            IntConsumer receiptsAnew) {
        this.setup = setup;
        this.queue = queue;
        this.age = age;
        this.listener = listener;
        this.telemetry = telemetry;
        this.troubles = troubles;
        this.receiptsAnew = receiptsAnew;
        this.unread = new UnreadReader(setup, age.clock());
        this.divergence = new Divergence(setup);
    }

    /** To be called once; {@code fatal} hears what has ended its thread. */
    public synchronized void start(Consumer<String> fatal) {
        OwnThread watching = new OwnThread("takeone-topics", pulse, this::run, fatal);
        thread = Optional.of(watching);
        watching.start();
    }

    public synchronized void close() {
        closing.countDown();
        thread.ifPresent(OwnThread::interrupt);
    }

    public synchronized Optional<ThreadState> state() {
        return thread.map(OwnThread::state);
    }

    private void run() throws InterruptedException {
        try {
            while (!closing.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                pulse.beat();
                tryLook();
            }
        } finally {
            closeClients();
        }
    }

    /** What cannot be asked now is asked the next time: a broker that is away is told of elsewhere. */
    private void tryLook() throws InterruptedException {
        try {
            look();
        } catch (InterruptException closed) {
            throw closed;
        } catch (BrokerAwayException | TopicCheckException | KafkaException away) {
            LOG.debugf("The topics cannot be looked at: %s", away.getMessage());
            closeClients();
        } catch (RuntimeException bug) {
            LOG.error("The watch on the topics has met an error that it does not know, and goes on", bug);
            closeClients();
        }
    }

    private void look() throws InterruptedException {
        Map<Integer, Tenure> held = queue.held();
        journalSeen.keySet().retainAll(held.keySet());
        wholeIn.keySet().retainAll(held.keySet());
        TopicNames names = setup.names();
        AdminCalls calls = broker();
        Map<String, TopicDescription> found = calls.describe(List.of(names.requests(), names.jobs(), names.receipts()));
        for (String topic : List.of(names.requests(), names.jobs(), names.receipts())) {
            troubles.stands(
                    "missing_" + topic,
                    found.containsKey(topic)
                            ? Optional.empty()
                            : Optional.of(
                                    "The topic " + topic + " is gone. What is in hand goes on where it can; a topic"
                                            + " made anew in its place stops its partitions, with the choices."));
        }
        if (looks++ % LOOKS_PER_CLOSER_LOOK == 0) {
            settings(calls, found.keySet());
        }
        if (found.size()
                == Set.of(names.requests(), names.jobs(), names.receipts()).size()) {
            look(held, Described.of(found, names), calls);
        }
    }

    private void settings(AdminCalls calls, Set<String> there) throws InterruptedException {
        TopicNames names = setup.names();
        shown(calls, names.jobs(), there).ifPresent(jobs -> {
            age.shorten(TopicFacts.rewriteAfter(JobsTopic.keeps(jobs))).ifPresent(listener::rewriteAfter);
            troubles.stands(
                    "settings_" + names.jobs(),
                    JobsTopic.fault(names.jobs(), jobs, setup.settings().retention()));
        });
        shown(calls, names.receipts(), there)
                .ifPresent(receipts -> troubles.stands(
                        "settings_" + names.receipts(), JobsTopic.forgottenReceipts(names.receipts(), receipts)));
        shown(calls, names.requests(), there).ifPresent(requests -> {
            troubles.stands(
                    "settings_" + names.requests(),
                    JobsTopic.compacted(names.requests(), "takeone.topics.requests", requests));
            telemetry.requestsKept(JobsTopic.keeps(requests));
        });
    }

    /** A topic's settings; empty where it is gone, and where this user may not see them, which is told. */
    private Optional<Map<String, String>> shown(AdminCalls calls, String topic, Set<String> there)
            throws InterruptedException {
        if (!there.contains(topic)) {
            return Optional.empty();
        }
        try {
            Map<String, String> settings = calls.settings(topic);
            troubles.stands("hidden_" + topic, Optional.empty());
            return Optional.of(settings);
        } catch (NotAllowedException hidden) {
            troubles.stands(
                    "hidden_" + topic,
                    Optional.of("Whether the topic " + topic + " keeps its records for long enough cannot be seen. "
                            + hidden.getMessage()));
            return Optional.empty();
        }
    }

    private void look(Map<Integer, Tenure> held, Described topics, AdminCalls calls) throws InterruptedException {
        // First: whatever comes of the questions below, these may not be written on.
        letGo(suspects(held, (partition, tenure) -> Suspicion.of(partition, tenure, topics)));
        Map<Integer, Tenure> seen = new HashMap<>(held);
        seen.keySet().removeIf(partition -> topics.unanswered(partition).isPresent());
        Logs logs = Logs.of(calls, setup.names(), seen.keySet(), topics);
        Map<Integer, Tenure> suspect = suspects(
                seen,
                (partition, tenure) -> Suspicion.of(
                                tenure,
                                logs.requests(partition),
                                logs.jobs(partition),
                                journalSeen.getOrDefault(partition, 0L),
                                age.keptFrom())
                        .or(() -> cut(partition, tenure, logs)));
        seen.keySet().removeAll(suspect.keySet());
        letGo(suspect);
        seen.forEach((partition, tenure) -> learn(partition, tenure, logs));
        telemetry.unread(unread.of(seen, logs, queue));
        sizes(held.keySet(), topics, calls);
    }

    private void sizes(Set<Integer> held, Described topics, AdminCalls calls) throws InterruptedException {
        troubles.stands("receipts_too_small", Sizes.receipts(setup.names(), topics, held));
        Set<Integer> orphans = topics.orphans();
        Set<Integer> filled = orphans.isEmpty() ? Set.of() : Logs.filled(calls, setup.names(), orphans);
        troubles.stands("requests_too_small", Sizes.orphans(setup.names(), topics, filled));
    }

    private static Map<Integer, Tenure> suspects(
            Map<Integer, Tenure> held, BiFunction<Integer, Tenure, Optional<String>> judge) {
        Map<Integer, Tenure> suspect = new HashMap<>();
        held.forEach((partition, tenure) -> judge.apply(partition, tenure).ifPresent(why -> {
            LOG.warnf("Partition %d is read back: %s", partition, why);
            suspect.put(partition, tenure);
        }));
        return suspect;
    }

    private void letGo(Map<Integer, Tenure> suspect) {
        journalSeen.keySet().removeAll(suspect.keySet());
        wholeIn.keySet().removeAll(suspect.keySet());
        Set<Integer> lost = queue.lose(suspect);
        if (!lost.isEmpty()) {
            listener.lost(lost);
        }
    }

    /**
     * A log that was cut short and has grown past what was handled is known by its leaders alone, of which each is asked about
     * once. A consumer that has read nothing since it was told where to begin does not see it.
     */
    private Optional<String> cut(int partition, Tenure tenure, Logs logs) {
        OptionalInt epoch = logs.requestsEpoch(partition);
        if (epoch.isEmpty() || wholeIn.getOrDefault(partition, Integer.MIN_VALUE) >= epoch.getAsInt()) {
            return Optional.empty();
        }
        OptionalLong from = divergence.of(
                Divergence.Handled.of(tenure.life(), tenure.position()), logs.requests(partition), epoch, partition);
        if (from.isEmpty()) {
            wholeIn.put(partition, epoch.getAsInt());
            return Optional.empty();
        }
        return Optional.of(
                "the log of its requests was cut short at offset " + from.getAsLong() + ", and has grown again");
    }

    private void learn(int partition, Tenure tenure, Logs logs) {
        journalSeen.put(partition, logs.jobsEnd(partition));
        String receiptsId = logs.topics().receipts().topicId().toString();
        troubles.receipts(tenure.marks().receiptsId(), receiptsId);
        boolean anew = !tenure.marks().receiptsId().equals(receiptsId);
        if (anew) {
            receiptsAnew.accept(partition);
        }
        boolean worn = age.isWorn(tenure.marks().floor().at());
        if (worn || anew) {
            Marks.Floor floor = worn
                    ? new Marks.Floor(logs.jobsEnd(partition), age.clock().instant())
                    : tenure.marks().floor();
            queue.learn(partition, tenure, now -> now.marked(now.marks().with(receiptsId, floor)));
        }
    }

    private AdminCalls broker() {
        AdminCalls current = broker.orElseGet(() -> AdminCalls.open(setup));
        broker = Optional.of(current);
        return current;
    }

    private void closeClients() {
        broker.ifPresent(AdminCalls::close);
        broker = Optional.empty();
        divergence.close();
        unread.close();
    }
}
