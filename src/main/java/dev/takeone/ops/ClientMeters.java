package dev.takeone.ops;

import dev.takeone.journal.ClientListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/**
 * The meters of the journal's Kafka clients. Those of a client go when another takes its place: each has a thread of its
 * own, which would otherwise stay for as long as the process.
 */
public final class ClientMeters implements ClientListener {
    private final MeterRegistry metrics;
    private final Map<Role, KafkaClientMetrics> bound = new EnumMap<>(Role.class);

    /** Binds to {@code metrics}. */
    public ClientMeters(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    @Override
    public void producer(Role role, Producer<?, ?> producer) {
        bind(role, new KafkaClientMetrics(producer));
    }

    @Override
    public void consumer(Role role, Consumer<?, ?> consumer) {
        bind(role, new KafkaClientMetrics(consumer));
    }

    private synchronized void bind(Role role, KafkaClientMetrics meters) {
        Optional.ofNullable(bound.put(role, meters)).ifPresent(KafkaClientMetrics::close);
        meters.bindTo(metrics);
    }
}
