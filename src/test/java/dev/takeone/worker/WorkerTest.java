package dev.takeone.worker;

import static dev.takeone.worker.WorkerFixture.RULES;
import static dev.takeone.worker.WorkerFixture.dog;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.JobState;
import dev.takeone.job.ProviderError;
import dev.takeone.job.StatusOutcome;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.job.Video;
import dev.takeone.journal.Entry;
import dev.takeone.journal.Restored;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A request's way through the worker. */
class WorkerTest {
    private static final ProviderError SAID = ProviderError.transport("said");
    private static final StatusOutcome DONE = new StatusOutcome.Completed(
            List.of(new Video("https://cdn.example/x.mp4", Optional.empty())),
            Optional.of(Duration.ofSeconds(90)),
            Optional.empty());

    private final WorkerFixture the = WorkerFixture.serving();

    @Test
    void aRequestIsPaidOnceAndEndsOnce() {
        the.send("order-1", dog());
        the.provider.accept(0, "task_1");
        the.run();
        the.sleep(Duration.ofSeconds(20));
        the.provider.tell(0, DONE);
        the.run();

        assertThat(the.provider.posts).hasSize(1);
        assertThat(the.disk.published("submitted")).hasSize(1);
        assertThat(the.disk.published("completed")).hasSize(1);
        assertThat(the.disk.published("failed")).isEmpty();
        assertThat(the.disk.nextOffset(0)).contains(1L);
    }

    @Test
    void nothingIsPostedBeforeItsIntentIsCommitted() {
        the.committing = false;
        the.send("order-1", dog());
        the.run();
        assertThat(the.provider.posts).isEmpty();
        assertThat(the.journal.taken()).hasSize(2);

        the.committing = true;
        the.run();
        assertThat(the.provider.posts).hasSize(1);
        assertThat(the.disk.states(0)).singleElement().isInstanceOf(JobState.Submitting.class);
    }

    @Test
    void anIntentWhoseCommitTookTooLongIsWithheldAndPostedLater() {
        the.committing = false;
        the.send("order-1", dog());
        long started = the.nanos();
        List<Entry> slow = the.journal.taken();
        the.pass(Duration.ofSeconds(6));
        the.worker.committed(slow, started);
        the.run();
        assertThat(the.provider.posts).isEmpty();
        assertThat(the.provider.withheld()).isEqualTo(1);

        the.committing = true;
        the.run();
        assertThat(the.provider.posts).hasSize(1);
    }

    @Test
    void aRepeatIsIgnoredAndItsOffsetPassed() {
        the.send("order-1", dog());
        the.send("order-1", dog());
        assertThat(the.provider.posts).hasSize(1);
        assertThat(the.said).contains("repeated order-1");
        assertThat(the.disk.nextOffset(0)).contains(2L);
    }

    @Test
    void aRepeatAfterTheEndingIsIgnoredUntilTheRetentionIsOver() {
        the.send("order-1", "[1,2]");
        the.sleep(Duration.ofHours(23));
        the.send("order-1", "[1,2]");
        assertThat(the.disk.published("failed")).hasSize(1);

        the.sleep(Duration.ofHours(2));
        the.send("order-1", "[1,2]");
        assertThat(the.disk.published("failed")).hasSize(2);
    }

    @Test
    void aConflictEndsUnderItsOwnCoordinates() {
        the.send("order-1", dog());
        the.send("order-1", dog().replace("dog", "cat"));
        assertThat(the.provider.posts).hasSize(1);
        assertThat(the.disk.published("failed")).singleElement().satisfies(event -> {
            assertThat(event.headers()).containsEntry("ce_subject", "video.requests-0-1");
            assertThat(event.value()).contains("conflicting_duplicate").contains("order-1");
        });
    }

    @Test
    void aNullIsNoConflictWhereNobodyKnowsTheModelAnyMore() {
        the.send("order-1", "{\"model\":\"gone\",\"prompt\":\"x\"}");
        the.send("order-1", "{\"model\":\"gone\",\"prompt\":\"x\",\"seed\":null}");
        assertThat(the.disk.published("failed"))
                .singleElement()
                .satisfies(event -> assertThat(event.value()).contains("invalid_request"));
    }

