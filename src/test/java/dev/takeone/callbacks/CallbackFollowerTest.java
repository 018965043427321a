package dev.takeone.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.waiting.Waiting;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallbackFollowerTest {
    private static final TopicPartition PARTITION = new TopicPartition("callbacks", 0);

    private final CompletableFuture<Throwable> broken = new CompletableFuture<>();
    private final Hooks.Recipient recipient = new Hooks.Recipient() {
        @Override
        public void woken(int partition, Collection<String> jobIds) {
            throw new NoClassDefFoundError("woken");
        }

        @Override
        public void broken(Throwable error) {
            broken.complete(error);
        }
    };

    @Test
    void anErrorIsToldToTheWorkerAndCallsAreNotSilentlyUnheard() throws Exception {
        assertThat(brokenBy(() -> {
                    throw new NoClassDefFoundError("lz4");
                }))
                .isInstanceOf(NoClassDefFoundError.class);
    }

    @Test
    void aBugIsToldToTheWorkerAndNotTakenForABrokerThatIsAway() throws Exception {
        assertThat(brokenBy(() -> {
                    throw new IllegalStateException("a bug");
                }))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anErrorOfWhoeverIsWokenIsToldToo() throws Exception {
        MockConsumer<byte @Nullable [], byte @Nullable []> consumer = new MockConsumer<>("latest") {
            @Override
            public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
                    Map<TopicPartition, Long> times) {
                return Map.of(PARTITION, new OffsetAndTimestamp(0, 0));
            }
        };
        consumer.updatePartitions(
                "callbacks", List.of(new PartitionInfo("callbacks", 0, Node.noNode(), new Node[0], new Node[0])));
        consumer.updateEndOffsets(Map.of(PARTITION, 0L));
        consumer.schedulePollTask(
                () -> consumer.addRecord(new ConsumerRecord<>("callbacks", 0, 0, new byte[] {'a'}, new byte[0])));

        assertThat(brokenBy(() -> consumer)).hasMessage("woken");
    }

    @Test
    void aBrokerThatIsAwayIsTriedAgainAndEndsNothing() {
        AtomicInteger tries = new AtomicInteger();
        try (CallbackFollower follower = follower(() -> {
            tries.incrementAndGet();
            throw new KafkaException("away");
        })) {
            follower.start();
            Waiting.until("it to be tried again", () -> tries.get() > 1);
        }
        assertThat(broken).isNotDone();
    }

    private Throwable brokenBy(Supplier<Consumer<byte @Nullable [], byte @Nullable []>> consumers) throws Exception {
        try (CallbackFollower follower = follower(consumers)) {
            follower.follow(0);
            follower.start();
            return Waiting.done(broken);
        }
    }

    private CallbackFollower follower(Supplier<Consumer<byte @Nullable [], byte @Nullable []>> consumers) {
        return new CallbackFollower("callbacks", consumers, InstantSource.system(), recipient);
    }
}
