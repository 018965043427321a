package dev.takeone.journal.clients;

import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Metric;

/**
 * When a consumer last did its duties, as its own metrics tell: these are read without a word to the polling thread, which
 * may be the one that is stuck, and grow too where the thread lives and has ceased to poll. To the second.
 */
public final class ConsumerTimes {
    private ConsumerTimes() {}

    /** Empty before the first poll, and once the consumer is closed. A poll that fails counts. */
    public static Optional<Duration> sinceLastPoll(Consumer<?, ?> consumer) {
        return since(consumer, "last-poll-seconds-ago", "consumer-metrics");
    }

    /** Since a heartbeat was sent to the group's coordinator, answered or not; empty before the first one. */
    public static Optional<Duration> sinceLastHeartbeat(Consumer<?, ?> consumer) {
        return since(consumer, "last-heartbeat-seconds-ago", "consumer-coordinator-metrics");
    }

    /** What has never been is told by the metrics as a number below zero. */
    private static Optional<Duration> since(Consumer<?, ?> consumer, String name, String group) {
        return consumer.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals(name)
                        && metric.metricName().group().equals(group))
                .map(Metric::metricValue)
                .filter(value -> value instanceof Number seconds && seconds.longValue() >= 0)
                .map(value -> Duration.ofSeconds(((Number) value).longValue()))
                .findFirst();
    }
}