    @Test
    void whatIsWrongWithARequestIsToldAndNothingIsSent() {
        the.send("order-1", "{\"model\":\"veo3.1-fast-official\"}");
        assertThat(the.provider.posts).isEmpty();
        assertThat(the.disk.published("failed"))
                .singleElement()
                .satisfies(event -> assertThat(event.value()).contains("invalid_request"));
    }

    @Test
    void aRecordBelowTheHeadIsIgnored() {
        the.send("order-1", dog());
        the.sendAt(0, "order-2", dog());
        assertThat(the.provider.posts).hasSize(1);
        assertThat(the.disk.nextOffset(0)).contains(1L);
    }

    @Test
    void recordsOfAnEarlierGenerationAreDropped() {
        the.worker.handed(new Generation(0), List.of(WorkerFixture.record(0, "order-1", dog())));
        the.run();
        assertThat(the.disk.nextOffset(0)).isEmpty();
    }

    @Test
    void recordsThatComeBeforeTheRestoreWaitForIt() {
        WorkerFixture fresh = new WorkerFixture();
        fresh.disk.instead.put(0, new Restored.Unavailable(0, "the broker is away"));
        fresh.worker.assigned(new Generation(1), Set.of(0), 1);
        fresh.run();
        assertThat(fresh.send("order-1", dog()).toCompletableFuture()).isCompleted();
        assertThat(fresh.disk.nextOffset(0)).isEmpty();

        fresh.disk.instead.clear();
        fresh.sleep(Duration.ofSeconds(5));
        assertThat(fresh.disk.nextOffset(0)).contains(1L);
        assertThat(fresh.provider.posts).hasSize(1);
    }

    @Test
    void aStoppedPartitionTakesNothingAndSaysWhy() {
        WorkerFixture fresh = new WorkerFixture();
        fresh.disk.instead.put(0, new Restored.Stopped(0, "another topic"));
        fresh.worker.assigned(new Generation(1), Set.of(0), 1);
        fresh.run();
        assertThat(fresh.send("order-1", dog()).toCompletableFuture()).isCompleted();
        fresh.pass(Duration.ofSeconds(1));
        assertThat(fresh.said).contains("stopped 0: another topic");
        assertThat(fresh.worker.status().stopped()).containsEntry(0, "another topic");
        assertThat(fresh.disk.nextOffset(0)).isEmpty();
    }

    @Test
    void jobsBeyondTheLimitStayWithTheSender() {
        WorkerSettings two = WorkerFixture.limited(2, 1);
        WorkerFixture small = WorkerFixture.serving(two, RULES, new InMemoryJournal());
        small.send("order-1", dog());
        small.send("order-2", dog());
        var third = small.send("order-3", dog()).toCompletableFuture();
        assertThat(small.provider.posts).hasSize(1);
        assertThat(third)
                .as("an open POST keeps its place: refused, it waits again")
                .isNotDone();

        small.provider.accept(0, "task_1");
        small.run();
        assertThat(third).isCompleted();
    }

    @Test
    void tasksInFlightStayWithinWhatIsLeased() {
        WorkerFixture small = WorkerFixture.leased(1);
        small.send("order-1", dog());
        small.send("order-2", dog());
        small.provider.accept(0, "task_1");
        small.run();
        assertThat(small.provider.posts).hasSize(1);

        small.sleep(Duration.ofSeconds(20));
        small.provider.tell(0, DONE);
        small.run();
        assertThat(small.provider.posts).hasSize(2);
    }

    @Test
    void eachOfSeveralTasksOfOneRequestIsInFlight() {
        WorkerFixture small = WorkerFixture.leased(2);
        small.send("order-1", dog());
        small.provider.answer(0, new SubmitOutcome.Accepted(List.of("task_1", "task_2"), false, Optional.empty()));
        small.run();
        small.send("order-2", dog());
        small.sleep(Duration.ofSeconds(20));
        assertThat(small.provider.posts).hasSize(1);

        small.provider.tell(0, DONE);
        small.run();
        assertThat(small.provider.posts).hasSize(2);
    }

