package dev.takeone.journal.topics;

import dev.takeone.journal.clients.JournalSetup;
import dev.takeone.journal.clients.TopicNames;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;

/** The topics that are not there, as they are to be made. Pure. */
final class MissingTopics {
    private static final short BROKERS_DEFAULT = -1;

    private MissingTopics() {}

    /**
     * Those that {@code found} does not have. A requests topic is made at least as large as the journal that is there: of a
     * partition that requests do not have nobody is ever the owner, and what was bought there would be asked for by nobody.
     */
    static List<NewTopic> of(JournalSetup setup, Map<String, TopicDescription> found) {
        TopicNames names = setup.names();
        int own = setup.settings().partitions();
        int requests = size(found, names.requests())
                .orElseGet(() -> Math.max(own, size(found, names.jobs()).orElse(own)));
        List<NewTopic> topics = new ArrayList<>();
        topics.add(new NewTopic(names.requests(), requests, BROKERS_DEFAULT));
        names.events()
                .forEach(name -> topics.add(new NewTopic(name, own, BROKERS_DEFAULT).configs(WrittenTopic.SETTINGS)));
        topics.add(new NewTopic(names.jobs(), requests, BROKERS_DEFAULT)
                .configs(JobsTopic.settings(setup.settings().retention())));
        topics.add(new NewTopic(names.receipts(), requests, BROKERS_DEFAULT).configs(JobsTopic.receiptsSettings()));
        names.callbacks()
                .ifPresent(name -> topics.add(
                        new NewTopic(name, requests, BROKERS_DEFAULT).configs(JobsTopic.callbacksSettings())));
        topics.add(new NewTopic(names.commands(), 1, BROKERS_DEFAULT).configs(JobsTopic.commandsSettings()));
        topics.add(new NewTopic(names.account(), 1, BROKERS_DEFAULT).configs(AccountTopic.SETTINGS));
        Set<String> seen = new HashSet<>(found.keySet());
        return topics.stream().filter(topic -> seen.add(topic.name())).toList();
    }

    private static Optional<Integer> size(Map<String, TopicDescription> found, String topic) {
        return Optional.ofNullable(found.get(topic))
                .map(description -> description.partitions().size());
    }

    /** How a person makes them, where there are so many brokers. */
    static String mend(List<NewTopic> missing, int brokers) {
        StringBuilder message = new StringBuilder();
        for (NewTopic topic : missing) {
            message.append("The topic ")
                    .append(topic.name())
                    .append(" does not exist, and takeone.topics.create is false. Create it with: kafka-topics.sh"
                            + " --bootstrap-server <broker> --create --topic ")
                    .append(topic.name())
                    .append(" --partitions ")
                    .append(topic.numPartitions())
                    .append(Replicas.options(brokers));
            Map<String, String> configs = topic.configs() == null ? Map.of() : topic.configs();
            configs.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(each -> message.append(" --config ")
                            .append(each.getKey())
                            .append('=')
                            .append(each.getValue()));
            message.append("; or set takeone.topics.create=true.\n");
        }
        return message.toString().strip();
    }
}
