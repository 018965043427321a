package dev.takeone.journal;

import dev.takeone.waiting.Waiting;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A member of the group as the intake has one: it polls, and tells of each generation. */
public final class Member implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final BlockingQueue<ConsumerGroupMetadata> generations = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::poll, "member");
    private Consumer<ConsumerGroupMetadata> told = generations::add;
    private volatile boolean closed;

    public Member(Fixture fixture) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", fixture.servers);
        settings.put("group.id", fixture.group);
        settings.put("enable.auto.commit", false);
        // Nobody here loses its session: it leaves, or it is there.
        settings.put("session.timeout.ms", Waiting.AT_MOST_MS);
        settings.put("heartbeat.interval.ms", 500);
        settings.put("partition.assignment.strategy", CooperativeStickyAssignor.class.getName());
        settings.put("key.deserializer", ByteArrayDeserializer.class);
        settings.put("value.deserializer", ByteArrayDeserializer.class);
        consumer = new KafkaConsumer<>(settings);
        consumer.subscribe(List.of(fixture.names.requests()), new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                tell(consumer.groupMetadata());
            }

            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                tell(consumer.groupMetadata());
            }
        });
        thread.start();
    }

    /** The next generation told of, whichever. */
    public ConsumerGroupMetadata next() throws InterruptedException {
        return Waiting.next("a generation", generations);
    }

    /** From now on {@code listener} is told of every generation, also of those that nobody has asked for yet. */
    public synchronized void tells(Consumer<ConsumerGroupMetadata> listener) {
        told = listener;
        generations.forEach(told);
    }

    private synchronized void tell(ConsumerGroupMetadata generation) {
        told.accept(generation);
    }

    /** The first generation after this one. */
    public ConsumerGroupMetadata after(ConsumerGroupMetadata old) throws InterruptedException {
        ConsumerGroupMetadata newer = next();
        while (newer.generationId() <= old.generationId()) {
            newer = next();
        }
        return newer;
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        try {
            Waiting.ended(thread);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private void poll() {
        try (consumer) {
            while (!closed) {
                consumer.poll(Duration.ofMillis(100));
            }
        } catch (WakeupException end) {
            closed = true;
        }
    }
}
