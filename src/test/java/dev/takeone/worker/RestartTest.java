package dev.takeone.worker;

import static dev.takeone.worker.WorkerFixture.RULES;
import static dev.takeone.worker.WorkerFixture.SETTINGS;
import static dev.takeone.worker.WorkerFixture.dog;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.JobState;
import dev.takeone.job.ProviderError;
import dev.takeone.job.Rules;
import dev.takeone.job.StatusOutcome;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.job.Video;
import dev.takeone.journal.Entry;
import dev.takeone.journal.Restored;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a worker makes of a journal that another one has left, or that has lost what this one decided. */
class RestartTest {
    private final WorkerFixture first = WorkerFixture.serving();

    private WorkerFixture successor(Rules rules) {
        return successor(rules, SETTINGS);
    }

    private WorkerFixture successor(Rules rules, WorkerSettings settings) {
        WorkerFixture next = new WorkerFixture(settings, rules, first.disk).at(first);
        next.worker.assigned(new Generation(1), Set.of(0), 1);
        next.run();
        return next;
    }

    @Test
    void tasksInFlightGoOnAndNothingIsSubmittedTwice() {
        first.send("order-1", dog());
        first.provider.accept(0, "task_1");
        first.run();

        WorkerFixture next = successor(RULES);
        next.sleep(Duration.ofSeconds(30));
        assertThat(next.provider.posts).isEmpty();
        assertThat(next.provider.checks).hasSize(1);
        next.provider.tell(
                0,
                new StatusOutcome.Completed(
                        List.of(new Video("https://cdn.example/x.mp4", Optional.empty())),
                        Optional.empty(),
                        Optional.empty()));
        next.run();
        assertThat(first.disk.published("completed")).hasSize(1);
    }

    /** Who remembers identities for a minute alone would else buy above the ceiling after each restart. */
    @Test
    void whatWasSpentCountsAfterARestartHoweverShortIdentitiesAreRemembered() {
        first.send("order-1", dog());
        first.provider.accept(0, "task_1");
        first.sleep(Duration.ofSeconds(21));
        first.provider.tell(
                0,
                new StatusOutcome.Completed(
                        List.of(new Video("https://cdn.example/x.mp4", Optional.empty())),
                        Optional.empty(),
                        Optional.empty()));
        first.run();
        first.sleep(Duration.ofMinutes(40));

        WorkerFixture next = successor(RULES, remembering(Duration.ofMinutes(1)));
        next.sleep(Duration.ofSeconds(1));
        assertThat(next.worker.report().partitions()).singleElement().satisfies(part -> {
            assertThat(part.spent().orElseThrow().hour()).isEqualTo(512_000);
            assertThat(part.spent().orElseThrow().day()).isEqualTo(512_000);
        });
        next.send("order-1", dog());
        assertThat(next.provider.posts).as("its identity is forgotten").hasSize(1);
    }

    private static WorkerSettings remembering(Duration retention) {
        return new WorkerSettings(
                SETTINGS.maxWaiting(),
                SETTINGS.maxWaitingBytes(),
                SETTINGS.maxPosts(),
                SETTINGS.maxChecks(),
                SETTINGS.checkInterval(),
                SETTINGS.checkDelay(),
                SETTINGS.firstCheck(),
                retention,
                SETTINGS.refreshAfter(),
                SETTINGS.writeDeadline(),
                SETTINGS.settleAfter(),
                SETTINGS.spend());
    }

    @Test
    void anOpenPostIsReplayedUnderItsKeyOnceItsSenderCanSendNoMore() {
        first.send("order-1", dog());
        WorkerFixture next = successor(RULES);

        next.sleep(Duration.ofSeconds(59));
        assertThat(next.provider.posts).isEmpty();
        next.sleep(Duration.ofSeconds(5));
        assertThat(next.provider.posts).singleElement().satisfies(post -> {
            assertThat(post.key()).isEqualTo(first.provider.posts.getFirst().key());
            assertThat(post.body()).isEqualTo(first.provider.posts.getFirst().body());
        });
    }

