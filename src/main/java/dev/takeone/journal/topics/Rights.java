package dev.takeone.journal.topics;

import dev.takeone.journal.clients.TopicNames;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.acl.AclOperation;

/** What the worker's user must be allowed to do with the topics, as {@code src/docs/reference.md#rights} lists it. */
final class Rights {
    private Rights() {}

    /**
     * What is missing, in the words of a refusal.
     *
     * @param found described together with what the user may
     */
    static Optional<String> missing(TopicNames names, Map<String, TopicDescription> found) {
        return needed(names).entrySet().stream()
                .flatMap(each -> Optional.ofNullable(found.get(each.getKey())).stream()
                        .flatMap(topic -> missing(topic, each.getValue()).stream()))
                .findFirst();
    }

    private static Optional<String> missing(TopicDescription topic, Set<AclOperation> needed) {
        // None where the broker does not tell: who sees a topic may at least describe it.
        return Optional.ofNullable(topic.authorizedOperations())
                .filter(told -> !told.isEmpty())
                .flatMap(allowed -> needed.stream()
                        .filter(operation -> !allowed.contains(operation))
                        .findFirst())
                .map(operation -> "the operation " + operation + " on the topic " + topic.name());
    }

    private static Map<String, Set<AclOperation>> needed(TopicNames names) {
        Map<String, Set<AclOperation>> needed = new LinkedHashMap<>();
        needed.put(names.requests(), EnumSet.of(AclOperation.READ));
        needed.put(names.commands(), EnumSet.of(AclOperation.READ));
        needed.put(names.account(), EnumSet.of(AclOperation.READ, AclOperation.WRITE));
        names.events().forEach(topic -> needed.put(topic, EnumSet.of(AclOperation.WRITE)));
        names.partitionedAsRequests()
                .forEach(topic -> needed.put(topic, EnumSet.of(AclOperation.READ, AclOperation.WRITE)));
        return needed;
    }
}
