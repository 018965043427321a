package dev.takeone.broker;

import org.apache.kafka.common.utils.AppInfoParser;
import org.testcontainers.kafka.KafkaContainer;

/** Kafka's own image, of the same version as the client on the class path. */
public final class DockerBroker implements Broker {
    private final KafkaContainer container;

    private DockerBroker(KafkaContainer container) {
        this.container = container;
    }

    static DockerBroker start() {
        KafkaContainer container = new KafkaContainer("apache/kafka:" + AppInfoParser.getVersion())
                .withEnv(BrokerSettings.asEnvironment());
        container.start();
        return new DockerBroker(container);
    }

    @Override
    public String bootstrapServers() {
        return container.getBootstrapServers();
    }

    @Override
    public void close() {
        container.close();
    }
}