    /** Who exchanges the API key goes by these figures: what they leave out is bought again under the new one. */
    @Test
    void whatSettlesAndWhatA503LeftUnclearIsToldAsInDoubt() {
        first.send("order-1", dog());
        first.send("order-2", dog());
        first.provider.answer(1, new SubmitOutcome.Unavailable(Optional.empty(), ProviderError.transport("503")));
        first.run();
        first.pass(Duration.ofMillis(10));
        assertThat(first.worker.status().jobs())
                .as("one that is open, and one that may be tried again")
                .extracting(WorkerStatus.Jobs::waiting, WorkerStatus.Jobs::posting, WorkerStatus.Jobs::inDoubt)
                .containsExactly(0, 1, 1);

        WorkerFixture next = successor(RULES);
        next.pass(Duration.ofMillis(10));
        assertThat(next.worker.status().jobs())
                .extracting(WorkerStatus.Jobs::waiting, WorkerStatus.Jobs::inDoubt)
                .containsExactly(0, 2);
    }

    @Test
    void whatIsInDoubtAndIsReadBackIsToldOnce() {
        first.send("order-1", dog());
        first.provider.answer(0, new SubmitOutcome.InDoubt(ProviderError.transport("cut")));
        first.run();
        WorkerFixture next = successor(RULES);
        next.sleep(Duration.ofSeconds(1));
        assertThat(next.worker.status().jobs().inDoubt()).isOne();
    }

    @Test
    void noLiveRowIsLostToARetentionThatIsLoweredUnderARunningWorker() {
        first.send("order-1", dog());
        first.provider.accept(0, "task_1");
        first.run();
        int written = first.disk.writes();
        first.sleep(Duration.ofHours(1));
        assertThat(first.disk.writes()).isEqualTo(written);

        first.worker.rewriteAfter(Duration.ofMinutes(50));
        first.worker.rewriteAfter(Duration.ofHours(9));
        first.sleep(Duration.ofSeconds(1));
        assertThat(first.disk.writes()).isEqualTo(written + 1);
        first.sleep(Duration.ofHours(1));
        assertThat(first.disk.writes()).isEqualTo(written + 2);
    }

    @Test
    void aClockThatJumpsAheadDoesNotShortenTheWait() {
        first.send("order-1", dog());
        WorkerFixture next = successor(RULES);
        next.setClock(Duration.ofMinutes(30));
        next.sleep(Duration.ofSeconds(50));
        assertThat(next.provider.posts).isEmpty();
    }

    @Test
    void receiptsThatCannotBeReadAreToldOnceForTheJobsThatWaitForThem() {
        first.send("order-1", dog());
        first.disk.receiptsReadable = false;
        WorkerFixture next = successor(RULES);
        next.sleep(Duration.ofSeconds(61));
        assertThat(next.worker.status().receiptsAwaitedSince()).containsOnlyKeys(0);
        assertThat(next.said).noneMatch(line -> line.startsWith("waiting"));

        next.sleep(Duration.ofMinutes(2));
        assertThat(next.said)
                .filteredOn(line -> line.startsWith("waiting"))
                .singleElement()
                .asString()
                .contains("waiting 0: its receipts cannot be read");
        assertThat(next.provider.posts).isEmpty();
    }

    /** Whoever reads them has met an error, and the worker halts: what may be paid for is neither bought again nor ended. */
    @ParameterizedTest
    @EnumSource(Rules.InDoubt.class)
    void noJobThatMayBePaidForSettlesWithoutItsReceipts(Rules.InDoubt inDoubt) {
        first.send("order-1", dog());
        first.disk.receiptsReadable = false;
        int written = first.disk.writes();
        WorkerFixture next = successor(new Rules(
                inDoubt, RULES.replayWindow(), RULES.giveUpAfter(), RULES.deadline(), RULES.outputPatience()));
        next.sleep(Duration.ofMinutes(10));
        assertThat(next.said).doesNotContain("in_doubt", "failed");

        next.worker.stopped("the thread takeone-receipts has met an error");
        next.run();
        next.sleep(Duration.ofMinutes(10));
        assertThat(next.said).anyMatch(line -> line.startsWith("halted")).doesNotContain("in_doubt", "failed");
        assertThat(next.provider.posts).isEmpty();
        assertThat(first.disk.published).isEmpty();
        assertThat(first.disk.writes()).isEqualTo(written);
    }

