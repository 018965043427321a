package dev.takeone.journal.receipts;

import dev.takeone.journal.Receipt;
import dev.takeone.journal.threads.OwnThread;
import dev.takeone.journal.threads.Pulse;
import dev.takeone.journal.threads.ThreadState;
import dev.takeone.logs.OneLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InterruptException;
import org.jboss.logging.Logger;

/**
 * Writes receipts, on a thread and with a producer that are made for the first one: most workers never have any.
 *
 * <p>Every failure is tried again, with a new producer, since a receipt stands for money and its reader tells it once,
 * however often it is there.
 */
final class ReceiptWriter {
    private static final Logger LOG = Logger.getLogger(ReceiptWriter.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration IDLE = Duration.ofMinutes(1);
    private static final Duration HURRIED_PAUSE = Duration.ofMillis(100);

    /** To say what is left, before the process ends. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final String topic;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Deque<Kept> waiting = new ArrayDeque<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Pulse pulse = new Pulse(System::nanoTime);
    private final Consumer<String> fatal;
    private Optional<OwnThread> thread = Optional.empty();
    private Optional<Producer<byte[], byte[]>> producer = Optional.empty();
    private boolean told;

    private record Kept(int partition, Receipt receipt) {
        /** The ids are what a person needs in order to find the money. */
        void left() {
            switch (receipt) {
                case Receipt.Acceptance(String jobId, List<String> taskIds, boolean _replayed, Instant _at) ->
                    LOG.errorf(
                            "A receipt could not be written before the end: job %s of partition %d has the tasks %s",
                            jobId, partition, OneLine.of(taskIds.toString()));
                case Receipt.Refusal refusal ->
                    LOG.warnf(
                            "A receipt could not be written before the end: attempt %d of job %s of partition %d was"
                                    + " not accepted",
                            refusal.attempt(), refusal.jobId(), partition);
            }
        }
    }

    private record Sent(Kept kept, Future<RecordMetadata> answer) {}

    /** Does nothing yet; {@code fatal} hears what has ended its thread. */
    ReceiptWriter(String topic, Supplier<Producer<byte[], byte[]>> producers, Consumer<String> fatal) {
        this.topic = topic;
        this.producers = producers;
        this.fatal = fatal;
    }

    /** Takes a receipt; after {@link #close} only says that it is left. */
    synchronized void keep(int partition, Receipt receipt) {
        Kept kept = new Kept(partition, receipt);
        if (closing.getCount() == 0) {
            kept.left();
            return;
        }
        waiting.add(kept);
        notifyAll();
        if (thread.isEmpty()) {
            OwnThread writing = new OwnThread("takeone-receipts-writer", pulse, this::run, fatal);
            thread = Optional.of(writing);
            writing.start();
        }
    }

    /** Writes what waits, and says what is left; all within {@code atMost} where that is two seconds or more. */
    void close(Duration atMost) {
        Duration half = atMost.dividedBy(2);
        Duration forWriting = half.compareTo(LAST_WORDS) < 0 ? half : atMost.minus(LAST_WORDS);
        beginClosing().ifPresent(writing -> {
            try {
                if (!writing.ends(forWriting)) {
                    writing.interrupt();
                    boolean unused = writing.ends(LAST_WORDS);
                }
            } catch (InterruptedException hurry) {
                writing.interrupt();
                Thread.currentThread().interrupt();
            }
        });
    }

    synchronized Optional<ThreadState> state() {
        return thread.map(OwnThread::state);
    }

    private synchronized Optional<OwnThread> beginClosing() {
        closing.countDown();
        notifyAll();
        return thread;
    }

    private void run() throws InterruptedException {
        try {
            List<Kept> batch = next();
            while (!batch.isEmpty()) {
                write(batch);
                batch = next();
            }
        } finally {
            // A producer that finds its thread interrupted is not closed, but throws.
            boolean interrupted = Thread.interrupted();
            closeProducer();
            end();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** What waits; empty when nothing will any more. What is taken waits on until {@link #written}. */
    private synchronized List<Kept> next() throws InterruptedException {
        while (waiting.isEmpty() && closing.getCount() > 0) {
            pulse.beat();
            wait(IDLE.toMillis());
        }
        pulse.beat();
        return List.copyOf(waiting);
    }

    private void write(List<Kept> batch) throws InterruptedException {
        try {
            await(send(batch));
            told = false;
        } catch (InterruptException late) {
            throw late;
        } catch (ExecutionException failed) {
            failed(failed.getCause() == null ? failed : failed.getCause());
        } catch (RuntimeException error) {
            failed(error);
        }
    }

    /** Stops at the first that fails at once: each of the others might block just as long for nothing. */
    private List<Sent> send(List<Kept> batch) {
        Producer<byte[], byte[]> current = producer();
        List<Sent> sent = new ArrayList<>();
        for (Kept kept : batch) {
            Future<RecordMetadata> answer = send(current, kept);
            sent.add(new Sent(kept, answer));
            if (answer.state() == Future.State.FAILED) {
                break;
            }
        }
        return sent;
    }

    /** Whatever is wrong with one must not keep those behind it from being written. */
    private Future<RecordMetadata> send(Producer<byte[], byte[]> current, Kept kept) {
        try {
            return current.send(new ProducerRecord<>(
                    topic, kept.partition(), ReceiptCodec.key(kept.receipt()), ReceiptCodec.encode(kept.receipt())));
        } catch (InterruptException late) {
            throw late;
        } catch (RuntimeException error) {
            return CompletableFuture.failedFuture(error);
        }
    }

    /** Waits for every answer; what fails goes to the end, so that it does not keep the others from being written. */
    private void await(List<Sent> sent) throws InterruptedException, ExecutionException {
        Optional<ExecutionException> first = Optional.empty();
        for (Sent each : sent) {
            try {
                pulse.beat();
                each.answer().get();
                written(each.kept());
            } catch (ExecutionException failed) {
                toTheEnd(each.kept());
                first = first.or(() -> Optional.of(failed));
            }
        }
        if (first.isPresent()) {
            throw first.get();
        }
    }

    private synchronized void written(Kept kept) {
        waiting.removeFirstOccurrence(kept);
    }

    private synchronized void toTheEnd(Kept kept) {
        waiting.removeFirstOccurrence(kept);
        waiting.addLast(kept);
    }

    private void failed(Throwable error) throws InterruptedException {
        LOG.logf(
                told ? Logger.Level.DEBUG : Logger.Level.WARN,
                "Receipts could not be written to %s, and are tried again: %s: %s",
                topic,
                error.getClass().getSimpleName(),
                error.getMessage());
        told = true;
        closeProducer();
        if (closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
            LockSupport.parkNanos(HURRIED_PAUSE.toNanos());
        }
    }

    private Producer<byte[], byte[]> producer() {
        Producer<byte[], byte[]> current = producer.orElseGet(producers);
        producer = Optional.of(current);
        return current;
    }

    private void closeProducer() {
        producer.ifPresent(each -> each.close(Duration.ZERO));
        producer = Optional.empty();
    }

    private synchronized void end() {
        closing.countDown();
        waiting.forEach(Kept::left);
        waiting.clear();
    }
}
