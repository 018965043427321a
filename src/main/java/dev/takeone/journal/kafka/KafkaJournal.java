package dev.takeone.journal.kafka;

import dev.takeone.journal.BrokerAway;
import dev.takeone.journal.Entry;
import dev.takeone.journal.Journal;
import dev.takeone.journal.JournalObserver;
import dev.takeone.journal.Receipt;
import dev.takeone.journal.Restored;
import dev.takeone.journal.Unwritten;
import dev.takeone.journal.clients.BrokerWatch;
import dev.takeone.journal.clients.Clients;
import dev.takeone.journal.clients.JournalSetup;
import dev.takeone.journal.read.Restorer;
import dev.takeone.journal.receipts.KafkaReceipts;
import dev.takeone.journal.rows.Restoration;
import dev.takeone.journal.threads.Observers;
import dev.takeone.journal.threads.OwnThread;
import dev.takeone.journal.threads.ThreadState;
import dev.takeone.journal.topics.AdminCalls;
import dev.takeone.journal.topics.HeadAge;
import dev.takeone.journal.topics.TopicFacts;
import dev.takeone.journal.topics.Topics;
import dev.takeone.journal.topics.Troubles;
import dev.takeone.journal.watch.TopicWatch;
import dev.takeone.journal.write.Session;
import dev.takeone.journal.write.Sessions;
import dev.takeone.journal.write.WriteQueue;
import dev.takeone.journal.write.Writer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.producer.Producer;

/**
 * The journal in Kafka: decisions, their events and the offsets that they cover, in one transaction.
 *
 * <p>Every transaction is written in the name of the group's generation as it was when the transaction began. The
 * broker refuses it once the group has moved on, so that a worker which has lost its partitions without noticing writes
 * nothing. All methods may be called on any thread.
 */
public final class KafkaJournal implements Journal {
    /** Longer than a transaction can take, with an abort after it. */
    private static final long FLUSH_SECONDS = 30;

    private static final int RECEIPTS_PART = 4;

    private final WriteQueue queue = new WriteQueue();
    private final JournalSetup setup;
    private final HeadAge headAge;
    private final Restorer restorer;
    private final KafkaReceipts receipts;
    private final BrokerWatch watch;
    private final Troubles troubles;
    private volatile Optional<TopicWatch> topicWatch = Optional.empty();
    private final JournalObserver telemetry;
    private final Map<Integer, Restoring> restoring = new HashMap<>();
    private volatile Optional<Writer> writer = Optional.empty();
    private volatile Optional<OwnThread> thread = Optional.empty();
    private volatile Consumer<String> fatal = why -> {};

    /**
     * Connects to nothing yet.
     *
     * @param topics which have been prepared
     * @param facts what that has found
     * @param clock for ages and retentions
     * @param telemetry hears how it does, and sees the Kafka clients, but for those of the restorer
     */
    public KafkaJournal(
            JournalSetup setup, Topics topics, TopicFacts facts, InstantSource clock, JournalObserver telemetry) {
        this.telemetry = Observers.apart(JournalObserver.class, telemetry);
        this.setup = setup;
        this.headAge = new HeadAge(clock, facts.rewriteAfter());
        this.troubles = new Troubles(clock, this.telemetry);
        this.restorer = new Restorer(setup, topics, headAge, this.telemetry, troubles);
        this.receipts = new KafkaReceipts(setup, this.telemetry);
        this.watch = new BrokerWatch(() -> AdminCalls.open(setup), clock);
    }

    /** Starts the journal's threads; {@code listener} hears of everything from now on. To be called once. */
    public synchronized void start(Listener listener) {
        Journal.Listener told = receipts.start(listener);
        fatal = told::stopped;
        Writer writes = new Writer(queue, setup, headAge, new Producers(), told);
        writer = Optional.of(writes);
        OwnThread writing = new OwnThread("takeone-journal", queue.pulse(), writes::run, fatal);
        thread = Optional.of(writing);
        writing.start();
        restorer.start(fatal);
        watch.start(fatal);
        TopicWatch looking = new TopicWatch(setup, queue, headAge, told, telemetry, troubles, this::receiptsAnew);
        topicWatch = Optional.of(looking);
        looking.start(fatal);
    }

    /**
     * The group's newest generation, to be told from {@code onPartitionsRevoked}, {@code onPartitionsLost} and {@code
     * onPartitionsAssigned} before the journal is asked for anything else there. Nothing is written before the first.
     */
    public void generation(ConsumerGroupMetadata newest) {
        queue.generation(newest);
    }

    /** Whether, since when and why the broker has no answer, whatever it is asked; empty before {@link #start}. */
    public Optional<BrokerAway> brokerAway() {
        return watch.away();
    }

    /** What the world has done to the topics behind the worker's back. */
    public Troubles troubles() {
        return troubles;
    }