    @Test
    void receiptsThatAreReadAreNotWaitedForAnyMore() {
        first.send("order-1", dog());
        WorkerFixture next = successor(RULES);
        next.sleep(Duration.ofSeconds(70));

        assertThat(next.worker.status().receiptsAwaitedSince()).isEmpty();
        assertThat(next.provider.posts).hasSize(1);
    }

    @Test
    void underFailAnOpenPostEndsInDoubtAndIsNotRepeated() {
        first.send("order-1", dog());
        WorkerFixture next = successor(new Rules(
                Rules.InDoubt.FAIL,
                RULES.replayWindow(),
                RULES.giveUpAfter(),
                RULES.deadline(),
                RULES.outputPatience()));
        next.sleep(Duration.ofSeconds(74));
        assertThat(first.disk.published).isEmpty();
        next.sleep(Duration.ofSeconds(3));
        assertThat(next.provider.posts).isEmpty();
        assertThat(first.disk.published("failed"))
                .singleElement()
                .satisfies(event -> assertThat(event.value()).contains("submission_in_doubt"));
    }

    @Test
    void identitiesAreRememberedAcrossARestart() {
        first.send("order-1", dog());
        first.send("order-2", "[1,2]");
        WorkerFixture next = successor(RULES);
        next.send("order-1", dog());
        next.send("order-2", "[1,2]");
        assertThat(next.said).contains("repeated order-1", "repeated order-2");
        assertThat(first.disk.published).hasSize(1);
    }

    @Test
    void recordsHandledBeforeTheRestartAreIgnored() {
        first.send("order-1", dog());
        WorkerFixture next = successor(RULES);
        next.sendAt(0, "order-9", dog());
        assertThat(first.disk.states(0)).hasSize(1);
    }

    @Test
    void whatTheJournalLostIsOfferedAgainAndPaidOnce() {
        first.committing = false;
        first.send("order-1", dog());
        first.journal.lose();
        first.committing = true;
        first.run();
        first.sleep(Duration.ofSeconds(5));

        assertThat(first.provider.posts).hasSize(1);
        assertThat(first.disk.nextOffset(0)).contains(1L);
        assertThat(first.disk.states(0)).singleElement().isInstanceOf(JobState.Submitting.class);
    }

    @Test
    void anAnswerToAPostIsNotLostWithTheTransactionAfterIt() {
        first.send("order-1", dog());
        first.committing = false;
        first.send("order-2", dog());
        first.journal.lose();
        first.committing = true;
        first.run();
        first.provider.accept(0, "task_1");
        first.run();

        assertThat(first.disk.published("submitted")).hasSize(1);
        first.sleep(Duration.ofMinutes(2));
        assertThat(first.provider.posts.stream().map(ScriptedProvider.Post::key).distinct())
                .hasSize(2);
    }

    @Test
    void aRecordTooLargeForTheTopicsEndsAsInvalid() {
        first.committing = false;
        first.send("order-1", dog());
        first.send("order-2", dog());
        first.journal.refuseFirst();
        first.committing = true;
        first.run();
        first.sleep(Duration.ofSeconds(5));

        assertThat(first.disk.published("failed"))
                .singleElement()
                .satisfies(event -> assertThat(event.value()).contains("too_large"));
        assertThat(first.provider.posts).hasSize(1);
        assertThat(first.disk.nextOffset(0)).contains(2L);
    }

    @Test
    void theLaterDecisionsOfARecordTooLargeStopNothing() {
        first.committing = false;
        first.send("order-1", dog());
        List<Entry> taken = first.journal.taken();
        assertThat(taken).as("its acceptance and the intent to POST it").hasSize(2);
        taken.forEach(entry -> first.worker.unwritable(entry, "RecordTooLargeException"));
        first.committing = true;
        first.run();
        first.sleep(Duration.ofSeconds(5));

        assertThat(first.said).noneMatch(said -> said.startsWith("stopped"));
        assertThat(first.provider.posts).isEmpty();
        assertThat(first.disk.published("failed"))
                .singleElement()
                .satisfies(event -> assertThat(event.value()).contains("too_large"));
    }

