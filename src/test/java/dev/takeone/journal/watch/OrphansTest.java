package dev.takeone.journal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.journal.Samples;
import dev.takeone.journal.topics.Described;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.junit.jupiter.api.Test;

class OrphansTest {
    private static final Node BROKER = new Node(1, "localhost", 9092);

    @Test
    void rowsOfPartitionsThatNobodyIsGivenAreNotPassedOverInSilence() {
        assertThat(Orphans.told(Samples.NAMES, described(6, 12), Set.of(11, 6)).orElseThrow())
                .contains(
                        "has 6 partitions, and its journal " + Samples.NAMES.jobs() + " has 12",
                        "the partitions [6, 11]",
                        "--alter --topic " + Samples.NAMES.requests() + " --partitions 12;");
    }

    @Test
    void aJournalThatWasMadeLargerInAdvanceIsNoTrouble() {
        assertThat(Orphans.told(Samples.NAMES, described(6, 12), Set.of())).isEmpty();
    }

    /** Topics of so many partitions. */
    static Described described(int requests, int jobs) {
        return new Described(
                topic("requests", requests), topic("jobs", jobs), topic("receipts", jobs), Optional.empty());
    }

    private static TopicDescription topic(String name, int partitions) {
        return new TopicDescription(
                name,
                false,
                IntStream.range(0, partitions)
                        .mapToObj(number -> new TopicPartitionInfo(number, BROKER, List.of(BROKER), List.of(BROKER)))
                        .toList());
    }
}
