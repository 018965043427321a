package dev.takeone.intake;

import dev.takeone.journal.clients.ConsumerTimes;
import dev.takeone.worker.Intake;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Polls, and takes what a poll throws: a batch that cannot be read stops its partition, and that alone; whatever else is
 * told once, and stands at {@code /q/health/well} until it is over.
 *
 * <p>A stopped partition is paused where it stands, so that nothing is passed over, and tried again from there. Everything but
 * {@link Intake} happens on the polling thread.
 */
@ApplicationScoped
public class Polls implements Intake {
    static final Duration AGAIN = Duration.ofSeconds(30);

    /** The channel polls again within two seconds of a failure; some may pass without one, while a broker is asked. */
    static final Duration OVER = Duration.ofSeconds(10);

    /**
     * How long a poll may wait while single requests come or none: one that comes ends it at once, and so does a rebalance,
     * since the client goes on within a poll as soon as it hears of one. Only who wants to seek, pause or resume waits for
     * its end.
     */
    static final Duration AT_REST = Duration.ofSeconds(1);

    /** For so long after a backlog or a seek there may be more to seek: whoever wants that waits for the end of a poll. */
    static final Duration BUSY = Duration.ofSeconds(5);

    /** Requests that come together come from a backlog. */
    private static final int BACKLOG = 10;

    private static final Logger LOG = Logger.getLogger(Polls.class);

    private final String servers;
    private final LongSupplier nanos;
    private final Map<TopicPartition, UnreadableBatch> unread = new ConcurrentHashMap<>();
    private volatile Optional<Consumer<?, ?>> polled = Optional.empty();
    private volatile Optional<String> hindrance = Optional.empty();
    private final Set<String> told = new HashSet<>();
    private long hinderedNanos;
    private Optional<Long> busyNanos = Optional.empty();
    private volatile boolean channelPaused;

    /** @param servers which brokers a refusal comes from */
    @Inject
    public Polls(@ConfigProperty(name = "kafka.bootstrap.servers") String servers) {
        this(servers, System::nanoTime);
    }

    Polls(String servers, LongSupplier nanos) {
        this.servers = servers;
        this.nanos = nanos;
    }

    @Override
    public Map<Integer, String> unreadable() {
        return unread.entrySet().stream()
                .collect(Collectors.toMap(
                        each -> each.getKey().partition(),
                        each -> each.getValue().why()));
    }

    @Override
    public Optional<String> hindrance() {
        return hindrance;
    }

    @Override
    public Optional<Duration> sinceLastPoll() {
        return polled.flatMap(ConsumerTimes::sinceLastPoll);
    }

    /** Whether the channel wants nothing, and pauses whatever is assigned; told on any thread. */
    void channelPaused(boolean wantsNothing) {
        channelPaused = wantsNothing;
    }

    /** Which of the partitions that somebody wants to go on may do so. */
    Set<TopicPartition> resumable(Collection<TopicPartition> partitions) {
        return partitions.stream().filter(each -> !isStopped(each)).collect(Collectors.toUnmodifiableSet());
    }

    /** Somebody wants to read from another place, which need not be unreadable. */
    void sought(TopicPartition partition) {
        long now = nanos.getAsLong();
        busyNanos = Optional.of(now);
        unread.computeIfPresent(partition, (stopped, state) -> state.at(now));
    }

    /** They are not this worker's any more. */
    void forget(Collection<TopicPartition> partitions) {
        unread.keySet().removeAll(partitions);
    }

    private boolean isStopped(TopicPartition partition) {
        return Optional.ofNullable(unread.get(partition))
                .filter(state -> !state.trying())
                .isPresent();
    }

    /**
     * Polls once, at rest for longer than {@code atMost}.
     *
     * @return nothing where the poll met a batch that cannot be read: the other partitions' data come by the next one
     */
    <K, V> ConsumerRecords<K, V> poll(Consumer<K, V> consumer, Duration atMost) {
        polled = Optional.of(consumer);
        tryAgain(consumer);
        try {
            ConsumerRecords<K, V> records = consumer.poll(isAtRest() ? AT_REST : atMost);
            if (records.count() >= BACKLOG) {
                busyNanos = Optional.of(nanos.getAsLong());
            }
            succeeded(consumer);
            return records;
        } catch (WakeupException | InterruptException ending) {
            throw ending;
        } catch (LinkageError library) {
            return named(consumer, library);
        } catch (Throwable error) {
            if (isIsolated(consumer, error, error)) {
                return ConsumerRecords.empty();
            }
            throw error;
        }
    }

    private boolean isAtRest() {
        long now = nanos.getAsLong();
        return !channelPaused
                && unread.isEmpty()
                && hindrance.isEmpty()
                && busyNanos.filter(at -> now - at < BUSY.toNanos()).isEmpty();
    }

