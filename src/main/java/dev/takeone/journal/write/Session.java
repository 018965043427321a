package dev.takeone.journal.write;

import dev.takeone.journal.JournalObserver;
import dev.takeone.journal.clients.ClientSettings;
import dev.takeone.journal.threads.Observers;
import dev.takeone.journal.threads.Pulse;
import dev.takeone.journal.write.CommitErrors.Step;
import dev.takeone.journal.write.CommitErrors.Verdict;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.utils.Utils;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One producer from its making to its end, and the transactions run on it. Used by the writer's thread alone. */
public final class Session {
    private static final Logger LOG = Logger.getLogger(Session.class);

    private final Producer<byte[], byte[]> producer;
    private final String jobsTopic;
    private final Pulse pulse;
    private final JournalObserver listener;
    private long begunNanos;

    /**
     * Owns {@code producer}. Every question to the broker is bounded by the client's {@code max.block.ms}, and {@code
     * pulse} beats for each.
     */
    public Session(Producer<byte[], byte[]> producer, String jobsTopic, Pulse pulse, JournalObserver listener) {
        this.producer = producer;
        this.jobsTopic = jobsTopic;
        this.pulse = pulse;
        this.listener = Observers.apart(JournalObserver.class, listener);
    }

    /** What became of a transaction. */
    sealed interface Result {
        /** Readers of committed data see it. */
        record Committed() implements Result {}

        /** Aborted, or, where the verdict is to start over, in a state that only a new producer can tell. */
        record Failed(Verdict verdict, Throwable error, Set<Integer> silent, boolean someTaken) implements Result {
            /**
             * Of a transaction.
             *
             * @param silent the partitions of which something was not taken in time, before anything else failed
             * @param someTaken whether the broker has taken any record of it
             */
            public Failed {
                silent = Set.copyOf(silent);
            }
        }
    }

    /** Fences older producers of the same id, and ends what they left open. May be called again after a timeout. */
    void init() {
        pulse.beat();
        producer.initTransactions();
    }

