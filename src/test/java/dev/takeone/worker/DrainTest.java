package dev.takeone.worker;

import static dev.takeone.worker.WorkerFixture.dog;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.JobState;
import dev.takeone.journal.Restored;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A worker that is asked to end. */
class DrainTest {
    private final WorkerFixture the = WorkerFixture.serving();

    @Test
    void aDrainedWorkerHasNoPostOpenAndNothingUncommitted() {
        the.send("order-1", dog());
        var drained = the.worker.drain().toCompletableFuture();
        the.run();
        the.send("order-2", dog());
        assertThat(drained).isNotDone();

        the.provider.accept(0, "task_1");
        the.run();
        assertThat(drained).isCompleted();
        assertThat(the.provider.posts).hasSize(1);
        assertThat(the.disk.published("submitted")).hasSize(1);
        assertThat(the.disk.nextOffset(0)).contains(1L);
    }

    @Test
    void aPostWhoseIntentIsOnItsWayIsNotSentAnyMore() {
        the.committing = false;
        the.send("order-1", dog());
        CompletableFuture<Void> drained = drain();
        assertThat(drained).isNotDone();

        the.committing = true;
        the.run();
        assertThat(drained).isCompleted();
        assertThat(the.provider.posts).isEmpty();
        assertThat(the.provider.withheld()).isEqualTo(1);
        assertThat(the.disk.states(0)).singleElement().isInstanceOf(JobState.Accepted.class);
    }

    @Test
    void thereIsNothingToWaitForWithoutPartitions() {
        WorkerFixture idle = new WorkerFixture();
        CompletableFuture<Void> drained = idle.worker.drain().toCompletableFuture();
        idle.run();

        assertThat(drained).isCompleted();
    }

    @Test
    void aPartitionThatIsStillReadBackIsNotServedAnyMore() {
        the.disk.instead.put(1, new Restored.Unavailable(1, "a transaction stays open"));
        the.worker.assigned(new Generation(2), Set.of(1), 2);
        the.run();
        CompletableFuture<Void> drained = drain();
        the.disk.instead.remove(1);
        the.worker.assigned(new Generation(3), Set.of(2), 3);
        the.sleep(Duration.ofSeconds(5));

        assertThat(drained).isCompleted();
        assertThat(the.said).noneMatch(line -> line.startsWith("serving 1") || line.startsWith("serving 2"));
    }

    @Test
    void aPartitionMayGoWhileAPostIsOpenAndItsAnswerReachesTheNextOwner() {
        the.send("order-1", dog());
        CompletableFuture<Void> drained = drain();
        the.worker.leaving(Set.of(0));
        the.worker.gone(Set.of(0), 1);
        the.run();
        assertThat(drained).isNotDone();

        the.provider.accept(0, "task_1");
        the.run();
        assertThat(drained).isCompleted();
        assertThat(the.disk.receipts.get(0)).hasSize(1);
    }

    @Test
    void anAnswerThatCannotBeCommittedInTimeIsLeftInTheReceipts() {
        the.send("order-1", dog());
        CompletableFuture<Void> drained = drain();
        the.committing = false;
        the.provider.accept(0, "task_1");
        the.run();
        assertThat(drained).isNotDone();
        assertThat(the.disk.receipts).isEmpty();

        the.worker.giveUp();
        the.run();
        assertThat(drained).isCompleted();
        assertThat(the.disk.receipts.get(0)).hasSize(1);
    }

    @Test
    void aWorkerWhoseJournalHasStoppedIsDrainedWithoutWhatCannotBeCommitted() {
        the.committing = false;
        the.send("order-1", dog());
        the.worker.stopped("another worker has the same id");
        the.run();
        assertThat(the.worker.drain().toCompletableFuture()).isCompleted();
        assertThat(the.provider.posts).isEmpty();
    }

    @Test
    void aWorkerThatHaltsWaitsForTheAnswersOfItsOpenPosts() {
        the.send("order-1", dog());
        the.worker.stopped("another worker has the same id");
        CompletableFuture<Void> drained = drain();
        assertThat(drained).isNotDone();

        the.provider.accept(0, "task_1");
        the.run();
        assertThat(drained).isCompleted();
        assertThat(the.disk.receipts.get(0)).hasSize(1);
    }

    @Test
    void aPostThatEndsInAnErrorIsNotWaitedForAnyMore() {
        the.send("order-1", dog());
        the.provider.posts.getFirst().answer().fail(new NoClassDefFoundError("io/example/Codec"));
        assertThat(drain()).isCompleted();
    }

    private CompletableFuture<Void> drain() {
        CompletableFuture<Void> drained = the.worker.drain().toCompletableFuture();
        the.run();
        return drained;
    }
}
