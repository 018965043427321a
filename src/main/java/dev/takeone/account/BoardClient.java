package dev.takeone.account;

import dev.takeone.follow.Batches;
import dev.takeone.outage.Outage;
import dev.takeone.outage.OutageWatch;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.record.TimestampType;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads the board and writes to it, for one seat, on a thread of its own. Where the board is away, leases run out, and it is
 * tried again. A lease is told to whoever makes the calls, who needs no word from here as long as it runs.
 */
public final class BoardClient implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(BoardClient.class);

    /** A fetch that waits costs nothing, and what is written ends it; less than a request may take. */
    private static final int FETCH_WAIT_MS = 2_500;

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final Map<String, Object> reader = new HashMap<>();
    private final Map<String, Object> writer = new HashMap<>();
    private final TopicPartition board;
    private final Seat seat;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final Holder holder;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "takeone-account");
    private Optional<Long> position = Optional.empty();
    private Optional<Lease> told = Optional.empty();
    private Optional<Moment> lookedAt = Optional.empty();
    private volatile Sight sight = Sight.NONE;
    private volatile long movedAt;
    private final OutageWatch outage;

    /** Who makes the calls; called on this client's thread. */
    public interface Holder {
        /** What the worker says of itself. */
        Report report();

        /** Fingerprints of the account's keys that are known by now, the newest first. */
        List<String> keys();

        /** This may be used from now on. */
        void leased(Lease lease);

        /** The thread has met an error that it does not know, and ends: no lease will come any more. */
        void broken(Throwable error);
    }

    /**
     * A client that has not begun.
     *
     * @param reader the settings of a consumer that has no group
     * @param writer the settings of a producer without a transaction
     * @param nanos the monotonic clock
     */
    public BoardClient(
            Map<String, Object> reader,
            Map<String, Object> writer,
            String topic,
            Seat seat,
            InstantSource clock,
            LongSupplier nanos,
            Holder holder) {
        this.reader.putAll(reader);
        // Where it was read up to and no longer is, the topic was cut short or made anew.
        this.reader.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        this.reader.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        this.reader.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MS);
        this.writer.putAll(writer);
        this.board = new TopicPartition(topic, 0);
        this.seat = seat;
        this.clock = clock;
        this.nanos = nanos;
        this.holder = holder;
        this.movedAt = nanos.getAsLong();
        this.outage = new OutageWatch(new Outage(clock.instant(), "the topic " + topic + " is not read yet"));
    }

    /** Begins. */
    public void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** The board, as of some seconds ago. */
    public Sight sight() {
        return sight;
    }

    /**
     * For how long its thread has not moved, be the board there or not: no wait of its own is longer than some seconds.
     * Zero before it has begun and once it is asked to end.
     */
    public Duration quiet() {
        return closed.getCount() == 0 || thread.getState() == Thread.State.NEW
                ? Duration.ZERO
                : Duration.ofNanos(nanos.getAsLong() - movedAt);
    }

    /** Why the board cannot be read or written; empty while it can. */
    public Optional<Outage> away() {
        return outage.current();
    }

    /** Says that this worker makes no call any more, where that can be said within two seconds, and ends. */
    @Override
    public void close() {
        closed.countDown();
        try {
            if (thread.isAlive() && !ended.await(LAST_WORDS.plus(PAUSE).toMillis(), TimeUnit.MILLISECONDS)) {
                thread.interrupt();
            }
        } catch (InterruptedException hurry) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(writer)) {
            do {
                movedAt = nanos.getAsLong();
                follow(producer);
            } while (!closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
            seat.leave(holder.report(), now()).forEach(record -> write(producer, record));
            producer.close(LAST_WORDS);
        } catch (InterruptedException | InterruptException end) {
            LOG.debug("The account board was ended while it waited");
        } catch (Throwable unknown) {
            holder.broken(unknown);
        } finally {
            ended.countDown();
        }
    }

    private void follow(Producer<byte[], byte[]> producer) {
        try (Reading reading = new Reading(new KafkaConsumer<>(reader))) {
            while (closed.getCount() > 0) {
                movedAt = nanos.getAsLong();
                reading.next();
                seat.keys(holder.keys());
                // In this order: what it tells is no older than the moment that its lease will run from.
                Moment written = now();
                seat.due(holder.report(), written).forEach(record -> write(producer, record));
                tell();
            }
        } catch (InterruptException end) {
            throw end;
        } catch (InvalidOffsetException another) {
            LOG.warnf("%s does not have what was read of it any more: it is read again", board.topic());
            position = Optional.empty();
            seat.begunAnew(now());
        } catch (KafkaException trouble) {
            away(trouble);
        }
    }

    private void tell() {
        Moment now = now();
        Optional<Lease> lease = seat.lease(now);
        if (lease.isPresent() && !lease.equals(told)) {
            holder.leased(lease.orElseThrow());
            told = lease;
        }
        if (lookedAt.filter(at -> now.nanos() - at.nanos() < LOOK.toNanos()).isPresent()) {
            return;
        }
        lookedAt = Optional.of(now);
        Sight next = seat.sight(now);
        if (!next.differing().equals(sight.differing()) || !next.others().equals(sight.others())) {
            warn(next);
        }
        sight = next;
    }

    private static void warn(Sight now) {
        if (!now.differing().isEmpty()) {
            LOG.warnf(
                    "Workers on one account were told different limits, of which the least counts: %s",
                    now.differing());
        }
        if (!now.others().isEmpty()) {
            LOG.warnf(
                    "Workers of another account are on this board, and share its limits: %s; give each account a topic of"
                            + " its own (takeone.topics.account)",
                    now.others());
        }
    }

    private void write(Producer<byte[], byte[]> producer, BoardRecord record) {
        try {
            // What becomes of it the callback tells.
            Future<RecordMetadata> unused = producer.send(
                    new ProducerRecord<>(
                            board.topic(),
                            board.partition(),
                            BoardCodec.key(record),
                            BoardCodec.value(record).orElse(null)),
                    (written, error) -> {
                        if (error != null) {
                            away(error);
                        } else {
                            outage.over();
                        }
                    });
        } catch (InterruptException end) {
            throw end;
        } catch (KafkaException trouble) {
            away(trouble);
        }
    }

    private void away(Exception trouble) {
        if (outage.failed(trouble, clock.instant())) {
            LOG.warnf(
                    "The account board %s cannot be used, and is tried again: %s", board.topic(), Outage.said(trouble));
        }
    }

    private Moment now() {
        return new Moment(nanos.getAsLong(), clock.instant());
    }

    /** From where it was read last, or from the beginning. */
    private final class Reading implements AutoCloseable {
        private final Consumer<byte @Nullable [], byte @Nullable []> consumer;

        Reading(Consumer<byte @Nullable [], byte @Nullable []> consumer) {
            this.consumer = consumer;
            consumer.assign(List.of(board));
            position.ifPresentOrElse(
                    next -> consumer.seek(board, next), () -> consumer.seekToBeginning(List.of(board)));
        }

        void next() {
            Batches.poll(consumer, seat.pause(now())).forEach(record -> {
                BoardRecord read = BoardCodec.read(record.key(), record.value());
                if (read instanceof BoardRecord.Unreadable(String key, String why)) {
                    LOG.errorf("The record %s-%d (%s) is ignored: %s", board.topic(), record.offset(), key, why);
                }
                if (record.timestampType() == TimestampType.LOG_APPEND_TIME) {
                    seat.read(read, Instant.ofEpochMilli(record.timestamp()), now());
                } else {
                    // A worker's clock tells nothing of another worker's age.
                    seat.read(read, now());
                }
                position = Optional.of(record.offset() + 1);
            });
            consumer.currentLag(board).stream().filter(lag -> lag == 0).forEach(_end -> seat.atEnd());
        }

        @Override
        public void close() {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        }
    }
}