    /** As where max.message.bytes of the submitted topic was lowered: nobody can end that alone, and nothing may go round it. */
    @Test
    void anAnswerThatTheTopicsDoNotTakeStopsItsPartitionWithTheMendAndLosesNoPaidTask() {
        first.send("order-1", dog());
        first.committing = false;
        first.provider.accept(0, "task_1");
        first.run();
        first.journal.refuseFirst();
        first.run();

        assertThat(first.said)
                .filteredOn(said -> said.startsWith("stopped"))
                .singleElement()
                .asString()
                .contains(
                        "A decision of partition 0 cannot be written (RecordTooLargeException)",
                        "raise max.message.bytes of the topics that takeone.topics.* name",
                        "mend their ACLs",
                        "restart the worker");
        assertThat(first.said).contains("receipt [task_1]");
        first.committing = true;
        first.send("order-2", dog());
        first.sleep(Duration.ofMinutes(5));
        assertThat(first.provider.posts).as("what is stopped buys nothing").hasSize(1);
        assertThat(first.worker.status().stopped()).containsOnlyKeys(0);

        WorkerFixture next = successor(RULES);
        next.sleep(Duration.ofMinutes(2));
        assertThat(first.disk.published("submitted")).hasSize(1);
        assertThat(next.provider.posts).isEmpty();
    }

    @Test
    void aRecordWhoseRefusalTheTopicsDoNotTakeEitherStopsItsPartition() {
        first.committing = false;
        first.send("order-1", dog());
        first.journal.refuseFirst();
        first.run();
        first.sleep(Duration.ofSeconds(5));
        assertThat(first.said).noneMatch(said -> said.startsWith("stopped"));
        first.journal.refuseFirst();
        first.run();

        assertThat(first.said).anyMatch(said -> said.startsWith("stopped 0: A decision of partition 0 cannot be"));
        assertThat(first.provider.posts).isEmpty();
    }

    @Test
    void aPartitionThatLeavesStartsNothingNewAndKeepsItsAnswers() {
        first.send("order-1", dog());
        first.worker.leaving(Set.of(0));
        first.send("order-2", dog());
        first.provider.accept(0, "task_1");
        first.run();
        assertThat(first.disk.published("submitted")).hasSize(1);
        assertThat(first.disk.nextOffset(0)).contains(1L);

        first.worker.gone(Set.of(0), 1);
        first.run();
        first.sleep(Duration.ofMinutes(1));
        assertThat(first.provider.checks).isEmpty();
    }

    @Test
    void liveRowsAreWrittenAgainBeforeTheTopicForgetsThem() {
        first.send("order-1", dog());
        first.provider.accept(0, "task_1");
        first.run();
        int written = first.disk.writes();
        first.sleep(Duration.ofHours(43));
        assertThat(first.disk.writes()).isEqualTo(written + 1);
    }

    /** Checks without news are not written one by one, and a new owner goes by the last row. */
    @Test
    void timeInWhichAFormerOwnerWasAnsweredExtendsNoDeadline() {
        Duration deadline = RULES.deadline();
        first.send("order-1", dog());
        first.provider.accept(0, "task_1");
        first.run();
        int written = first.disk.writes();
        runs(first, deadline.minusMinutes(5));
        assertThat(first.disk.writes() - written)
                .as("and few rows are written for it")
                .isBetween(4, 8);

        WorkerFixture next = successor(RULES);
        runs(next, Duration.ofMinutes(4));
        assertThat(first.disk.published("failed")).isEmpty();
        runs(next, deadline.dividedBy(8).plusMinutes(7));
        assertThat(first.disk.published("failed"))
                .singleElement()
                .satisfies(event -> assertThat(event.value()).contains("deadline_exceeded"));
    }

    @Test
    void timeInWhichNoWorkerRanExtendsADeadline() {
        first.send("order-1", dog());
        first.provider.accept(0, "task_1");
        first.run();
        runs(first, RULES.deadline().minusMinutes(5));
        first.worker.lost(Set.of(0));
        first.committing = false;
        first.setClock(Duration.ofHours(3));

        WorkerFixture next = successor(RULES);
        runs(next, Duration.ofMinutes(4));
        assertThat(first.disk.published("failed")).isEmpty();
    }

