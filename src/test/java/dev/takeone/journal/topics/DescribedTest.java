package dev.takeone.journal.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.takeone.journal.Samples;
import dev.takeone.journal.clients.BrokerAwayException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DescribedTest {
    private static final Node BROKER = new Node(1, "localhost", 9092);

    @Test
    void onePartitionWithoutALeaderHoldsUpNoOther() {
        Described found = Described.of(
                Map.of(
                        "requests", topic("requests", BROKER, BROKER, BROKER),
                        "jobs", topic("jobs", BROKER, null, Node.noNode()),
                        "receipts", topic("receipts", null, null, null)),
                Samples.NAMES);

        assertThat(found.unanswered(0)).isEmpty();
        assertThat(found.unanswered(1))
                .hasValue("the partition 1 of the topic jobs has no leader: its brokers are away");
        assertThat(found.unanswered(2)).isPresent();
        assertThat(found.journaled()).isEqualTo(3);
    }

    @Test
    void noPartitionIsServedThatATopicOfTheWorkersOwnDoesNotHave() {
        TopicDescription three = topic("of three", BROKER, BROKER, BROKER);
        TopicDescription two = topic("of two", BROKER, BROKER);

        assertThat(new Described(three, three, three, Optional.empty()).journaled())
                .isEqualTo(3);
        assertThat(new Described(three, two, three, Optional.of(three)).journaled())
                .isEqualTo(2);
        assertThat(new Described(three, three, two, Optional.empty()).journaled())
                .isEqualTo(2);
        assertThat(new Described(three, three, three, Optional.of(two)).journaled())
                .isEqualTo(2);
    }

    /** Whoever asked for its end would wait, and learn nothing of the other partitions either. */
    @Test
    void aPartitionThatATopicHasNoMoreIsAskedAboutByNobody() {
        Described found = of(topic("requests", BROKER, BROKER), topic("jobs", BROKER));

        assertThat(found.unanswered(0)).isEmpty();
        assertThat(found.unanswered(1).orElseThrow()).startsWith("the topic jobs has no partition 1");
        assertThat(found.unanswered(2).orElseThrow()).startsWith("the topic requests has no partition 2");
    }

    @Test
    void thePartitionsOfTheJournalThatRequestsDoNotHaveAreOrphans() {
        TopicDescription two = topic("requests", BROKER, BROKER);

        assertThat(of(two, topic("jobs", BROKER, BROKER, BROKER, null, BROKER)).orphans())
                .as("without those whose brokers are away")
                .containsExactlyInAnyOrder(2, 4);
        assertThat(of(two, topic("jobs", BROKER, BROKER)).orphans()).isEmpty();
        assertThat(of(two, topic("jobs", BROKER)).orphans()).isEmpty();
    }

    private static Described of(TopicDescription requests, TopicDescription jobs) {
        return new Described(requests, jobs, jobs, Optional.empty());
    }

    @Test
    void aMissingTopicIsNamed() {
        assertThatThrownBy(() -> Described.of(Map.of("requests", topic("requests", BROKER)), Samples.NAMES))
                .isInstanceOf(BrokerAwayException.class)
                .hasMessage("the topic jobs is missing");
    }

    private static TopicDescription topic(String name, @Nullable Node... leaders) {
        List<TopicPartitionInfo> partitions = new ArrayList<>();
        for (@Nullable Node leader : leaders) {
            partitions.add(new TopicPartitionInfo(partitions.size(), leader, List.of(BROKER), List.of()));
        }
        return new TopicDescription(name, false, partitions);
    }
}
