package dev.takeone.journal.topics;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.config.TopicConfig;

/** What the account topic must be like, so that no lease is ever unknown to whoever deals. Pure. */
final class AccountTopic {
    /** Longer than a lease and the minute after it: what was dealt is not compacted away while it is used. */
    private static final Duration KEPT = Duration.ofMinutes(5);

    private static final String SEGMENT_MS =
            Long.toString(Duration.ofMinutes(10).toMillis());
    private static final String KEPT_MS = Long.toString(KEPT.toMillis());

    /** The settings of an account topic that is created. */
    static final Map<String, String> SETTINGS = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_COMPACT,
            TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG,
            KEPT_MS,
            TopicConfig.SEGMENT_MS_CONFIG,
            SEGMENT_MS,
            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
            "LogAppendTime");

    private AccountTopic() {}

    /** What is wrong with the topic {@code name}, and the mend; empty where nothing is. */
    static Optional<String> fault(String name, int partitions, Map<String, String> found) {
        String policy = policy(found);
        if (partitions != 1) {
            return Optional.of("The topic " + name + " (takeone.topics.account) has " + partitions
                    + " partitions, and needs one: the order of its records decides. Delete it while no worker of the"
                    + " account runs, and it is made anew.");
        }
        return policy.equals(TopicConfig.CLEANUP_POLICY_COMPACT)
                ? Optional.empty()
                : Optional.of(
                        wrong(name, TopicConfig.CLEANUP_POLICY_CONFIG, policy, TopicConfig.CLEANUP_POLICY_COMPACT));
    }

    /** What had better be otherwise, each with the mend. */
    static List<String> warnings(String name, Map<String, String> found) {
        Optional<String> unstamped = WrittenTopic.unstamped(
                name,
                found,
                "a worker whose clock is an hour ahead is refused by the broker and buys nothing, and one whose clock is"
                        + " more than five minutes behind is taken for gone by the console");
        return Stream.concat(forgetful(name, found).stream(), unstamped.stream())
                .toList();
    }

    /**
     * What was dealt must not be compacted away while it is used, which by the broker's own settings it is only when a
     * segment is closed in the meantime.
     */
    private static Optional<String> forgetful(String name, Map<String, String> found) {
        String lag = found.getOrDefault(TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG, "0");
        return Long.parseLong(lag) < KEPT.toMillis()
                ? Optional.of(wrong(name, TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG, lag, KEPT_MS))
                : Optional.empty();
    }

    private static String policy(Map<String, String> found) {
        return found.getOrDefault(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE)
                .strip();
    }

    private static String wrong(String name, String setting, String found, String needed) {
        return "The topic " + name + " (takeone.topics.account) has " + setting + "=" + found + ", and needs " + needed
                + ". Set it with: kafka-configs.sh --bootstrap-server <broker> --alter --entity-type topics"
                + " --entity-name " + name + " --add-config '" + setting + "=" + needed + "'.";
    }
}
