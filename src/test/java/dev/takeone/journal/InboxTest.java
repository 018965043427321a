package dev.takeone.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.Bytes;
import dev.takeone.waiting.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InboxTest {
    private final Inbox inbox = new Inbox();

    @BeforeEach
    void holdTwoPartitions() {
        hold(0);
        hold(1);
        inbox.generation(generation(1));
    }

    @Test
    void handsOutInTheOrderInWhichItTook() throws InterruptedException {
        List<Entry> entries = List.of(Samples.entry("a1", 0, 5), Samples.entry("b2", 1, 5), Samples.entry("c3", 0, 6));
        entries.forEach(inbox::append);

        assertThat(take().entries()).isEqualTo(entries);
    }

    @Test
    void gathersForAWhileAfterATransaction() throws InterruptedException {
        inbox.transactionEnded();
        Waiting gathering = Waiting.begin(Duration.ofMillis(4));
        inbox.append(Samples.entry("a1", 0, 5));

        take();

        assertThat(gathering.isOver()).isTrue();
    }

    @Test
    void handsOutAtMostFiveHundred() throws InterruptedException {
        for (int offset = 0; offset < 501; offset++) {
            inbox.append(Samples.entry("j" + offset, 0, offset));
        }

        assertThat(take().entries()).hasSize(500);
        assertThat(take().entries()).hasSize(1);
    }

    @Test
    void dropsEntriesOfPartitionsThatAreNotHeld() throws InterruptedException {
        inbox.append(Samples.entry("z9", 7, 5));
        inbox.append(Samples.entry("a1", 0, 5));

        assertThat(take().entries()).containsExactly(Samples.entry("a1", 0, 5));
    }

    @Test
    void dropsWhatWaitsForAPartitionThatIsLetGo() throws InterruptedException {
        inbox.append(Samples.entry("a1", 0, 5));
        inbox.append(Samples.entry("b2", 1, 5));
        inbox.release(Set.of(0));

        assertThat(take().entries()).containsExactly(Samples.entry("b2", 1, 5));
    }

    @Test
    void whatIsPutBackComesFirstAgain() throws InterruptedException {
        inbox.append(Samples.entry("a1", 0, 5));
        inbox.append(Samples.entry("b2", 1, 5));
        Inbox.Draft draft = take();
        inbox.append(Samples.entry("c3", 0, 6));

        inbox.putBack(draft.taken());

        assertThat(take().entries())
                .containsExactly(Samples.entry("a1", 0, 5), Samples.entry("b2", 1, 5), Samples.entry("c3", 0, 6));
    }

    @Test
    void whatBelongsToAnEarlierHoldIsNeitherPutBackNorToldOf() throws InterruptedException {
        inbox.append(Samples.entry("a1", 0, 5));
        inbox.append(Samples.entry("b2", 1, 5));
        Inbox.Draft draft = take();
        inbox.release(Set.of(0));
        hold(0);
        Transaction transaction = Transaction.of(draft.entries(), draft.held(), Set.of(), Samples.setup());

        assertThat(inbox.committed(draft, transaction, Samples.NOON)).containsExactly(Samples.entry("b2", 1, 5));
        inbox.putBack(draft.taken());
        Inbox.Draft again = take();
        assertThat(again.entries()).containsExactly(Samples.entry("b2", 1, 5));
        assertThat(Optional.ofNullable(again.held().get(0))
                        .orElseThrow()
                        .position()
                        .nextOffset())
                .as("the new hold's own")
                .hasValue(5);
        assertThat(Optional.ofNullable(again.held().get(1))
                        .orElseThrow()
                        .position()
                        .nextOffset())
                .hasValue(6);
    }

    @Test
    void aBarrierIsPassedWhenAllBeforeItIsDoneAndNoTransactionRuns() throws InterruptedException {
        inbox.append(Samples.entry("a1", 0, 5));
        CompletableFuture<Void> barrier = inbox.barrier(Set.of(0));
        inbox.append(Samples.entry("a1", 0, 6));

        Inbox.Draft draft = take();
        assertThat(barrier).isNotDone();
        inbox.putBack(draft.taken().subList(1, 2));
        take();

        assertThat(barrier).isDone();
    }

    @Test
    void aBarrierDoesNotWaitForOtherPartitions() throws InterruptedException {
        inbox.append(Samples.entry("b2", 1, 5));
        CompletableFuture<Void> barrier = inbox.barrier(Set.of(0));

        take();

        assertThat(barrier).isDone();
    }

    @Test
    void aBarrierIsPassedWhenNothingCanBeCommitted() throws Exception {
        inbox.append(Samples.entry("a1", 0, 5));
        inbox.refused(generation(1));
        CompletableFuture<Void> barrier = inbox.barrier(Set.of(0));
        inbox.close();

        assertThat(inbox.take()).isEmpty();
        assertThat(barrier).isDone();
    }

    @Test
    void aBarrierAfterTheEndIsNoBarrier() {
        CompletableFuture<Void> before = inbox.barrier(Set.of(0));
        inbox.over();

        assertThat(before).isDone();
        assertThat(inbox.barrier(Set.of(0))).isDone();
    }

    @Test
    void aRefusedGenerationDoesNotTakeANewerOneWithIt() throws InterruptedException {
        inbox.generation(generation(2));
        inbox.refused(generation(1));
        inbox.append(Samples.entry("a1", 0, 5));

        assertThat(take().generation()).isEqualTo(generation(2));
    }

    @Test
    void loosingAllNamesWhatWasHeldAndEmptiesTheQueue() throws InterruptedException {
        inbox.append(Samples.entry("a1", 0, 5));

        assertThat(inbox.loseAll()).containsExactly(0, 1);
        inbox.close();
        assertThat(inbox.take()).isEmpty();
    }

    @Test
    void halvesUntilOneIsLeftAndGrowsBackWithSuccess() throws InterruptedException {
        for (int offset = 0; offset < 8; offset++) {
            inbox.append(Samples.entry("j" + offset, 0, offset));
        }
        inbox.halve(2);
        Inbox.Draft one = take();
        assertThat(one.entries()).hasSize(1);

        inbox.took(Duration.ZERO);
        inbox.committed(one, Transaction.of(one.entries(), one.held(), Set.of(), Samples.setup()), Samples.NOON);

        assertThat(take().entries()).hasSize(2);
    }

    @Test
    void handsOutAboutAMegabyteAtOnceAndOneEntryHoweverLargeItIs() throws InterruptedException {
        inbox.append(large(5, 1_200_000));
        inbox.append(large(6, 600_000));
        inbox.append(large(7, 400_000));
        inbox.append(large(8, 100_000));

        assertThat(take().entries()).hasSize(1);
        assertThat(take().entries()).hasSize(2);
        assertThat(take().entries()).hasSize(1);
    }

    @Test
    void halfOfWhatWasNotTakenInTimeIsHandedOutNext() throws InterruptedException {
        for (int offset = 0; offset < 8; offset++) {
            inbox.append(Samples.entry("j" + offset, 0, offset));
        }
        Inbox.Draft all = take();
        inbox.putBack(all.taken());
        inbox.tooSlow(all.taken());

        assertThat(take().entries()).hasSize(4);
    }

    @Test
    void aPartitionThatIsLeftOutHoldsUpNobodyAndKeepsItsOrder() throws InterruptedException {
        inbox.append(Samples.entry("a1", 0, 5));
        inbox.append(Samples.entry("b2", 1, 5));
        inbox.append(Samples.entry("c3", 0, 6));
        inbox.suspend(Set.of(0));

        Inbox.Draft others = take();
        assertThat(others.entries()).containsExactly(Samples.entry("b2", 1, 5));
        assertThat(others.held()).containsOnlyKeys(1);
        assertThat(inbox.suspended()).containsExactly(0);

        assertThat(take().entries()).as("after a while").containsExactly(Samples.entry("a1", 0, 5));
    }

    /** What still cannot be written would cost them the whole time of a transaction. */
    @Test
    void aPartitionThatWasLeftOutIsTriedWithoutTheOthers() throws InterruptedException {
        assertThat(take().entries()).as("a look at new partitions").isEmpty();
        inbox.append(Samples.entry("a1", 0, 5));
        inbox.append(Samples.entry("c3", 0, 6));
        inbox.suspend(Set.of(0));

        Inbox.Draft trial = take();
        inbox.append(Samples.entry("b2", 1, 5));
        assertThat(trial.entries()).containsExactly(Samples.entry("a1", 0, 5));
        assertThat(trial.held()).containsOnlyKeys(0);
        inbox.suspend(Set.of(0));
        inbox.putBack(trial.taken());

        assertThat(take().entries()).containsExactly(Samples.entry("b2", 1, 5));
        inbox.nothingLeft(trial);
        assertThat(take().entries()).containsExactly(Samples.entry("a1", 0, 5), Samples.entry("c3", 0, 6));
    }

    @Test
    void aPartitionThatIsNotHeldIsNotLeftOut() {
        inbox.suspend(Set.of(7));

        assertThat(inbox.suspended()).isEmpty();
    }

    /** Heads would grow older than the topic keeps them, and whole partitions would be taken for cut ones. */
    @Test
    void whatWakesAnIdleWriterAgainAndAgainDoesNotPutOffItsLook() throws Exception {
        AtomicLong nanos = new AtomicLong();
        Inbox watched = new Inbox(new Pulse(System::nanoTime), nanos::get);
        watched.hold(0, Samples.held(5, Samples.NOON));
        watched.generation(generation(1));
        assertThat(watched.take()).isPresent();

        CompletableFuture<Inbox.Draft> look = nextOf(watched);
        for (int poke = 0; poke < 12; poke++) {
            nanos.addAndGet(Duration.ofSeconds(5).toNanos());
            watched.generation(generation(1));
        }

        assertThat(Waiting.done(look).held()).containsOnlyKeys(0);
    }

    /** It may be all there is to write. */
    @Test
    void aHeadThatCouldNotBeWrittenDoesNotWaitForTheNextLook() throws Exception {
        Inbox.Draft draft = take();
        inbox.putBack(draft.taken());

        assertThat(Waiting.done(nextOf(inbox)).held()).containsOnlyKeys(0, 1);
    }

    private static CompletableFuture<Inbox.Draft> nextOf(Inbox watched) {
        CompletableFuture<Inbox.Draft> next = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                next.complete(watched.take().orElseThrow());
            } catch (InterruptedException end) {
                next.completeExceptionally(end);
            }
        });
        return next;
    }

    private static Entry large(long offset, int bytes) {
        return new Entry(
                0,
                Optional.empty(),
                List.of(new Publication("failed", Bytes.copyOf(new byte[0]), Map.of(), "x".repeat(bytes))),
                OptionalLong.of(offset + 1));
    }

    private Inbox.Draft take() throws InterruptedException {
        return inbox.take().orElseThrow();
    }

    private void hold(int partition) {
        inbox.hold(partition, Samples.held(5, Samples.NOON));
    }

    private static ConsumerGroupMetadata generation(int id) {
        return new ConsumerGroupMetadata("takeone", id, "member-1", Optional.empty());
    }
}
