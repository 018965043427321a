package dev.takeone.intake;

import io.smallrye.mutiny.Multi;
import io.smallrye.reactive.messaging.ClientCustomizer;
import io.smallrye.reactive.messaging.connector.InboundConnector;
import io.smallrye.reactive.messaging.kafka.DeserializationFailureHandler;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecordBatch;
import io.smallrye.reactive.messaging.kafka.KafkaCDIEvents;
import io.smallrye.reactive.messaging.kafka.KafkaConnectorIncomingConfiguration;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.smallrye.reactive.messaging.kafka.commit.KafkaIgnoreCommit;
import io.smallrye.reactive.messaging.kafka.fault.KafkaIgnoreFailure;
import io.smallrye.reactive.messaging.kafka.impl.ConfigHelper;
import io.vertx.core.impl.VertxInternal;
import io.vertx.mutiny.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Flow;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;

/**
 * Connects the one channel that there is: SmallRye's Kafka consumer and its stream of batches, without what its connector
 * puts around them (commits, tracing, health, dead letters), since that one makes the consumer by itself and lets nobody
 * see what a poll throws.
 */
@ApplicationScoped
@Connector(RequestsConnector.KIND)
public class RequestsConnector implements InboundConnector {
    /** The connector's name in the configuration. */
    public static final String KIND = "takeone-requests";

    private static final String WORKER = "worker";
    private static final int NO_INDEX = -1;

    private final Instance<Map<String, Object>> kafka;
    private final Instance<ClientCustomizer<Map<String, Object>>> customizers;
    private final Instance<DeserializationFailureHandler<?>> handlers;
    private final KafkaCDIEvents events;
    private final Rebalances rebalances;
    private final Polls polls;
    private final Vertx vertx;
    private final boolean reads;
    private volatile Optional<RequestsConsumer> consumer = Optional.empty();

    /**
     * Reads by {@code polls}, and tells {@code rebalances} of every rebalance.
     *
     * @param role of this process: only a worker reads
     */
    public RequestsConnector(
            @Any Instance<Map<String, Object>> kafka,
            @Any Instance<ClientCustomizer<Map<String, Object>>> customizers,
            @Any Instance<DeserializationFailureHandler<?>> handlers,
            KafkaCDIEvents events,
            Rebalances rebalances,
            Polls polls,
            Vertx vertx,
            @ConfigProperty(name = "takeone.role") String role) {
        this.kafka = kafka;
        this.customizers = customizers;
        this.handlers = handlers;
        this.events = events;
        this.rebalances = rebalances;
        this.polls = polls;
        this.vertx = vertx;
        this.reads = role.equals(WORKER);
    }

    @Override
    public Flow.Publisher<? extends Message<?>> getPublisher(Config config) {
        if (!reads) {
            return Multi.createFrom().nothing();
        }
        KafkaConnectorIncomingConfiguration settings =
                new KafkaConnectorIncomingConfiguration(ConfigHelper.retrieveChannelConfiguration(kafka, config));
        KafkaIgnoreCommit commits = new KafkaIgnoreCommit();
        KafkaIgnoreFailure failures = new KafkaIgnoreFailure(settings.getChannel());
        RequestsConsumer made = new RequestsConsumer(
                settings,
                customizers,
                handlers,
                ((VertxInternal) vertx.getDelegate()).createEventLoopContext(),
                events,
                polls);
        made.setRebalanceListener(rebalances, commits);
        consumer = Optional.of(made);
        Multi<Message<?>> batches = made.subscribeBatch(
                        Set.of(settings.getTopic().orElseThrow()))
                .map(records -> new IncomingKafkaRecordBatch<>(
                        records, settings.getChannel(), NO_INDEX, commits, failures, false, false));
        return batches;
    }

    /** Empty before the channel is connected. */
    Optional<KafkaConsumer<byte[], byte[]>> consumer() {
        return consumer.map(made -> made);
    }

    /** Revokes every partition and leaves the group; returns when that is done, and does nothing the second time. */
    @PreDestroy
    void close() {
        consumer.ifPresent(RequestsConsumer::close);
    }
}
