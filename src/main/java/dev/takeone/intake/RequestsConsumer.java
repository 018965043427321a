package dev.takeone.intake;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.ClientCustomizer;
import io.smallrye.reactive.messaging.kafka.DeserializationFailureHandler;
import io.smallrye.reactive.messaging.kafka.KafkaCDIEvents;
import io.smallrye.reactive.messaging.kafka.KafkaConnectorIncomingConfiguration;
import io.smallrye.reactive.messaging.kafka.impl.ReactiveKafkaConsumer;
import io.vertx.core.Context;
import jakarta.enterprise.inject.Instance;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * SmallRye's consumer, in front of whose client stands {@link Polls}: by itself it does no more with what a poll throws than
 * to poll again (4.33, {@code KafkaRecordStreamSubscription}), and resumes every partition behind one's back.
 */
final class RequestsConsumer extends ReactiveKafkaConsumer<byte[], byte[]> {
    private static final Logger LOG = Logger.getLogger(RequestsConsumer.class);
    private static final int NO_INDEX = -1;

    private final Polls polls;

    RequestsConsumer(
            KafkaConnectorIncomingConfiguration settings,
            Instance<ClientCustomizer<Map<String, Object>>> customizers,
            Instance<DeserializationFailureHandler<?>> handlers,
            Context context,
            KafkaCDIEvents events,
            Polls polls) {
        super(
                settings,
                customizers,
                handlers,
                settings.getGroupId().orElseThrow(),
                NO_INDEX,
                (failure, fatal) -> LOG.warn("The channel of requests reports a failure", failure),
                context,
                consumer -> events.consumer().fire(consumer));
        this.polls = polls;
    }

    @Override
    public Uni<Consumer<byte[], byte[]>> withConsumerOnPollingThread() {
        return super.withConsumerOnPollingThread().map(this::guarded);
    }

    @Override
    public Uni<Set<TopicPartition>> pause() {
        polls.channelPaused(true);
        return super.pause();
    }

    @Override
    public Uni<Void> resume() {
        polls.channelPaused(false);
        return super.resume();
    }

    @SuppressWarnings("unchecked") // The proxy hands on to a consumer of that kind.
    private Consumer<byte[], byte[]> guarded(Consumer<byte[], byte[]> consumer) {
        return (Consumer<byte[], byte[]>) Proxy.newProxyInstance(
                Consumer.class.getClassLoader(),
                new Class<?>[] {Consumer.class},
                (proxy, method, arguments) -> call(consumer, method, arguments));
    }

    @SuppressWarnings("unchecked") // By the interface's own signatures.
    private @Nullable Object call(Consumer<byte[], byte[]> consumer, Method method, Object[] arguments)
            throws Throwable {
        switch (method.getName()) {
            case "poll" -> {
                return polls.poll(consumer, (Duration) arguments[0]);
            }
            case "resume" -> {
                consumer.resume(polls.resumable((Collection<TopicPartition>) arguments[0]));
                return null;
            }
            case "seek" -> polls.sought((TopicPartition) arguments[0]);
            default -> LOG.tracef("%s", method);
        }
        try {
            return method.invoke(consumer, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }
}
