package dev.takeone.broker;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What differs from Kafka's defaults in every broker of tests: one node, quick to start, to restart and to rebalance. */
final class BrokerSettings {
    static final Map<String, String> COMMON = Map.ofEntries(
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("broker.session.timeout.ms", "1500"),
            Map.entry("broker.heartbeat.interval.ms", "300"),
            // One that is slow to start would end itself.
            Map.entry("initial.broker.registration.timeout.ms", "300000"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "3"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("transaction.state.log.num.partitions", "3"),
            Map.entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            Map.entry("log.cleaner.dedupe.buffer.size", "8388608"));

    private BrokerSettings() {}

    /** The same as the variables that the image {@code apache/kafka} reads. */
    static Map<String, String> asEnvironment() {
        return COMMON.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> "KAFKA_"
                                + entry.getKey().toUpperCase(Locale.ROOT).replace('.', '_'),
                        Map.Entry::getValue));
    }
}