    /** Its task says so for this time. */
    private static void runs(WorkerFixture the, Duration time) {
        int told = the.provider.checks.size();
        for (long second = 0; second < time.toSeconds(); second++) {
            the.sleep(Duration.ofSeconds(1));
            for (; told < the.provider.checks.size(); told++) {
                the.provider.tell(told, new StatusOutcome.Running());
                the.run();
            }
        }
    }

    @Test
    void aReplayIsNotSentOnceTheFirstPostIsKnownToBeAccepted() {
        first.send("order-1", dog());
        first.journal.lose();
        first.run();
        first.sleep(Duration.ofSeconds(59));
        first.committing = false;
        first.sleep(Duration.ofSeconds(2));
        assertThat(first.journal.taken()).as("the intent to replay").hasSize(1);

        first.provider.accept(0, "task_1");
        first.run();
        first.committing = true;
        first.run();
        assertThat(first.provider.posts).hasSize(1);
        assertThat(first.disk.published("submitted")).hasSize(1);
    }

    @Test
    void aPartitionLostWhileItIsReadBackIsReadBackAgain() {
        WorkerFixture fresh = new WorkerFixture();
        fresh.worker.assigned(new Generation(1), Set.of(0), 1);
        var between = fresh.worker.leaving(Set.of()).thenRun(() -> fresh.journal.release(Set.of(0)));
        fresh.worker.lost(Set.of(0));
        fresh.run();
        assertThat(between.toCompletableFuture()).isCompleted();

        fresh.send("order-1", dog());
        assertThat(fresh.disk.nextOffset(0)).contains(1L);
    }

    @Test
    void aPartitionThatIsLostWhileItLeavesIsNotServedAgain() {
        first.worker.leaving(Set.of(0));
        first.send("order-1", dog());
        first.journal.lose();
        first.run();
        first.send("order-2", dog());
        assertThat(first.provider.posts).isEmpty();
        assertThat(first.disk.nextOffset(0))
                .as("order-1 has not been handled, so nothing after it may be")
                .isEmpty();
    }

    @Test
    void aPartitionThatLeavesWhileItIsReadBackBeginsNothing() {
        first.disk.instead.put(0, new Restored.Unavailable(0, "the broker is away"));
        first.journal.lose();
        first.run();
        first.send("order-1", dog());
        first.worker.leaving(Set.of(0));
        first.run();
        first.disk.instead.clear();
        first.sleep(Duration.ofSeconds(3));

        assertThat(first.provider.posts).isEmpty();
        assertThat(first.disk.states(0)).as("no intent that nobody would post").isEmpty();
    }

    @Test
    void aStoppedPartitionStaysSoWhenTheJournalStartsOver() {
        first.disk.instead.put(0, new Restored.Stopped(0, "another topic"));
        first.journal.lose();
        first.run();
        first.send("order-1", dog());
        first.disk.instead.clear();
        first.worker.lost(Set.of(0));
        first.run();
        first.send("order-2", dog());
        assertThat(first.provider.posts).isEmpty();
        assertThat(first.disk.nextOffset(0))
                .as("order-1 has not been handled, so nothing after it may be")
                .isEmpty();
    }

    @Test
    void aConflictThatIsOfferedAgainIsToldOnce() {
        first.send("order-1", dog());
        first.send("order-1", dog().replace("dog", "cat"));
        first.disk.rewind(0, 1);
        WorkerFixture next = successor(RULES);
        next.sendAt(1, "order-1", dog().replace("dog", "cat"));
        assertThat(first.disk.published("failed")).hasSize(1);
        assertThat(first.disk.nextOffset(0)).contains(2L);
    }

    @Test
    void aLateAnswerToTheFirstPostDoesNotStartAThirdBesideTheReplay() {
        first.send("order-1", dog());
        first.journal.lose();
        first.run();
        first.sleep(Duration.ofSeconds(62));
        assertThat(first.provider.posts).hasSize(2);

        first.provider.answer(0, new SubmitOutcome.InDoubt(ProviderError.transport("timed out")));
        first.sleep(Duration.ofSeconds(10));
        assertThat(first.provider.posts).hasSize(2);
    }
}