    /**
     * The journal's threads that have begun. Each may wait a minute while there is nothing to do, and some ten seconds for
     * each answer of the broker, whether that is there or not.
     */
    public List<ThreadState> threads() {
        return Stream.concat(
                        Stream.of(
                                        thread.map(OwnThread::state),
                                        restorer.state(),
                                        watch.state(),
                                        topicWatch.flatMap(TopicWatch::state))
                                .flatMap(Optional::stream),
                        receipts.threads().stream())
                .toList();
    }

    /**
     * Waits until all that was taken for these partitions is committed or has failed, at most so long. Meant for {@code
     * onPartitionsRevoked}, before {@link #release}: the generation is the new one there, and the partitions are still
     * ours.
     *
     * @return whether the wait came to its end in time; what is still under way then may be committed or not
     */
    public boolean flush(Set<Integer> partitions, Duration atMost) {
        try {
            queue.flush(partitions).get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException late) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void append(Entry entry) {
        queue.append(entry);
    }

    @Override
    public CompletionStage<Restored> restore(int partition) {
        Restoring asked = new Restoring();
        return released(partition, asked)
                .orTimeout(FLUSH_SECONDS, TimeUnit.SECONDS)
                // Not on the writer's thread, which passes the barrier under the queue's lock: release takes it second.
                .thenComposeAsync(passed -> restorer.restore(partition))
                .thenApply(restoration -> held(partition, asked, restoration))
                .exceptionally(error -> unavailable(partition, error));
    }

    private Restored unavailable(int partition, Throwable error) {
        Throwable cause = error.getCause() == null ? error : error.getCause();
        if (!(cause instanceof TimeoutException)) {
            fatal.accept("a restore met an error that it does not know: " + cause);
        }
        return new Restored.Unavailable(
                partition, "the journal's last transaction has not ended yet; the broker does not answer");
    }

    @Override
    public void release(Set<Integer> partitions) {
        synchronized (restoring) {
            restoring.keySet().removeAll(partitions);
            queue.release(partitions);
            receipts.unfollow(partitions);
        }
    }

    /** What has come since may lie before the offset up to which the former ones were read, and would be passed over. */
    private void receiptsAnew(int partition) {
        synchronized (restoring) {
            if (queue.held().containsKey(partition)) {
                receipts.follow(partition);
            }
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

    /** Commits what waits, writes the receipts, and ends; after {@code atMost}, ends without. Better before the consumer leaves its group. */
    public synchronized void close(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        watch.close();
        topicWatch.ifPresent(TopicWatch::close);
        queue.close();
        restorer.close();
        thread.ifPresent(writing -> {
            try {
                // What could not be committed may have left receipts, which stand for money: they keep a part of the
                // time.
                if (!writing.ends(atMost.minus(atMost.dividedBy(RECEIPTS_PART)))) {
                    writing.interrupt();
                }
            } catch (InterruptedException hurry) {
                writing.interrupt();
                Thread.currentThread().interrupt();
            }
        });
        receipts.close(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    }

    /** An earlier restore's answer comes before both, and is let go with the rest, or after both, and holds nothing. */
    private CompletableFuture<Void> released(int partition, Restoring asked) {
        synchronized (restoring) {
            restoring.put(partition, asked);
            return queue.releaseToRead(partition);
        }
    }

    private Restored held(int partition, Restoring asked, Restoration restoration) {
        synchronized (restoring) {
            if (!restoring.remove(partition, asked)) {
                return new Restored.Unavailable(partition, "the partition was let go while it was read back");
            }
            if (queue.isOver()) {
                return new Restored.Stopped(partition, "the journal has stopped; its last error says why");
            }
            return switch (restoration.restored()) {
                case Restored.Ready ready -> {
                    restoration
                            .held()
                            .ifPresent(how -> queue.hold(
                                    partition, how.notAhead(headAge.clock().instant())));
                    receipts.follow(partition);
                    yield ready;
                }
                case Restored.Stopped stopped -> stopped;
                case Restored.Unavailable unavailable -> unavailable;
            };
        }
    }

    /** Since when and why the broker does not take decisions; empty where it does. */
    public Optional<Unwritten> unwritten() {
        return writer.flatMap(Writer::unwritten);
    }

    /** One asking for a restore: each is another, so that an answer to an earlier one is known. */
    private static final class Restoring {}

    private final class Producers implements Sessions {
        @Override
        public boolean brokerAnswers() {
            return watch.away().isEmpty();
        }

        @Override
        public Session get() {
            Producer<byte[], byte[]> producer = Clients.transactional(setup);
            telemetry.producer(JournalObserver.Role.JOURNAL_WRITER, producer);
            return new Session(producer, setup.names().jobs(), queue.pulse(), telemetry);
        }
    }
}
