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

class SizesTest {
    private static final Node BROKER = new Node(1, "localhost", 9092);

    @Test
    void rowsOfPartitionsThatNobodyIsGivenAreNotPassedOverInSilence() {
        assertThat(Sizes.orphans(Samples.NAMES, described(6, 12), Set.of(11, 6)).orElseThrow())
                .contains(
                        "has 6 partitions, and its journal " + Samples.NAMES.jobs() + " has 12",
                        "the partitions [6, 11]",
                        "--alter --topic " + Samples.NAMES.requests() + " --partitions 12;");
    }

    @Test
    void aJournalThatWasMadeLargerInAdvanceIsNoTrouble() {
        assertThat(Sizes.orphans(Samples.NAMES, described(6, 12), Set.of())).isEmpty();
    }

    @Test
    void receiptsThatHaveNoPlaceForWhatIsHeldAreNamed() {
        Described topics = described(6, 4);

        assertThat(Sizes.receipts(Samples.NAMES, topics, Set.of(0, 4)).orElseThrow())
                .contains("--alter --topic " + Samples.NAMES.receipts() + " --partitions 6");
        assertThat(Sizes.receipts(Samples.NAMES, topics, Set.of(0, 3)))
                .as("nothing of what has just grown is held yet")
                .isEmpty();
    }

    /** Topics of so many partitions; the receipts have as many as the jobs. */
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
