package dev.takeone.journal.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.journal.Samples;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.junit.jupiter.api.Test;

class MissingTopicsTest {
    private static final Node BROKER = new Node(1, "localhost", 9092);
    private static final int OWN = Samples.setup().settings().partitions();

    /** Nobody would be given the others, and what was bought there would never be asked for. */
    @Test
    void requestsAreNeverMadeWithFewerPartitionsThanTheirJournalHas() {
        assertThat(sizes(topic(Samples.NAMES.jobs(), OWN + 6)))
                .containsEntry(Samples.NAMES.requests(), OWN + 6)
                .containsEntry(Samples.NAMES.receipts(), OWN + 6)
                .containsEntry(Samples.NAMES.failed(), OWN)
                .doesNotContainKey(Samples.NAMES.jobs());
    }

    @Test
    void aJournalThatIsTooSmallMakesNoSmallerRequests() {
        assertThat(sizes(topic(Samples.NAMES.jobs(), OWN - 1))).containsEntry(Samples.NAMES.requests(), OWN);
        assertThat(sizes()).containsEntry(Samples.NAMES.requests(), OWN);
    }

    /** Kafka's own default is one replica, and a broker's loss would take the journal. */
    @Test
    void noTopicIsToldToBeMadeSuchThatItDiesWithOneOfThreeBrokers() {
        List<NewTopic> missing = MissingTopics.of(Samples.setup(), Map.of());

        assertThat(MissingTopics.mend(missing, 3).lines())
                .hasSize(missing.size())
                .allMatch(line -> line.contains(" --replication-factor 3 --config min.insync.replicas=2"));
        assertThat(MissingTopics.mend(missing, 1)).doesNotContain("replica");
    }

    private static Map<String, Integer> sizes(TopicDescription... found) {
        List<NewTopic> missing = MissingTopics.of(
                Samples.setup(), Arrays.stream(found).collect(Collectors.toMap(TopicDescription::name, each -> each)));
        return missing.stream().collect(Collectors.toMap(NewTopic::name, NewTopic::numPartitions));
    }

    private static TopicDescription topic(String name, int partitions) {
        return new TopicDescription(
                name,
                false,
                Stream.iterate(0, number -> number + 1)
                        .limit(partitions)
                        .map(number -> new TopicPartitionInfo(number, BROKER, List.of(BROKER), List.of(BROKER)))
                        .toList());
    }
}