    /** Of a library that does not load, the client says only at the next poll which partition it was needed for. */
    private <K, V> ConsumerRecords<K, V> named(Consumer<K, V> consumer, LinkageError library) {
        try {
            return consumer.poll(Duration.ZERO);
        } catch (WakeupException | InterruptException ending) {
            throw ending;
        } catch (Throwable error) {
            if (isIsolated(consumer, error, library)) {
                return ConsumerRecords.empty();
            }
            throw error;
        }
    }

    /** Whether that was about one partition, which is stopped then; the cause may say more than the error. */
    private boolean isIsolated(Consumer<?, ?> consumer, Throwable error, Throwable cause) {
        Optional<TopicPartition> partition = PollErrors.partition(error, consumer.assignment());
        partition.ifPresentOrElse(each -> stop(consumer, each, cause), () -> hindered(consumer, cause));
        return partition.isPresent();
    }

    private void stop(Consumer<?, ?> consumer, TopicPartition partition, Throwable error) {
        long offset = consumer.position(partition);
        UnreadableBatch stopped = new UnreadableBatch(
                offset, PollErrors.unreadable(error, partition, offset), nanos.getAsLong() + AGAIN.toNanos(), false);
        consumer.pause(Set.of(partition));
        Optional<UnreadableBatch> before = Optional.ofNullable(unread.put(partition, stopped));
        if (before.filter(known -> known.offset() == offset).isEmpty()) {
            LOG.errorf("Partition %d is stopped, the others go on: %s", partition.partition(), stopped.why());
        }
    }

    private void hindered(Consumer<?, ?> consumer, Throwable error) {
        hinderedNanos = nanos.getAsLong();
        Optional<String> why =
                PollErrors.hindrance(error, servers, consumer.groupMetadata().groupId());
        if (why.filter(told::add).isPresent()) {
            LOG.errorf("No requests come in, and it is tried again: %s", why.orElseThrow());
            LOG.debug("The error of the poll", error);
        }
        hindrance = why.or(() -> hindrance);
    }

    private void succeeded(Consumer<?, ?> consumer) {
        if (hindrance.isPresent()
                && consumer.groupMetadata().generationId() >= 0
                && nanos.getAsLong() - hinderedNanos >= OVER.toNanos()) {
            LOG.info("Requests come in again");
            hindrance = Optional.empty();
            told.clear();
        }
        for (Map.Entry<TopicPartition, UnreadableBatch> each : new LinkedHashMap<>(unread).entrySet()) {
            if (each.getValue().trying() && hasMoved(consumer, each.getKey(), each.getValue())) {
                LOG.infof("Partition %d is read again", each.getKey().partition());
                unread.remove(each.getKey());
            }
        }
    }

    private static boolean hasMoved(Consumer<?, ?> consumer, TopicPartition partition, UnreadableBatch stopped) {
        try {
            return consumer.position(partition, Duration.ZERO) != stopped.offset();
        } catch (TimeoutException unknown) {
            return false;
        }
    }

    private void tryAgain(Consumer<?, ?> consumer) {
        for (Map.Entry<TopicPartition, UnreadableBatch> each : new LinkedHashMap<>(unread).entrySet()) {
            UnreadableBatch stopped = each.getValue();
            if (!stopped.trying() && !channelPaused && nanos.getAsLong() - stopped.againNanos() >= 0) {
                unread.put(each.getKey(), stopped.tried());
                fetchAnew(consumer, each.getKey());
            }
        }
    }

    /**
     * What the client has fetched it keeps, with the error that it met, and throws it again for as long as its position is
     * the same: so it looks at another place for a moment.
     */
    private static <K, V> void fetchAnew(Consumer<K, V> consumer, TopicPartition partition) {
        Set<TopicPartition> others = new HashSet<>(consumer.assignment());
        others.removeAll(consumer.paused());
        consumer.pause(others);
        long place = consumer.position(partition);
        consumer.seek(partition, place + 1);
        consumer.resume(Set.of(partition));
        try {
            back(consumer, consumer.poll(Duration.ZERO));
        } catch (WakeupException | InterruptException ending) {
            throw ending;
        } catch (RuntimeException expected) {
            LOG.debugf(expected, "Looking past offset %d of %s", place, partition);
        } finally {
            Set<TopicPartition> still = consumer.assignment();
            if (still.contains(partition)) {
                consumer.seek(partition, place);
            }
            others.retainAll(still);
            consumer.resume(others);
        }
    }

    /** Nothing that came by such a look is anybody's. */
    private static <K, V> void back(Consumer<K, V> consumer, ConsumerRecords<K, V> records) {
        for (TopicPartition each : records.partitions()) {
            consumer.seek(each, records.records(each).getFirst().offset());
        }
    }
}
