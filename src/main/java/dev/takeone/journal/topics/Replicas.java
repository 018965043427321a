package dev.takeone.journal.topics;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Whether what is written to a topic outlives a broker, where there are enough of them for that: the promise assumes it, and
 * Kafka's own defaults are one replica and one in sync. Pure.
 */
final class Replicas {
    private static final int NEEDED = 3;
    private static final int IN_SYNC = 2;
    private static final String SETTING = TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG + "=" + IN_SYNC;

    private Replicas() {}

    /** What to create a topic with, where there are so many brokers; begins with a space, empty where they are too few. */
    static String options(int brokers) {
        return brokers < NEEDED ? "" : " --replication-factor " + NEEDED + " --config " + SETTING;
    }

    /**
     * What the loss of one of so many brokers may take with it, and the mend; empty where it takes nothing.
     *
     * @param settings of the topic; what is not there is not judged
     */
    static Optional<String> warning(TopicDescription topic, Map<String, String> settings, int brokers) {
        int has = topic.partitions().stream()
                .mapToInt(each -> each.replicas().size())
                .min()
                .orElse(NEEDED);
        String inSync = settings.getOrDefault(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, String.valueOf(IN_SYNC));
        if (brokers < NEEDED || (has >= NEEDED && Integer.parseInt(inSync) >= IN_SYNC)) {
            return Optional.empty();
        }
        String first = has < NEEDED
                ? "Give it " + NEEDED + " replicas, by kafka-reassign-partitions.sh, and then set it with: "
                : "Set it with: ";
        return Optional.of("The topic " + topic.name() + ", on which the promise rests, has " + has
                + " replicas and " + TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG + "=" + inSync + " on " + brokers
                + " brokers: what was paid for may be lost with one of them. " + first
                + "kafka-configs.sh --bootstrap-server <broker> --alter --entity-type topics --entity-name "
                + topic.name() + " --add-config '" + SETTING
                + "'.");
    }
}
