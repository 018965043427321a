package dev.takeone.callbacks;

import dev.takeone.worker.CallbackOutcome;
import dev.takeone.worker.Callbacks;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;

/** The callbacks of a worker: the addresses of its jobs, and the way of a call from any worker to the job's owner. */
public final class Hooks implements Callbacks, AutoCloseable {
    private final Optional<Webhook> webhook;
    private final Consumer<CallbackOutcome> counted;
    private volatile Optional<WakeWriter> writer = Optional.empty();
    private volatile Optional<CallbackFollower> follower = Optional.empty();

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
     * @param woken hears of the jobs that were called for, by their partition
     */
    public void start(
            Map<String, Object> writing,
            Map<String, Object> reading,
            String topic,
            InstantSource clock,
            BiConsumer<Integer, Collection<String>> woken) {
        if (used()) {
            Map<String, Object> fromNow = new HashMap<>(reading);
            fromNow.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
            start(
                    new WakeWriter(topic, () -> new KafkaProducer<>(writing)),
                    new CallbackFollower(topic, () -> new KafkaConsumer<>(fromNow), clock, woken));
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

    void count(CallbackOutcome outcome) {
        counted.accept(outcome);
    }

    @Override
    public void close() {
        writer.ifPresent(WakeWriter::close);
        follower.ifPresent(CallbackFollower::close);
    }
}
