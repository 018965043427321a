package dev.takeone.journal.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplicasTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 1"})
    void whatDiesWithOneOfThreeBrokersIsNotPassedOverInSilence(int replicas, String inSync) {
        assertThat(warning(replicas, Map.of("min.insync.replicas", inSync), 3).orElseThrow())
                .startsWith("The topic jobs, on which the promise rests, has " + replicas
                        + " replicas and min.insync.replicas=" + inSync + " on 3 brokers")
                .contains("--entity-name jobs --add-config 'min.insync.replicas=2'")
                .satisfies(told -> assertThat(told.contains("reassign")).isEqualTo(replicas < 3));
    }

    @Test
    void whatOutlivesABrokerIsWell() {
        assertThat(warning(3, Map.of("min.insync.replicas", "2"), 5)).isEmpty();
        assertThat(warning(3, Map.of(), 3)).as("settings that are hidden").isEmpty();
    }

    /** A laptop's broker can do no better. */
    @Test
    void nothingIsAskedOfFewerThanThreeBrokers() {
        assertThat(warning(1, Map.of("min.insync.replicas", "1"), 2)).isEmpty();
    }

    private static Optional<String> warning(int replicas, Map<String, String> settings, int brokers) {
        List<Node> on = IntStream.range(0, replicas)
                .mapToObj(id -> new Node(id, "localhost", 9092))
                .toList();
        return Replicas.warning(
                new TopicDescription("jobs", false, List.of(new TopicPartitionInfo(0, on.getFirst(), on, on))),
                settings,
                brokers);
    }
}
