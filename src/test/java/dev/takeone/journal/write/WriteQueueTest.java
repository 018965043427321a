package dev.takeone.journal.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.Bytes;
import dev.takeone.journal.Entry;
import dev.takeone.journal.Publication;
import dev.takeone.journal.Samples;
import dev.takeone.journal.threads.Pulse;
import dev.takeone.waiting.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WriteQueueTest {
    private final AtomicLong nanos = new AtomicLong();
    private final WriteQueue queue = new WriteQueue(new Pulse(System::nanoTime), nanos::get);

    @BeforeEach
    void holdTwoPartitions() {
        hold(0);
        hold(1);
        queue.generation(generation(1));
    }

    @Test
    void handsOutInTheOrderInWhichItTook() throws InterruptedException {
        List<Entry> entries = List.of(Samples.entry("a1", 0, 5), Samples.entry("b2", 1, 5), Samples.entry("c3", 0, 6));
        entries.forEach(queue::append);

        assertThat(take().entries()).isEqualTo(entries);
    }

    @Test
    void gathersForAWhileAfterATransaction() throws InterruptedException {
        // The first of all takes longer than that.
        queue.append(Samples.entry("a1", 0, 5));
        take();
        Waiting gathering = Waiting.begin(Duration.ofMillis(4));
        queue.transactionEnded();
        queue.append(Samples.entry("b2", 0, 6));

        take();

        assertThat(gathering.isOver()).isTrue();
    }

    @Test
    void handsOutAtMostFiveHundred() throws InterruptedException {
        for (int offset = 0; offset < 501; offset++) {
            queue.append(Samples.entry("j" + offset, 0, offset));
        }

        assertThat(take().entries()).hasSize(500);
        assertThat(take().entries()).hasSize(1);
    }

    @Test
    void dropsEntriesOfPartitionsThatAreNotHeld() throws InterruptedException {
        queue.append(Samples.entry("z9", 7, 5));
        queue.append(Samples.entry("a1", 0, 5));

        assertThat(take().entries()).containsExactly(Samples.entry("a1", 0, 5));
    }

    @Test
    void dropsWhatWaitsForAPartitionThatIsLetGo() throws InterruptedException {
        queue.append(Samples.entry("a1", 0, 5));
        queue.append(Samples.entry("b2", 1, 5));
        queue.release(Set.of(0));

        assertThat(take().entries()).containsExactly(Samples.entry("b2", 1, 5));
    }

    @Test
    void whatIsPutBackComesFirstAgain() throws InterruptedException {
        queue.append(Samples.entry("a1", 0, 5));
        queue.append(Samples.entry("b2", 1, 5));
        WriteQueue.Draft draft = take();
        queue.append(Samples.entry("c3", 0, 6));

        queue.putBack(draft.taken());

        assertThat(take().entries())
                .containsExactly(Samples.entry("a1", 0, 5), Samples.entry("b2", 1, 5), Samples.entry("c3", 0, 6));
    }

    @Test
    void whatBelongsToAnEarlierHoldIsNotPutBack() throws InterruptedException {
        queue.append(Samples.entry("a1", 0, 5));
        queue.append(Samples.entry("b2", 1, 5));
        WriteQueue.Draft draft = take();
        queue.release(Set.of(0));
        hold(0);
        Transaction transaction = Transaction.of(draft.entries(), draft.held(), Set.of(), Samples.setup());

        queue.committed(transaction, Samples.NOON);
        queue.putBack(draft.taken());
        WriteQueue.Draft again = take();
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
        queue.append(Samples.entry("a1", 0, 5));
        CompletableFuture<Void> flush = queue.flush(Set.of(0));
        queue.append(Samples.entry("a1", 0, 6));

        WriteQueue.Draft draft = take();
        assertThat(flush).isNotDone();
        queue.putBack(draft.taken().subList(1, 2));
        take();

        assertThat(flush).isDone();
    }

    @Test
    void aBarrierDoesNotWaitForOtherPartitions() throws InterruptedException {
        queue.append(Samples.entry("b2", 1, 5));
        CompletableFuture<Void> flush = queue.flush(Set.of(0));

        take();

        assertThat(flush).isDone();
    }

    @Test
    void aBarrierIsPassedWhenNothingCanBeCommitted() throws Exception {
        queue.append(Samples.entry("a1", 0, 5));
        queue.refused(generation(1));
        CompletableFuture<Void> flush = queue.flush(Set.of(0));
        queue.close();

        assertThat(queue.take()).isEmpty();
        assertThat(flush).isDone();
    }

    /** Its reader takes the journal's end when the barrier is passed: what comes after that is decided a second time. */
    @Test
    void nothingIsWrittenOfAPartitionWhileItIsReadBack() throws Exception {
        queue.append(Samples.entry("a1", 0, 5));
        queue.append(Samples.entry("b2", 1, 5));
        WriteQueue.Draft refused = take();
        queue.refused(refused.generation());
        queue.putBack(refused.taken());

        CompletableFuture<Void> barrier = queue.releaseToRead(0);
        CompletableFuture<WriteQueue.Draft> next = next();
        Waiting.done(barrier);
        queue.generation(generation(2));

        assertThat(Waiting.done(next).entries()).containsExactly(Samples.entry("b2", 1, 5));
        assertThat(Waiting.done(next).held())
                .as("nor a head that has grown old")
                .containsOnlyKeys(1);
    }

    @Test
    void aPartitionIsNotReadBackBeforeItsTransactionIsOver() throws InterruptedException {
        queue.append(Samples.entry("a1", 0, 5));
        WriteQueue.Draft underWay = take();
        queue.append(Samples.entry("c3", 0, 6));
        queue.append(Samples.entry("b2", 1, 5));

        CompletableFuture<Void> barrier = queue.releaseToRead(0);
        assertThat(barrier).isNotDone();
        queue.putBack(underWay.taken());

        assertThat(take().entries()).containsExactly(Samples.entry("b2", 1, 5));
        assertThat(barrier).isDone();
    }

    @Test
    void aBarrierAfterTheEndIsNoBarrier() {
        CompletableFuture<Void> before = queue.flush(Set.of(0));
        queue.over();

        assertThat(before).isDone();
        assertThat(queue.flush(Set.of(0))).isDone();
    }

    @Test
    void aRefusedGenerationDoesNotTakeANewerOneWithIt() throws InterruptedException {
        queue.generation(generation(2));
        queue.refused(generation(1));
        queue.append(Samples.entry("a1", 0, 5));

        assertThat(take().generation()).isEqualTo(generation(2));
    }

    @Test
    void loosingAllNamesWhatWasHeldAndEmptiesTheQueue() throws InterruptedException {
        queue.append(Samples.entry("a1", 0, 5));

        assertThat(queue.loseAll()).containsExactly(0, 1);
        queue.close();
        assertThat(queue.take()).isEmpty();
    }

    @Test
    void halvesUntilOneIsLeftAndGrowsBackWithSuccess() throws InterruptedException {
        for (int offset = 0; offset < 8; offset++) {
            queue.append(Samples.entry("j" + offset, 0, offset));
        }
        queue.halve(2);
        WriteQueue.Draft one = take();
        assertThat(one.entries()).hasSize(1);

        queue.took(Duration.ZERO, List.of());
        queue.committed(Transaction.of(one.entries(), one.held(), Set.of(), Samples.setup()), Samples.NOON);

        assertThat(take().entries()).hasSize(2);
    }

    /** Else the watch would find receipts that were made anew again at each look, and have them read from their beginning. */
    @Test
    void whatWasLearnedUnderATransactionIsNotForgottenWithItsCommit() throws InterruptedException {
        queue.append(Samples.entry("a1", 0, 5));
        WriteQueue.Draft draft = take();
        Transaction transaction = Transaction.of(draft.entries(), draft.held(), Set.of(), Samples.setup());
        Tenure seen = Objects.requireNonNull(queue.held().get(0));
        queue.learn(
                0,
                seen,
                now -> now.marked(now.marks().with("another", now.marks().floor())));

        queue.committed(transaction, Samples.NOON);

        Tenure held = Objects.requireNonNull(queue.held().get(0));
        assertThat(held.marks().receiptsId()).isEqualTo("another");
        assertThat(held.marks().written()).isEqualTo(seen.marks().written() + 1);
        assertThat(held.position().nextOffset()).hasValue(6);
        assertThat(held.headAt()).as("to be written at once").isEqualTo(Instant.EPOCH);
    }

    @Test
    void whereNothingIsLearnedUnderATransactionItsHeadIsTheNewest() throws InterruptedException {
        queue.append(Samples.entry("a1", 0, 5));
        WriteQueue.Draft draft = take();
        queue.committed(Transaction.of(draft.entries(), draft.held(), Set.of(), Samples.setup()), Samples.NOON);

        assertThat(Objects.requireNonNull(queue.held().get(0)).headAt()).isEqualTo(Samples.NOON);
    }

    @Test
    void handsOutAboutAMegabyteAtOnceAndOneEntryHoweverLargeItIs() throws InterruptedException {
        queue.append(large(5, 1_200_000));
        queue.append(large(6, 600_000));
        queue.append(large(7, 400_000));
        queue.append(large(8, 100_000));

        assertThat(take().entries()).hasSize(1);
        assertThat(take().entries()).hasSize(2);
        assertThat(take().entries()).hasSize(1);
    }

    @Test
    void halfOfWhatWasNotTakenInTimeIsHandedOutNext() throws InterruptedException {
        for (int offset = 0; offset < 40; offset++) {
            queue.append(Samples.entry("j" + offset, 0, offset));
        }
        WriteQueue.Draft all = take();
        queue.putBack(all.taken());
        queue.tooSlow(all.taken());

        assertThat(take().entries()).hasSize(20);
    }

    @Test
    void aPartitionThatIsLeftOutHoldsUpNobodyAndKeepsItsOrder() throws InterruptedException {
        queue.append(Samples.entry("a1", 0, 5));
        queue.append(Samples.entry("b2", 1, 5));
        queue.append(Samples.entry("c3", 0, 6));
        queue.suspend(Set.of(0));

        WriteQueue.Draft others = take();
        assertThat(others.entries()).containsExactly(Samples.entry("b2", 1, 5));
        assertThat(others.held()).containsOnlyKeys(1);
        assertThat(queue.suspended()).containsExactly(0);

        nanos.addAndGet(Suspensions.FIRST_NANOS);
        assertThat(take().entries()).as("after a while").containsExactly(Samples.entry("a1", 0, 5));
    }

    /** What still cannot be written would cost them the whole time of a transaction. */
    @Test
    void aPartitionThatWasLeftOutIsTriedWithoutTheOthers() throws InterruptedException {
        assertThat(take().entries()).as("a look at new partitions").isEmpty();
        queue.append(Samples.entry("a1", 0, 5));
        queue.append(Samples.entry("c3", 0, 6));
        queue.suspend(Set.of(0));

        nanos.addAndGet(Suspensions.FIRST_NANOS);
        WriteQueue.Draft trial = take();
        queue.append(Samples.entry("b2", 1, 5));
        assertThat(trial.entries()).containsExactly(Samples.entry("a1", 0, 5));
        assertThat(trial.held()).containsOnlyKeys(0);
        queue.suspend(Set.of(0));
        queue.putBack(trial.taken());

        assertThat(take().entries()).containsExactly(Samples.entry("b2", 1, 5));
        queue.nothingLeft(trial);
        assertThat(take().entries()).containsExactly(Samples.entry("a1", 0, 5), Samples.entry("c3", 0, 6));
    }

    @Test
    void aPartitionThatIsNotHeldIsNotLeftOut() {
        queue.suspend(Set.of(7));

        assertThat(queue.suspended()).isEmpty();
    }

    /** Heads would grow older than the topic keeps them, and whole partitions would be taken for cut ones. */
    @Test
    void whatWakesAnIdleWriterAgainAndAgainDoesNotPutOffItsLook() throws Exception {
        take();

        Waiting pause = aLook();
        CompletableFuture<WriteQueue.Draft> look = next();
        for (int poke = 0; poke < 12; poke++) {
            nanos.addAndGet(Duration.ofSeconds(5).toNanos());
            queue.generation(generation(1));
        }

        assertThat(Waiting.done(look).held()).containsOnlyKeys(0, 1);
        assertThat(pause.isOver()).as("it waited for the next look").isFalse();
    }

    /** It may be all there is to write. */
    @Test
    void aHeadThatCouldNotBeWrittenDoesNotWaitForTheNextLook() throws Exception {
        WriteQueue.Draft draft = take();
        queue.putBack(draft.taken());

        Waiting pause = aLook();
        assertThat(Waiting.done(next()).held()).containsOnlyKeys(0, 1);
        assertThat(pause.isOver()).as("it waited for the next look").isFalse();
    }

    /** Whoever waits for the next look waits so long. */
    private static Waiting aLook() {
        return Waiting.begin(Duration.ofNanos(Rhythm.LOOK_NANOS));
    }

    private CompletableFuture<WriteQueue.Draft> next() {
        CompletableFuture<WriteQueue.Draft> next = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                next.complete(take());
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

    private WriteQueue.Draft take() throws InterruptedException {
        return queue.take().orElseThrow();
    }

    private void hold(int partition) {
        queue.hold(partition, Samples.held(5, Samples.NOON));
    }

    private static ConsumerGroupMetadata generation(int id) {
        return new ConsumerGroupMetadata("takeone", id, "member-1", Optional.empty());
    }
}