    /** Drops whatever is under way. A producer that finds its thread interrupted would not be closed, but throw. */
    void close() {
        boolean interrupted = Thread.interrupted();
        try {
            producer.close(Duration.ZERO);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * The partitions of the journal of which {@code transaction} writes something, rows, events or heads, to a partition
     * without a leader, as far as is known. Once such a partition is part of a transaction, that is over only when the
     * partition has been told, and none can be committed before.
     */
    Set<Integer> leaderless(Transaction transaction) {
        Map<String, List<PartitionInfo>> topics = partitions(transaction);
        if (topics.values().stream().flatMap(List::stream).noneMatch(Session::isLeaderless)) {
            return Set.of();
        }
        Set<Integer> owners = new TreeSet<>();
        for (int each = 0; each < transaction.records().size(); each++) {
            ProducerRecord<byte[], byte[]> record = transaction.records().get(each);
            List<PartitionInfo> partitions = topics.getOrDefault(record.topic(), List.of());
            OptionalInt partition = partition(record, partitions.size());
            if (partitions.stream()
                    .anyMatch(found -> isLeaderless(found)
                            && partition.isPresent()
                            && found.partition() == partition.getAsInt())) {
                owners.add(transaction.owners().get(each));
            }
        }
        return owners;
    }

    /** As far as the client has them or gets them: a broker that is away is met by what comes next. */
    private Map<String, List<PartitionInfo>> partitions(Transaction transaction) {
        Map<String, List<PartitionInfo>> found = new HashMap<>();
        try {
            for (ProducerRecord<byte[], byte[]> record : transaction.records()) {
                if (!found.containsKey(record.topic())) {
                    pulse.beat();
                    found.put(record.topic(), producer.partitionsFor(record.topic()));
                }
            }
        } catch (InterruptException interrupted) {
            throw interrupted;
        } catch (KafkaException unknown) {
            LOG.debugf("The leaders of the partitions are not known: %s", unknown.getMessage());
        }
        return found;
    }

    private static boolean isLeaderless(PartitionInfo partition) {
        return partition.leader() == null || partition.leader().isEmpty();
    }

    /** By its key, as the client's own partitioner does it, where it names none. */
    private static OptionalInt partition(ProducerRecord<byte[], byte[]> record, int of) {
        if (record.partition() != null) {
            return OptionalInt.of(record.partition());
        }
        return record.key() == null || of == 0
                ? OptionalInt.empty()
                : OptionalInt.of(Utils.toPositive(Utils.murmur2(record.key())) % of);
    }

    /** Commits {@code transaction}, or sees to it that nothing of it will be read. */
    Result write(Transaction transaction, ConsumerGroupMetadata generation) {
        begunNanos = System.nanoTime();
        Sent sent = new Sent();
        Step step = Step.BEGIN;
        try {
            producer.beginTransaction();
            step = Step.SEND;
            send(transaction, sent);
            step = Step.OFFSETS;
            pulse.beat();
            producer.sendOffsetsToTransaction(transaction.offsets(), generation);
            step = Step.COMMIT;
            commit();
        } catch (InterruptException interrupted) {
            throw interrupted;
        } catch (RuntimeException error) {
            Throwable first = sent.error.get();
            return first == null ? failed(step, error, new Sent()) : failed(Step.SEND, first, sent);
        }
        listener.committed(transaction.records().size(), Duration.ofNanos(System.nanoTime() - begunNanos));
        return new Result.Committed();
    }

    /** What the producer's own thread says of records. */
    private static final class Sent {
        final AtomicReference<@Nullable Throwable> error = new AtomicReference<>();
        final Set<Integer> silent = ConcurrentHashMap.newKeySet();
        volatile boolean someTaken;

        void failed(int owner, Throwable why) {
            if (why instanceof RetriableException) {
                silent.add(owner);
            }
            error.compareAndSet(null, why);
        }
    }

    /** Stops at the first record that fails: each of the others might wait just as long for nothing. */
    private void send(Transaction transaction, Sent sent) {
        for (int each = 0; each < transaction.records().size(); each++) {
            int owner = transaction.owners().get(each);
            pulse.beat();
            // What becomes of it the callback tells.
            Future<RecordMetadata> unused = producer.send(transaction.records().get(each), (metadata, error) -> {
                if (error == null) {
                    sent.someTaken = true;
                } else {
                    sent.failed(owner, error);
                }
            });
            if (sent.error.get() instanceof RuntimeException error) {
                throw error;
            }
        }
    }

    /** A commit that timed out may be done or not, and nothing but asking again is legal. */
    private void commit() {
        boolean told = false;
        while (true) {
            pulse.beat();
            try {
                producer.commitTransaction();
                return;
            } catch (TimeoutException unknown) {
                if (!told) {
                    LOG.warnf("A commit has no answer yet (%s); asking again until there is one", unknown.getMessage());
                }
                told = true;
            }
        }
    }

    private Result failed(Step step, Throwable error, Sent sent) {
        listener.aborted();
        Verdict verdict = CommitErrors.verdict(step, error, jobsTopic);
        return switch (verdict) {
            case ABORT_AND_RETRY, ABORT_AND_HALVE, ABORT_AND_REJOIN -> aborted(failed(verdict, error, sent));
            case FENCED -> failed(tookTooLong() ? Verdict.START_OVER : Verdict.FENCED, error, sent);
            case COMMIT_AGAIN, START_OVER -> failed(Verdict.START_OVER, error, sent);
        };
    }

    private static Result.Failed failed(Verdict verdict, Throwable error, Sent sent) {
        return new Result.Failed(verdict, error, sent.silent, sent.someTaken);
    }

    private Result aborted(Result.Failed failed) {
        try {
            abort();
            return failed;
        } catch (InterruptException interrupted) {
            throw interrupted;
        } catch (RuntimeException error) {
            boolean fenced = CommitErrors.verdict(Step.BEGIN, error, jobsTopic) == Verdict.FENCED && !tookTooLong();
            return new Result.Failed(
                    fenced ? Verdict.FENCED : Verdict.START_OVER, error, failed.silent(), failed.someTaken());
        }
    }

    private void abort() {
        while (true) {
            pulse.beat();
            try {
                producer.abortTransaction();
                return;
            } catch (TimeoutException unknown) {
                LOG.debugf("An abort has no answer yet: %s", unknown.getMessage());
            }
        }
    }

    /** The coordinator fences a producer whose transaction took too long, without any other worker about. */
    private boolean tookTooLong() {
        long nanos = System.nanoTime() - begunNanos;
        return nanos >= ClientSettings.TRANSACTION_TIMEOUT.toNanos();
    }
}
