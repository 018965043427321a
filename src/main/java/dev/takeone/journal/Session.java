package dev.takeone.journal;

import dev.takeone.journal.CommitErrors.Step;
import dev.takeone.journal.CommitErrors.Verdict;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One producer from its making to its end, and the transactions run on it. Used by the writer's thread alone. */
final class Session {
    private static final Logger LOG = Logger.getLogger(Session.class);

    private final Producer<byte[], byte[]> producer;
    private final String jobsTopic;
    private final Pulse pulse;
    private final JournalListener listener;
    private long begunNanos;

    /**
     * Owns {@code producer}. Every question to the broker is bounded by the client's {@code max.block.ms}, and {@code
     * pulse} beats for each.
     */
    Session(Producer<byte[], byte[]> producer, String jobsTopic, Pulse pulse, JournalListener listener) {
        this.producer = producer;
        this.jobsTopic = jobsTopic;
        this.pulse = pulse;
        this.listener = Observers.apart(JournalListener.class, listener);
    }

    /** What became of a transaction. */
    sealed interface Result {
        /** Readers of committed data see it. */
        record Committed() implements Result {}

        /** Aborted, or, where the verdict is to start over, in a state that only a new producer can tell. */
        record Failed(Verdict verdict, Throwable error, Set<Integer> silent) implements Result {
            /** @param silent the partitions of which something was not taken in time, before anything else failed */
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

    /** Of these partitions of the journal those that have no leader, as far as is known; asks nobody. */
    Set<Integer> leaderless(Set<Integer> partitions) {
        pulse.beat();
        try {
            return producer.partitionsFor(jobsTopic).stream()
                    .filter(each -> partitions.contains(each.partition()))
                    .filter(each -> each.leader() == null || each.leader().isEmpty())
                    .map(PartitionInfo::partition)
                    .collect(Collectors.toSet());
        } catch (InterruptException interrupted) {
            throw interrupted;
        } catch (KafkaException unknown) {
            return Set.of();
        }
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
            return first == null ? failed(step, error, Set.of()) : failed(Step.SEND, first, sent.silent);
        }
        listener.committed(transaction.records().size(), Duration.ofNanos(System.nanoTime() - begunNanos));
        return new Result.Committed();
    }

    /** What the producer's own thread says of records. */
    private static final class Sent {
        final AtomicReference<@Nullable Throwable> error = new AtomicReference<>();
        final Set<Integer> silent = ConcurrentHashMap.newKeySet();

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
                if (error != null) {
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

    private Result failed(Step step, Throwable error, Set<Integer> silent) {
        listener.aborted();
        Verdict verdict = CommitErrors.verdict(step, error, jobsTopic);
        return switch (verdict) {
            case ABORT_AND_RETRY, ABORT_AND_HALVE, ABORT_AND_REJOIN ->
                aborted(new Result.Failed(verdict, error, silent));
            case FENCED -> new Result.Failed(tookTooLong() ? Verdict.START_OVER : Verdict.FENCED, error, silent);
            case COMMIT_AGAIN, START_OVER -> new Result.Failed(Verdict.START_OVER, error, silent);
        };
    }

    private Result aborted(Result.Failed failed) {
        try {
            abort();
            return failed;
        } catch (InterruptException interrupted) {
            throw interrupted;
        } catch (RuntimeException error) {
            boolean fenced = CommitErrors.verdict(Step.BEGIN, error, jobsTopic) == Verdict.FENCED && !tookTooLong();
            return new Result.Failed(fenced ? Verdict.FENCED : Verdict.START_OVER, error, failed.silent());
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
