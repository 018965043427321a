package dev.takeone.journal.topics;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.TopicConfig;

/** What the jobs topic must be like to carry the promise. Pure: settings in, a person's error message out. */
public final class JobsTopic {
    private static final Duration LEAST = Duration.ofDays(7);
    private static final int RETENTIONS = 4;
    private static final String HOUR_MS = Long.toString(Duration.ofHours(1).toMillis());
    private static final String RECEIPTS_MS = Long.toString(Duration.ofDays(30).toMillis());

    private JobsTopic() {}

    /** The settings of a jobs topic that is created. */
    public static Map<String, String> settings(Duration retention) {
        return stamped(Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                "compact,delete",
                TopicConfig.RETENTION_MS_CONFIG,
                Long.toString(needed(retention).toMillis()),
                TopicConfig.RETENTION_BYTES_CONFIG,
                "-1",
                TopicConfig.SEGMENT_MS_CONFIG,
                HOUR_MS,
                TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG,
                HOUR_MS));
    }

    private static Map<String, String> stamped(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(WrittenTopic.SETTINGS);
        all.putAll(settings);
        return all;
    }

    /** The settings of a receipts topic that is created. */
    static Map<String, String> receiptsSettings() {
        return stamped(Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG, "delete",
                TopicConfig.RETENTION_MS_CONFIG, RECEIPTS_MS,
                TopicConfig.RETENTION_BYTES_CONFIG, "-1"));
    }

    /** The settings of a callbacks topic that is created: what is older than some minutes wakes nobody. */
    static Map<String, String> callbacksSettings() {
        return stamped(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, "delete", TopicConfig.RETENTION_MS_CONFIG, HOUR_MS));
    }

    /** The settings of a commands topic that is created: an order stands until it is ended, however old it is. */
    static Map<String, String> commandsSettings() {
        return Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_COMPACT,
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                "LogAppendTime");
    }

    /** How long a row must be kept, at least. */
    static Duration needed(Duration retention) {
        Duration several = retention.multipliedBy(RETENTIONS);
        return several.compareTo(LEAST) > 0 ? several : LEAST;
    }

    /** How long a topic of these settings keeps a row; empty where for ever. */
    public static Optional<Duration> keeps(Map<String, String> found) {
        long millis = Long.parseLong(found.getOrDefault(TopicConfig.RETENTION_MS_CONFIG, "-1"));
        return policies(found).contains(TopicConfig.CLEANUP_POLICY_DELETE) && millis >= 0
                ? Optional.of(Duration.ofMillis(millis))
                : Optional.empty();
    }

    /** What is wrong with the topic {@code name}, and the mend; empty where nothing is. */
    public static Optional<String> fault(String name, Map<String, String> found, Duration retention) {
        if (!policies(found).contains(TopicConfig.CLEANUP_POLICY_COMPACT)) {
            return Optional.of(
                    wrong(name, "takeone.topics.jobs", found, TopicConfig.CLEANUP_POLICY_CONFIG, "compact,delete"));
        }
        return brief(name, "takeone.topics.jobs", found, needed(retention))
                .map(wrong -> wrong + " It has to be at least 7 days, and at least 4 times takeone.journal.retention.")
                .or(() -> bounded(name, "takeone.topics.jobs", found));
    }

    /**
     * What is wrong with a receipts topic, and the mend: an answer of the provider that lies there must be found by the job's
     * next owner, also where all workers were away for days.
     */
    public static Optional<String> forgottenReceipts(String name, Map<String, String> found) {
        String key = "takeone.topics.receipts";
        return compacted(name, key, found)
                .or(() -> brief(name, key, found, LEAST)
                        .map(wrong ->
                                wrong + " A task that was paid for may lie there alone until its partition is served"
                                        + " again: let it be 30 days, or 7 at least."))
                .or(() -> bounded(name, key, found));
    }

    private static Optional<String> brief(String name, String key, Map<String, String> found, Duration least) {
        return keeps(found)
                .filter(kept -> kept.compareTo(least) < 0)
                .map(kept -> wrong(name, key, found, TopicConfig.RETENTION_MS_CONFIG, Long.toString(least.toMillis())));
    }

    private static Optional<String> bounded(String name, String key, Map<String, String> found) {
        return policies(found).contains(TopicConfig.CLEANUP_POLICY_DELETE)
                        && !found.getOrDefault(TopicConfig.RETENTION_BYTES_CONFIG, "-1")
                                .equals("-1")
                ? Optional.of(wrong(name, key, found, TopicConfig.RETENTION_BYTES_CONFIG, "-1"))
                : Optional.empty();
    }

    /**
     * What is wrong with a topic whose records must all be there until they are too old, and the mend; empty where nothing is.
     *
     * @param setting that names it
     */
    public static Optional<String> compacted(String name, String setting, Map<String, String> found) {
        return policies(found).contains(TopicConfig.CLEANUP_POLICY_COMPACT)
                ? Optional.of(wrong(name, setting, found, TopicConfig.CLEANUP_POLICY_CONFIG, "delete")
                        + " Compaction keeps only the last record of a key: the others are lost, unread.")
                : Optional.empty();
    }

    /** What is wrong with a commands topic, and the mend: an order that retention takes would end without a word. */
    static Optional<String> forgetful(String name, Map<String, String> found) {
        return policies(found).equals(List.of(TopicConfig.CLEANUP_POLICY_COMPACT))
                ? Optional.empty()
                : Optional.of(
                        wrong(name, "takeone.topics.commands", found, TopicConfig.CLEANUP_POLICY_CONFIG, "compact"));
    }

    /**
     * Why no order of a commands topic can be believed, and the mend: the later of two of one name has to be known.
     *
     * @param brokers how many there are
     */
    static Optional<String> scattered(String name, int partitions, int brokers) {
        return partitions == 1
                ? Optional.empty()
                : Optional.of("The topic " + name + " (takeone.topics.commands) has " + partitions
                        + " partitions, and needs one: an order can lie in one of them and its end in another, and nobody"
                        + " knows which is the later. Write down the orders that are to stand; while no worker of the account"
                        + " runs, delete the topic, create it with: kafka-topics.sh --bootstrap-server <broker> --create"
                        + " --topic " + name + " --partitions 1 --config cleanup.policy=compact"
                        + " --config message.timestamp.type=LogAppendTime" + Replicas.options(brokers)
                        + ", and write the orders again; then start the workers.");
    }

    private static List<String> policies(Map<String, String> found) {
        String policy = found.getOrDefault(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
        return Arrays.stream(policy.split(",")).map(String::strip).toList();
    }

    private static String wrong(String name, String key, Map<String, String> found, String setting, String needed) {
        return "The topic " + name + " (" + key + ") has " + setting + "=" + found.get(setting)
                + ", and needs " + needed + ". Set it with: kafka-configs.sh --bootstrap-server <broker> --alter"
                + " --entity-type topics --entity-name " + name + " --add-config '" + setting + "=[" + needed + "]'.";
    }
}