    @Test
    void aReplayDoesNotWaitBehindAJobThatHasNoTaskSlot() {
        WorkerFixture small = WorkerFixture.leased(1);
        small.send("order-1", dog());
        small.send("order-2", dog());
        small.provider.answer(0, new SubmitOutcome.InDoubt(SAID));
        small.run();
        small.sleep(Duration.ofSeconds(5));

        assertThat(small.provider.posts).hasSize(2);
        assertThat(small.provider.posts.get(1).key())
                .isEqualTo(small.provider.posts.get(0).key());
    }

    @Test
    void noOtherJobGetsTheTaskSlotOfOneThatMayHaveBeenAccepted() {
        WorkerFixture small = WorkerFixture.leased(1);
        small.send("order-1", dog());
        small.send("order-2", dog());
        small.provider.answer(0, new SubmitOutcome.Unavailable(Optional.empty(), SAID));
        small.run();
        small.sleep(Duration.ofMinutes(5));

        assertThat(small.provider.posts)
                .extracting(ScriptedProvider.Post::key)
                .hasSizeGreaterThan(1)
                .containsOnly(small.provider.posts.getFirst().key());
    }

    @Test
    void aHeldAccountKeepsItsRequestsAndGoesOnByItself() {
        the.send("order-1", dog());
        the.send("order-2", dog());
        int answered = 0;
        for (int minute = 0; minute < 7 * 60; minute++) {
            while (answered < the.provider.posts.size()) {
                the.provider.answer(answered++, new SubmitOutcome.AccountHeld(SAID));
            }
            the.sleep(Duration.ofMinutes(1));
        }
        assertThat(the.worker.status().calls().holds()).isNotEmpty();
        assertThat(answered)
                .as("one probe a minute at most, after the first two")
                .isBetween(100, 450);
        assertThat(the.disk.published).isEmpty();

        the.sleep(Duration.ofMinutes(1));
        for (int turn = 0; turn < 2; turn++) {
            while (answered < the.provider.posts.size()) {
                the.provider.accept(answered, "task_" + answered++);
            }
            the.sleep(Duration.ofSeconds(2));
        }
        assertThat(the.disk.published("submitted")).hasSize(2);
        assertThat(the.worker.status().calls().holds()).isEmpty();
    }

    @Test
    void aTaskThatIsNotDoneIsAskedAgainAfterTheInterval() {
        the.send("order-1", dog());
        the.provider.accept(0, "task_1");
        the.run();
        the.sleep(Duration.ofSeconds(20));
        the.provider.tell(0, new StatusOutcome.Running());
        the.run();
        the.sleep(Duration.ofSeconds(4));
        assertThat(the.provider.checks).hasSize(1);
        the.sleep(Duration.ofSeconds(2));
        assertThat(the.provider.checks).hasSize(2);
    }

    @Test
    void partitionsTakeTurnsWhileThereIsLeaveForOneOnly() {
        WorkerSettings one = WorkerFixture.limited(1000, 1);
        WorkerFixture small = WorkerFixture.serving(one, RULES, new InMemoryJournal());
        small.worker.assigned(new Generation(1), Set.of(1), 2);
        small.run();
        small.send("order-1", dog());
        small.send("order-2", dog());
        small.send("order-3", dog());
        small.worker.handed(new Generation(1), List.of(WorkerFixture.record(1, 0, "order-4", dog())));
        small.run();
        small.provider.accept(0, "task_1");
        small.run();

        assertThat(small.provider.posts).hasSize(2);
        assertThat(small.disk.states(1)).singleElement().isInstanceOf(JobState.Submitting.class);
    }

    @Test
    void anErrorThatNobodyHasThoughtOfStopsTheWorkerAndSaysSo() {
        the.send("order-1", dog());
        the.provider.accept(0, "task_1");
        the.run();
        the.provider.broken = true;
        the.sleep(Duration.ofSeconds(21));
        assertThat(the.worker.status().halted()).isPresent();
        assertThat(the.said).anyMatch(said -> said.startsWith("halted"));

        the.send("order-2", dog());
        assertThat(the.provider.posts).hasSize(1);
        assertThat(the.worker.drain().toCompletableFuture()).isCompleted();
    }

