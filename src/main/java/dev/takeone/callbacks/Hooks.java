package dev.takeone.callbacks;

import dev.takeone.worker.CallbackOutcome;
import dev.takeone.worker.Callbacks;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;

/** The callbacks of a worker: the addresses of its jobs, and the way of a call from any worker to the job's owner. */
public final class Hooks implements Callbacks, AutoCloseable {
    private final Optional<Webhook> webhook;
    private final Consumer<CallbackOutcome> counted;
    private volatile Optional<WakeWriter> writer = Optional.empty();
    private volatile Optional<CallbackFollower> follower = Optional.empty();

    /** Who is woken; called on threads of these hooks. */
    public interface Recipient {
        /** These jobs of a partition were called for. */
        void woken(int partition, Collection<String> jobIds);

        /** A thread has met an error that it does not know, and ends: no call will wake anybody any more. */
        void broken(Throwable error);
    }

    /**
     * Hooks that know their address, and have not begun.
     *
     * @param webhook where the provider calls; empty where callbacks are not used
     * @param counted hears of each call that came, on any thread
     */
    public Hooks(Optional<Webhook> webhook, Consumer<CallbackOutcome> counted) {
        this.webhook = webhook;
        this.counted = counted;
    }

    /** Whether callbacks are used. */
    public boolean used() {
        return webhook.isPresent();
    }

    /**
     * Begins to pass calls on, and to hear of them; nothing happens where callbacks are not used.
     *
     * @param writing the settings of a producer without a transaction
     * @param reading the settings of a consumer that has no group
     */
    public void start(
            Map<String, Object> writing,
            Map<String, Object> reading,
            String topic,
            InstantSource clock,
            Recipient recipient) {
        if (used()) {
            Map<String, Object> fromNow = new HashMap<>(reading);
            fromNow.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
            start(
                    new WakeWriter(topic, () -> new KafkaProducer<>(writing), recipient::broken),
                    new CallbackFollower(topic, () -> new KafkaConsumer<>(fromNow), clock, recipient));
        }
    }

    void start(WakeWriter writing, CallbackFollower following) {
        writing.start();
        following.start();
        writer = Optional.of(writing);
        follower = Optional.of(following);
    }

    @Override
    public Optional<String> address(int partition, String jobId) {
        return webhook.map(called -> called.address(partition, jobId));
    }

    @Override
    public void follow(int partition) {
        follower.ifPresent(each -> each.follow(partition));
    }

    @Override
    public void unfollow(int partition) {
        follower.ifPresent(each -> each.unfollow(partition));
    }

    /** What a token names; empty where it is none of ours. */
    Optional<Seal.Named> open(String token) {
        return webhook.flatMap(called -> called.seal().open(token));
    }

    /** Writes a wake-up; tells {@code caller} at once that it is not where that cannot be begun. */
    void wake(Seal.Named named, WakeWriter.Caller caller) {
        writer.ifPresentOrElse(each -> each.write(named, caller), () -> caller.written(false));
    }

    /** A wake-up has not been written in time. */
    void late() {
        writer.ifPresent(WakeWriter::late);
    }

    /** For how long one of the threads has not moved, be the broker there or not: none waits for a minute. */
    public Duration quiet() {
        return Stream.of(writer.map(WakeWriter::quiet), follower.map(CallbackFollower::quiet))
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    void count(CallbackOutcome outcome) {
        counted.accept(outcome);
    }

    @Override
    public void close() {
        writer.ifPresent(WakeWriter::close);
        follower.ifPresent(CallbackFollower::close);
    }
}
