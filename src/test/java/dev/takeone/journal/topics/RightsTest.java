package dev.takeone.journal.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.journal.clients.TopicNames;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RightsTest {
    private static final TopicNames NAMES = new TopicNames(
            "requests",
            "submitted",
            "completed",
            "failed",
            "jobs",
            "receipts",
            "commands",
            "account",
            Optional.of("callbacks"));

    @Test
    void whatTheReadmeListsIsEnough() {
        assertThat(Rights.missing(NAMES, listed())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "requests, READ",
        "submitted, WRITE",
        "completed, WRITE",
        "failed, WRITE",
        "jobs, READ",
        "jobs, WRITE",
        "receipts, READ",
        "receipts, WRITE",
        "callbacks, READ",
        "callbacks, WRITE"
    })
    void eachIsNeeded(String topic, AclOperation operation) {
        Map<String, TopicDescription> found = listed();
        Set<AclOperation> less = EnumSet.of(AclOperation.READ, AclOperation.WRITE, AclOperation.DESCRIBE);
        less.remove(operation);
        found.put(topic, topic(topic, less));

        assertThat(Rights.missing(NAMES, found)).contains("the operation " + operation + " on the topic " + topic);
    }

    @Test
    void aBrokerThatDoesNotTellIsBelieved() {
        Map<String, TopicDescription> found = listed();
        found.put("jobs", new TopicDescription("jobs", false, List.of()));

        assertThat(Rights.missing(NAMES, found)).isEmpty();
    }

    private static Map<String, TopicDescription> listed() {
        Map<String, TopicDescription> found = new HashMap<>();
        found.put("requests", topic("requests", EnumSet.of(AclOperation.READ, AclOperation.DESCRIBE)));
        NAMES.events()
                .forEach(name -> found.put(name, topic(name, EnumSet.of(AclOperation.WRITE, AclOperation.DESCRIBE))));
        NAMES.partitionedAsRequests()
                .forEach(name -> found.put(
                        name, topic(name, EnumSet.of(AclOperation.READ, AclOperation.WRITE, AclOperation.DESCRIBE))));
        return found;
    }

    private static TopicDescription topic(String name, Set<AclOperation> allowed) {
        return new TopicDescription(name, false, List.of(), allowed, Uuid.randomUuid());
    }
}
