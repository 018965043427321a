package dev.takeone.callbacks;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jboss.logging.Logger;

/**
 * Writes wake-ups, on a thread of its own: a producer may block, which an event loop must not.
 *
 * <p>Nobody waits for a broker that is known to be away: the wake-ups of those who call meanwhile are refused, and one of
 * them at a time is written all the same, to find out when it is back.
 */
final class WakeWriter implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(WakeWriter.class);
    private static final byte[] NOTHING = {};
    private static final Duration IDLE = Duration.ofSeconds(5);

    private final String topic;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Consumer<Throwable> broken;
    private final BlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::run, "takeone-callbacks-writer");
    private Optional<Producer<byte[], byte[]>> producer = Optional.empty();
    private volatile boolean told;
    private volatile boolean failed;
    private volatile boolean closed;
    private volatile long movedNanos;

    /** Since a wake-up was not written, or not in time, and until one is. */
    private volatile boolean away;

    private final AtomicBoolean trying = new AtomicBoolean();

    /** Whoever waits for a wake-up to be written; called on any thread, once. */
    interface Caller {
        /** Whether nobody waits any more. */
        boolean gone();

        void written(boolean done);
    }

    private record Waiting(Seal.Named named, Caller caller) {}

    /**
     * Bounded by those who call: each waits for one.
     *
     * @param broken hears, on the writer's thread, of the error that has ended it
     */
    WakeWriter(String topic, Supplier<Producer<byte[], byte[]>> producers, Consumer<Throwable> broken) {
        this.topic = topic;
        this.producers = producers;
        this.broken = broken;
    }

    void start() {
        movedNanos = System.nanoTime();
        thread.setDaemon(true);
        thread.start();
    }

    void write(Seal.Named named, Caller caller) {
        if (!away) {
            waiting.add(new Waiting(named, caller));
            return;
        }
        caller.written(false);
        if (trying.compareAndSet(false, true)) {
            waiting.add(new Waiting(named, new Trial()));
        }
    }

    /** For how long its thread has not moved; zero where that has not begun or has ended. */
    Duration quiet() {
        return thread.isAlive() ? Duration.ofNanos(System.nanoTime() - movedNanos) : Duration.ZERO;
    }

    /** Somebody has waited too long. */
    void late() {
        away = true;
    }

    /** Nobody, who finds out whether the broker is back. */
    private final class Trial implements Caller {
        @Override
        public boolean gone() {
            return false;
        }

        @Override
        public void written(boolean done) {
            trying.set(false);
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void run() {
        try {
            while (!closed) {
                movedNanos = System.nanoTime();
                Waiting next = waiting.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
                if (next != null && !next.caller().gone()) {
                    write(next);
                }
            }
        } catch (InterruptedException | InterruptException end) {
            LOG.debug("The writing of wake-ups was ended while it waited");
        } catch (Throwable unknown) {
            broken.accept(unknown);
        } finally {
            // A producer that finds its thread interrupted is not closed, but throws.
            boolean unused = Thread.interrupted();
            closeProducer();
        }
    }

    private void write(Waiting next) {
        try {
            if (failed) {
                closeProducer();
                failed = false;
            }
            Producer<byte[], byte[]> current = producer.orElseGet(producers);
            producer = Optional.of(current);
            Future<RecordMetadata> unused = current.send(
                    new ProducerRecord<>(
                            topic,
                            next.named().partition(),
                            next.named().jobId().getBytes(StandardCharsets.US_ASCII),
                            NOTHING),
                    (at, error) -> answer(next.caller(), Optional.ofNullable(error)));
        } catch (InterruptException end) {
            next.caller().written(false);
            throw end;
        } catch (KafkaException | IllegalStateException | IllegalArgumentException away) {
            answer(next.caller(), Optional.of(away));
        }
    }

    private void answer(Caller caller, Optional<Exception> error) {
        error.ifPresent(this::failed);
        away = error.isPresent();
        told = told && error.isPresent();
        caller.written(error.isEmpty());
    }

    private void failed(Exception error) {
        failed = true;
        LOG.logf(
                told ? Logger.Level.DEBUG : Logger.Level.WARN,
                "A wake-up cannot be written to %s, and the provider is asked to call again: %s: %s",
                topic,
                error.getClass().getSimpleName(),
                error.getMessage());
        told = true;
    }

    private void closeProducer() {
        producer.ifPresent(each -> each.close(Duration.ZERO));
        producer = Optional.empty();
    }
}
