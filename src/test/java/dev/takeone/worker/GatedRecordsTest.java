package dev.takeone.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.journal.Restored;
import dev.takeone.request.RequestRecord;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Partition 0 cannot be read back for a while; partition 1 can. The worker has room for ten, so five for each. */
class GatedRecordsTest {
    private final InMemoryJournal disk = new InMemoryJournal();
    private int answered;
    private final WorkerFixture fixture = new WorkerFixture(roomForTen(), WorkerFixture.RULES, disk);

    @BeforeEach
    void partitionZeroIsStuck() {
        disk.instead.put(0, new Restored.Unavailable(0, "a transaction stays open"));
        fixture.worker.assigned(new Generation(1), Set.of(0, 1), 2);
        fixture.run();
        fixture.sleep(Duration.ofMinutes(1));
    }

    @Test
    void aLongWaitIsToldOnce() {
        assertThat(fixture.said)
                .filteredOn(line -> line.startsWith("waiting"))
                .containsExactly("waiting 0: a transaction stays open");
        assertThat(fixture.worker.status().restoring()).containsEntry(0, "a transaction stays open");
    }

    @Test
    void whatIsGatedHoldsNoOtherPartitionUp() {
        assertThat(hand(0, 0, 30).toCompletableFuture()).isCompleted();
        hand(1, 0, 3);

        assertThat(posts()).isEqualTo(3);
    }

    @Test
    void whatWasPassedOverIsReadAgainOnceThePartitionIsServed() {
        hand(0, 0, 30);
        serve();

        assertThat(posts()).as("those that were kept").isEqualTo(5);
        assertThat(fixture.rewound).containsExactly("0 from 5");

        handAll(0, 5, 30);

        assertThat(posts()).isEqualTo(30);
    }

    @Test
    void nothingIsTakenBehindARecordThatWasPassedOver() {
        hand(0, 0, 30);
        serve();
        hand(0, 30, 35);

        assertThat(posts()).isEqualTo(5);
        assertThat(fixture.rewound)
                .as("once more, should this have come after it")
                .containsExactly("0 from 5", "0 from 5");

        handAll(0, 5, 35);

        assertThat(posts()).isEqualTo(35);
    }

    /** The topic's retention has reached the first ones meanwhile. */
    @Test
    void aReadingThatBeginsLaterThanAskedForIsTakenAsItIs() {
        hand(0, 0, 30);
        serve();
        handAll(0, 20, 30);

        assertThat(posts()).isEqualTo(15);
    }

    @Test
    void whatIsPassedOverStaysSoWhenTheJournalIsLostOnceMore() {
        hand(0, 0, 30);
        serve();
        fixture.journal.lose();
        fixture.run();
        hand(0, 30, 31);

        assertThat(posts()).isEqualTo(5);

        handAll(0, 5, 31);

        assertThat(posts()).isEqualTo(31);
    }

    /** Partition 1 has taken all the room that it may, and then is the one that cannot be read back. */
    @Test
    void whatALostPartitionHadTakenHoldsNoOtherPartitionUp() {
        fixture.committing = false;
        hand(1, 0, 5);
        disk.instead.put(1, new Restored.Unavailable(1, "a transaction stays open"));
        fixture.journal.lose();
        fixture.committing = true;
        serve();
        hand(0, 0, 3);
        assertThat(posts()).isEqualTo(3);

        disk.instead.remove(1);
        fixture.sleep(Duration.ofSeconds(3));
        answerAll();
        assertThat(posts()).as("and all of partition 1").isEqualTo(8);
        assertThat(fixture.rewound).isEmpty();
    }

    private void serve() {
        disk.instead.remove(0);
        fixture.sleep(Duration.ofSeconds(3));
        answerAll();
    }

    private int posts() {
        return fixture.provider.posts.size();
    }

    /** As the source does: again from where the partition stands, as often as there is room. */
    private void handAll(int partition, int from, int to) {
        int next = from;
        for (int turn = 0; turn < to && next < to; turn++) {
            hand(partition, next, to);
            next = Math.max(next, disk.nextOffset(partition).orElseThrow().intValue());
        }
    }

    private CompletionStage<Void> hand(int partition, int from, int to) {
        List<RequestRecord> records = IntStream.range(from, to)
                .mapToObj(offset ->
                        WorkerFixture.record(partition, offset, "p" + partition + "-" + offset, WorkerFixture.dog()))
                .toList();
        CompletionStage<Void> taken = fixture.worker.handed(new Generation(1), records);
        fixture.run();
        answerAll();
        return taken;
    }

    /** An open POST keeps its job's place. */
    private void answerAll() {
        while (answered < posts()) {
            fixture.provider.accept(answered, "task-" + answered);
            answered++;
            fixture.pass(Duration.ofMillis(100));
        }
    }

    private static WorkerSettings roomForTen() {
        return WorkerFixture.limited(10, WorkerFixture.SETTINGS.maxPosts());
    }
}
