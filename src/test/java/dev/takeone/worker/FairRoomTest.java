package dev.takeone.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.request.RequestRecord;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Partition 0 has a backlog, partition 1 is quiet. There is room for twelve, and one POST at a time. */
class FairRoomTest {
    private static final int BACKLOG = 500;

    private final WorkerFixture the =
            new WorkerFixture(WorkerFixture.limited(12, 1), WorkerFixture.RULES, new InMemoryJournal());

    FairRoomTest() {
        the.worker.assigned(new Generation(1), Set.of(0, 1), 2);
        the.run();
        the.sleep(Duration.ofMinutes(2));
    }

    private CompletionStage<Void> hand(int partition, int from, int to) {
        List<RequestRecord> records = IntStream.range(from, to)
                .mapToObj(offset ->
                        WorkerFixture.record(partition, offset, "p" + partition + "-" + offset, WorkerFixture.dog()))
                .toList();
        CompletionStage<Void> taken = the.worker.handed(new Generation(1), records);
        the.run();
        return taken;
    }

    private static void handRepeats(WorkerFixture the, int partition, int from, int to) {
        the.worker.handed(
                new Generation(1),
                IntStream.range(from, to)
                        .mapToObj(
                                offset -> WorkerFixture.record(partition, offset, "p" + partition, WorkerFixture.dog()))
                        .toList());
        the.run();
    }

    private int accepted;

    private void accept() {
        the.provider.accept(accepted, "task_" + accepted++);
        the.run();
    }

    @Test
    void aRequestInAQuietPartitionDoesNotWaitForAnothersBacklog() {
        assertThat(hand(0, 0, BACKLOG).toCompletableFuture()).isCompleted();
        hand(1, 0, 1);
        assertThat(the.disk.nextOffset(1)).contains(1L);
        accept();
        assertThat(the.disk.states(1)).hasSize(1);
        assertThat(the.provider.posts).hasSize(2);
    }

    @Test
    void aBacklogLeavesRoomForOthersAndGoesOnByItself() {
        hand(0, 0, BACKLOG);
        assertThat(the.disk.nextOffset(0)).contains(6L);
        assertThat(the.held).containsExactly("0 from 6");
        for (int next = 6; next < 40; next += the.rewound.isEmpty() ? 0 : 1) {
            accept();
            if (!the.rewound.isEmpty()) {
                next = Integer.parseInt(the.rewound.getLast().substring("0 from ".length()));
                the.rewound.clear();
                assertThat(hand(0, next, BACKLOG).toCompletableFuture()).isCompleted();
            }
        }
        assertThat(the.disk.nextOffset(0).orElseThrow()).isGreaterThan(39L);
    }

    @Test
    void recordsThatComeWhileThePartitionIsHeldAreHeldAgain() {
        hand(0, 0, BACKLOG);
        hand(0, BACKLOG, BACKLOG + 10);
        hand(0, 6, BACKLOG);
        assertThat(the.held).containsOnly("0 from 6").hasSize(3);
        assertThat(the.rewound).isEmpty();
    }

    @Test
    void aPartitionThatIsAloneHasAllTheRoom() {
        the.worker.gone(Set.of(1), 2);
        the.run();
        assertThat(hand(0, 0, BACKLOG).toCompletableFuture()).isNotDone();
        assertThat(the.disk.nextOffset(0)).contains(12L);
        assertThat(the.held).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 40})
    void repeatsThatCannotBeJournaledLeaveOthersTheirRoom(int partitions) {
        WorkerFixture roomy = new WorkerFixture();
        Set<Integer> all = IntStream.range(0, partitions).boxed().collect(Collectors.toSet());
        roomy.worker.assigned(new Generation(1), all, partitions);
        roomy.run();
        for (int away = 1; away < partitions; away++) {
            roomy.journal.suspended.add(away);
            handRepeats(roomy, away, 0, 2_500);
        }
        handRepeats(roomy, 0, 0, 10);
        assertThat(roomy.disk.nextOffset(0)).contains(10L);
    }

    @Test
    void repeatsThatWereLeftForWantOfRoomComeAgainOnceTheJournalIsBack() {
        the.journal.suspended.add(0);
        handRepeats(the, 0, 0, 2_500);
        assertThat(the.held).containsExactly("0 from 500");
        assertThat(the.rewound).isEmpty();

        the.journal.suspended.clear();
        the.run();
        the.pass(Duration.ofSeconds(1));
        assertThat(the.rewound).containsExactly("0 from 500");
        handRepeats(the, 0, 500, 900);
        assertThat(the.disk.nextOffset(0)).contains(900L);
    }

    @Test
    void aPartitionThatIsAloneHasItsRepeatsWaitForTheJournalAndNotReadAgain() {
        the.worker.gone(Set.of(1), 2);
        the.run();
        the.committing = false;
        handRepeats(the, 0, 0, 2_500);
        assertThat(the.held).isEmpty();
        the.committing = true;
        the.run();
        assertThat(the.disk.nextOffset(0)).contains(2_500L);
    }
}
