package dev.takeone.ops;

import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Metric;

/**
 * When the channel last polled, as its consumer's own metric tells: that is read without a word to the polling thread,
 * which may be the one that is stuck, and grows too where the thread lives and the connector has ceased to poll.
 */
@ApplicationScoped
class Polling {
    private static final String SINCE_LAST_POLL = "last-poll-seconds-ago";
    private static final String CONSUMER = "consumer-metrics";

    private final KafkaClientService clients;

    Polling(KafkaClientService clients) {
        this.clients = clients;
    }

    /** Empty before the first poll. */
    Optional<Duration> sinceLastPoll() {
        return clients.getConsumerChannels().stream()
                .map(channel -> clients.getConsumer(channel).unwrap())
                .flatMap(consumer -> sinceLastPoll(consumer).stream())
                .findFirst();
    }

    /** Of a consumer; its metric is below zero before the first poll. */
    static Optional<Duration> sinceLastPoll(Consumer<?, ?> consumer) {
        return consumer.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals(SINCE_LAST_POLL)
                        && metric.metricName().group().equals(CONSUMER))
                .map(Metric::metricValue)
                .filter(value -> value instanceof Number seconds && seconds.longValue() >= 0)
                .map(value -> Duration.ofSeconds(((Number) value).longValue()))
                .findFirst();
    }
}
