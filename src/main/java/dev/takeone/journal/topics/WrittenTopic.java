package dev.takeone.journal.topics;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.TopicConfig;

/** What a topic must be like that the worker writes to. Pure: settings in, a person's message out. */
public final class WrittenTopic {
    /** The settings of each that is created: what is too old is then not for the worker's clock to say. */
    static final Map<String, String> SETTINGS = Map.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");

    /**
     * The largest rows hold a request of 256 KiB as a JSON text, or all that a job's tasks may bring, and no event is larger.
     * The broker's default is more.
     */
    public static final int LARGEST = 1_000_000;

    private WrittenTopic() {}

    /** Why decisions may come that the topic does not take, and the mend; empty where it takes all. */
    static Optional<String> fault(String name, Map<String, String> found) {
        return Optional.ofNullable(found.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG))
                .filter(most -> Long.parseLong(most) < LARGEST)
                .map(most -> "The topic " + name + " has " + TopicConfig.MAX_MESSAGE_BYTES_CONFIG + "=" + most
                        + ", and needs at least " + LARGEST
                        + ", or a partition stops at the first request that is larger. "
                        + mend(name, TopicConfig.MAX_MESSAGE_BYTES_CONFIG + "=1048588"));
    }

    /** What is better mended, and the mend; empty where nothing is. */
    static Optional<String> warning(String name, Map<String, String> found) {
        return unstamped(
                name,
                found,
                "a worker whose clock is wrong by an hour is refused by the broker, and one whose clock is behind has its"
                        + " records deleted too early");
    }

    /**
     * The same of a topic whose records' times are the writer's.
     *
     * @param harm what comes of that
     */
    static Optional<String> unstamped(String name, Map<String, String> found, String harm) {
        String stamped = SETTINGS.getOrDefault(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "");
        return Optional.ofNullable(found.get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG))
                .filter(type -> !type.equals(stamped))
                .map(type -> "The topic " + name + " has " + TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG + "=" + type
                        + ": " + harm + ". "
                        + mend(name, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG + "=" + stamped));
    }

    private static String mend(String name, String setting) {
        return "Set it with: kafka-configs.sh --bootstrap-server <broker> --alter --entity-type topics --entity-name "
                + name + " --add-config '" + setting + "'.";
    }
}