    @Test
    void aWorkerThatHaltsTellsTheBoardWhatItHasJustBought() {
        the.send("order-1", dog());
        assertThat(the.worker.report().purse().drawn()).as("a moment ago").isZero();
        the.worker.stopped("two of one name");
        the.run();

        assertThat(the.provider.posts).hasSize(1);
        assertThat(the.worker.report().purse().drawn()).isPositive();
    }

    /** The offset must not go past a record that nobody has decided on. */
    @Test
    void anErrorOfTheDecidingThreadLeavesNoRecordBehind() {
        the.journal.failing = Optional.of(new NoClassDefFoundError("io/example/Codec"));
        the.send("order-1", dog());
        the.journal.failing = Optional.empty();
        the.send("order-2", dog());

        assertThat(the.worker.status().halted()).isPresent();
        assertThat(the.disk.nextOffset(0)).isEmpty();
        assertThat(the.provider.posts).isEmpty();
    }

    /** A stream's operator may take it for a failure of the call. */
    @Test
    void anErrorWithinACallStopsTheWorkerToo() {
        the.send("order-1", dog());
        the.provider.posts.getFirst().answer().fail(new NoClassDefFoundError("io/example/Codec"));
        the.run();

        assertThat(the.worker.status().halted()).isPresent();
        assertThat(the.disk.states(0)).singleElement().isInstanceOf(JobState.Submitting.class);
    }

    @Test
    void anErrorWithinACheckStopsTheWorkerToo() {
        the.send("order-1", dog());
        the.provider.accept(0, "task_1");
        the.run();
        the.sleep(Duration.ofSeconds(21));
        the.provider.checks.getFirst().answer().fail(new NoClassDefFoundError("io/example/Codec"));
        the.run();

        assertThat(the.worker.status().halted()).isPresent();
    }

    @Test
    void aFailureOfTheCallIsNone() {
        the.send("order-1", dog());
        the.provider.posts.getFirst().answer().fail(new IOException("reset"));
        the.run();

        assertThat(the.worker.status().halted()).isEmpty();
    }

    @Test
    void whatOnlyWatchesStopsNothing() {
        the.deaf = true;
        the.send("order-1", dog());
        the.provider.accept(0, "task_1");
        the.run();

        assertThat(the.worker.status().halted()).isEmpty();
        assertThat(the.disk.states(0)).singleElement().isInstanceOf(JobState.Submitted.class);
    }

    @Test
    void anotherThreadThatTheWorkerNeedsStopsIt() {
        the.worker.broken("the polling thread", new NoClassDefFoundError("io/example/Codec"));
        the.run();

        assertThat(the.worker.status().halted())
                .hasValueSatisfying(why -> assertThat(why).contains("the polling thread", "io/example/Codec"));
    }

    /** A journal that is refused for good makes producers anew for ever: each of its losses is no progress. */
    @Test
    void losingWhatWaitsDoesNotResetTheClockOfTheOldestDecision() {
        the.committing = false;
        Instant decided = the.now();
        the.send("order-1", dog());
        for (int each = 0; each < 4; each++) {
            the.pass(Duration.ofSeconds(5));
            the.journal.lose();
            the.run();
        }
        the.pass(Duration.ofSeconds(1));
        assertThat(the.worker.status().commitAwaitedSince()).contains(decided);

        the.committing = true;
        the.pass(Duration.ofSeconds(1));
        the.pass(Duration.ofSeconds(1));
        assertThat(the.worker.status().commitAwaitedSince()).isEmpty();
    }

    @Test
    void aDecisionThatWaitsForTheJournalIsSeen() {
        the.committing = false;
        the.send("order-1", dog());
        the.pass(Duration.ofSeconds(20));
        assertThat(the.worker.status().commitAwaitedSince()).isPresent();
        the.committing = true;
        the.pass(Duration.ofSeconds(1));
        the.pass(Duration.ofSeconds(1));
        assertThat(the.worker.status().commitAwaitedSince()).isEmpty();
    }
}
