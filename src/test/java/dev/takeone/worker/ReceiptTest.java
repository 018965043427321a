package dev.takeone.worker;

import static dev.takeone.worker.WorkerFixture.RULES;
import static dev.takeone.worker.WorkerFixture.SETTINGS;
import static dev.takeone.worker.WorkerFixture.dog;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.JobState;
import dev.takeone.job.ProviderError;
import dev.takeone.job.Rules;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.journal.Entry;
import dev.takeone.journal.Receipt;
import dev.takeone.journal.Restored;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A task id that its worker could not journal reaches whoever has the job. */
class ReceiptTest {
    private static final Rules FAIL = new Rules(
            Rules.InDoubt.FAIL, RULES.replayWindow(), RULES.giveUpAfter(), RULES.deadline(), RULES.outputPatience());

    private static final ProviderError ERROR = ProviderError.transport("said");

    private static final SubmitOutcome ACCEPTED =
            new SubmitOutcome.Accepted(List.of("task_1"), false, Optional.empty());

    private final WorkerFixture first = WorkerFixture.serving();

    private WorkerFixture successor() {
        WorkerFixture next = new WorkerFixture(SETTINGS, FAIL, first.disk).at(first);
        next.worker.assigned(new Generation(1), Set.of(0), 1);
        next.run();
        return next;
    }

    private void answeredAfterThePartitionHasMoved() {
        first.send("order-1", dog());
        first.worker.gone(Set.of(0), 1);
        first.run();
        first.provider.accept(0, "task_1");
        first.run();
    }

    private void assertTaskOneIsThisJobs(WorkerFixture next) {
        next.sleep(Duration.ofMinutes(2));
        assertThat(next.provider.posts).isEmpty();
        assertThat(first.disk.published("submitted"))
                .singleElement()
                .satisfies(event -> assertThat(event.value()).contains("task_1"));
        assertThat(first.disk.published("failed")).isEmpty();
        assertThat(next.provider.checks).isNotEmpty();
    }

    @Test
    void anAnswerThatComesAfterThePartitionHasMovedIsAdoptedThere() {
        answeredAfterThePartitionHasMoved();
        assertThat(first.said).contains("receipt [task_1]");
        WorkerFixture next = successor();
        next.journal.tellReceipts(0);
        assertTaskOneIsThisJobs(next);
    }

    @Test
    void aReceiptThatComesWhileTheNewOwnerWaitsIsReadBeforeItSettles() {
        first.send("order-1", dog());
        first.worker.gone(Set.of(0), 1);
        first.run();
        WorkerFixture next = successor();
        next.sleep(Duration.ofSeconds(50));
        first.provider.accept(0, "task_1");
        first.run();
        assertTaskOneIsThisJobs(next);
    }

    /** Its worker lives, and writes it as soon as a broker takes it. */
    @Test
    void underFailAnAnswerThatCouldNotBeWrittenWhileTheBrokerWasAwayIsWaitedFor() {
        first.send("order-1", dog());
        first.worker.gone(Set.of(0), 1);
        first.run();
        WorkerFixture next = successor();
        next.committing = false;
        next.sleep(Duration.ofMinutes(5));
        next.committing = true;
        next.sleep(Duration.ofSeconds(12));
        first.provider.accept(0, "task_1");
        first.run();
        assertTaskOneIsThisJobs(next);
    }

    @Test
    void underFailReceiptsThatWereLongInComingAreReadAgainBeforeAnythingEnds() {
        first.send("order-1", dog());
        first.worker.gone(Set.of(0), 1);
        first.run();
        WorkerFixture next = successor();
        first.disk.receiptsReadable = false;
        next.sleep(Duration.ofMinutes(5));
        next.journal.receiptsAreBack(0);
        next.sleep(Duration.ofSeconds(12));
        first.provider.accept(0, "task_1");
        first.run();
        assertTaskOneIsThisJobs(next);
    }

    @Test
    void receiptsThatAreAlwaysSlowAreToldOf() {
        first.send("order-1", dog());
        first.worker.gone(Set.of(0), 1);
        first.run();
        WorkerFixture next = successor();
        for (int reading = 0; reading < 5; reading++) {
            first.disk.receiptsReadable = false;
            for (int second = 0;
                    second < 90 && next.worker.status().receiptsAwaitedSince().isEmpty();
                    second++) {
                next.sleep(Duration.ofSeconds(1));
            }
            next.sleep(Duration.ofSeconds(7));
            next.journal.receiptsAreBack(0);
            next.run();
        }
        assertThat(first.disk.published).isEmpty();
        assertThat(next.said)
                .filteredOn(line -> line.startsWith("waiting"))
                .singleElement()
                .asString()
                .contains("waiting 0: its receipts take more than 5 s", "1 jobs");

        next.sleep(Duration.ofSeconds(20));
        assertThat(first.disk.published("failed")).hasSize(1);
    }

    @Test
    void oneDoubtThatIsOverKeepsNoReplayWaiting() {
        first.send("order-1", dog());
        first.sleep(RULES.replayWindow());
        first.send("order-2", dog());
        first.worker.gone(Set.of(0), 1);
        first.run();
        WorkerFixture next = new WorkerFixture(SETTINGS, RULES, first.disk).at(first);
        next.worker.assigned(new Generation(1), Set.of(0), 1);
        next.run();
        next.sleep(SETTINGS.settleAfter().plusSeconds(2));
        assertThat(next.provider.posts)
                .singleElement()
                .satisfies(post -> assertThat(post.key())
                        .isEqualTo(first.provider.posts.get(1).key()));
        assertThat(first.disk.published).as("and it ends no sooner").isEmpty();

        next.sleep(Duration.ofSeconds(20));
        assertThat(next.provider.posts).hasSize(1);
        assertThat(first.disk.published("failed"))
                .singleElement()
                .satisfies(event -> assertThat(event.value()).contains("submission_in_doubt"));
    }

    @Test
    void whatIsNotAskedForAgainAfterItsReplayWindowIsWaitedForLikewise() {
        first.send("order-1", dog());
        first.worker.gone(Set.of(0), 1);
        first.run();
        first.sleep(RULES.replayWindow());
        WorkerFixture next = new WorkerFixture(SETTINGS, RULES, first.disk).at(first);
        next.worker.assigned(new Generation(1), Set.of(0), 1);
        next.committing = false;
        next.sleep(Duration.ofMinutes(5));
        next.committing = true;
        next.sleep(Duration.ofSeconds(12));
        first.provider.accept(0, "task_1");
        first.run();
        assertTaskOneIsThisJobs(next);
    }

    @Test
    void aReceiptThatIsToldBeforeTheRestoreIsKeptForIt() {
        answeredAfterThePartitionHasMoved();
        WorkerFixture next = new WorkerFixture(SETTINGS, FAIL, first.disk).at(first);
        first.disk.instead.put(0, new Restored.Unavailable(0, "the broker is away"));
        next.worker.assigned(new Generation(1), Set.of(0), 1);
        next.run();
        next.journal.tellReceipts(0);
        next.run();
        first.disk.instead.clear();
        next.sleep(Duration.ofSeconds(5));
        assertThat(first.disk.published("submitted")).hasSize(1);
    }

    @Test
    void anAcceptanceWhoseTransactionIsLostIsKept() {
        first.send("order-1", dog());
        first.committing = false;
        first.provider.accept(0, "task_1");
        first.run();
        first.journal.lose();
        first.committing = true;
        first.run();
        assertThat(first.said).contains("receipt [task_1]");

        first.journal.tellReceipts(0);
        first.sleep(Duration.ofMinutes(2));
        assertThat(first.provider.posts).hasSize(1);
        assertThat(first.disk.published("submitted")).hasSize(1);
    }

    private void answeredWhileNothingIsCommitted(SubmitOutcome outcome) {
        first.send("order-1", dog());
        first.committing = false;
        first.provider.answer(0, outcome);
        first.run();
        first.sleep(Duration.ofSeconds(14));
        assertThat(first.disk.receipts).isEmpty();
        first.sleep(Duration.ofSeconds(2));
        assertThat(first.disk.receipts.get(0)).hasSize(1);
    }

    /** Its worker does not reach the group, and does not know that the partition has moved. */
    @Test
    void anAnswerThatWaitsTooLongForItsCommitIsLeftInTheReceipts() {
        answeredWhileNothingIsCommitted(ACCEPTED);
        WorkerFixture next = successor();
        next.journal.tellReceipts(0);
        assertTaskOneIsThisJobs(next);

        first.sleep(Duration.ofMinutes(1));
        first.worker.gone(Set.of(0), 1);
        first.run();
        assertThat(first.disk.receipts.get(0)).as("told once").hasSize(1);
    }

    @Test
    void anAnswerThatIsCommittedAfterItsReceiptIsNoReasonToLookForMoney() {
        answeredWhileNothingIsCommitted(ACCEPTED);
        first.journal.tellReceipts(0);
        first.committing = true;
        first.run();
        first.journal.tellReceipts(0);
        first.run();
        WorkerFixture next = successor();
        next.journal.tellReceipts(0);
        next.run();
        assertThat(first.disk.published("submitted")).hasSize(1);
        for (WorkerFixture each : List.of(first, next)) {
            assertThat(each.said).doesNotContain("double_charge_suspected", "adopted");
            assertThat(each.said).noneMatch(said -> said.startsWith("unclaimed"));
        }
    }

    @Test
    void aReceiptThatIsReadBackAfterTheEndingIsNoReasonToLookForMoney() {
        answeredWhileNothingIsCommitted(ACCEPTED);
        first.sleep(Duration.ofSeconds(10));
        first.provider.tell(0, EvidenceTest.DONE);
        first.run();
        first.journal.tellReceipts(0);
        first.committing = true;
        first.run();
        assertThat(first.disk.published("completed")).hasSize(1);
        assertThat(first.said).noneMatch(said -> said.startsWith("unclaimed"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aRefusalThatIsCommittedAfterItsReceiptIsTakenOnce(SubmitOutcome refusal, String reason, int posts) {
        answeredWhileNothingIsCommitted(refusal);
        first.journal.tellReceipts(0);
        first.committing = true;
        first.run();
        first.journal.tellReceipts(0);
        first.sleep(Duration.ofMinutes(2));
        assertThat(first.provider.posts).hasSize(1 + posts);
        assertThat(first.disk.published("failed"))
                .hasSize(1 - posts)
                .allSatisfy(event -> assertThat(event.value()).contains(reason));
        first.worker.gone(Set.of(0), 1);
        first.run();
        WorkerFixture next = successor();
        next.journal.tellReceipts(0);
        next.sleep(Duration.ofMinutes(2));
        assertThat(next.provider.posts)
                .as("its last POST is another, and has no answer")
                .isEmpty();
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(new SubmitOutcome.Rejected(ERROR), "rejected", 0),
                Arguments.of(new SubmitOutcome.Throttled(Optional.empty(), ERROR), "", 1),
                Arguments.of(new SubmitOutcome.NotSent(ERROR), "", 1),
                Arguments.of(new SubmitOutcome.AccountHeld(ERROR), "", 1));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aRefusalThatComesAfterThePartitionHasMovedSettlesItsPostThere(
            SubmitOutcome refusal, String reason, int posts) {
        first.send("order-1", dog());
        first.worker.gone(Set.of(0), 1);
        first.run();
        first.provider.answer(0, refusal);
        first.run();
        assertThat(first.said).contains("refusal of attempt 1");
        assertIsRefused(reason, posts);
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aRefusalWhoseTransactionIsLostSettlesItsPostAfterTheRestore(SubmitOutcome refusal, String reason, int posts) {
        first.send("order-1", dog());
        first.committing = false;
        first.provider.answer(0, refusal);
        first.run();
        first.worker.gone(Set.of(0), 1);
        first.committing = true;
        first.run();
        assertThat(first.said).contains("refusal of attempt 1");
        assertIsRefused(reason, posts);
    }

    @Test
    void aPostThatWasNeverWrittenIsNotInDoubtForTheNextOwner() {
        first.committing = false;
        first.send("order-1", dog());
        first.worker.leaving(Set.of(0));
        first.committing = true;
        first.run();
        assertThat(first.provider.withheld()).isOne();
        assertIsRefused("", 1);
    }

    @Test
    void anIntentWhoseCommitIsKnownOnlyOnceItsPartitionHasMovedIsNotInDoubtForTheNextOwner() {
        first.committing = false;
        first.send("order-1", dog());
        List<Entry> begun = first.journal.taken();
        first.worker.gone(Set.of(0), 1);
        first.run();
        assertThat(first.disk.receipts)
                .as("of what may never be committed nothing is said")
                .isEmpty();
        first.journal.commitNevertheless(begun);
        first.run();
        assertThat(first.provider.posts).isEmpty();
        assertIsRefused("", 1);
    }

    @Test
    void noWordIsLeftOfARowThatIsWrittenAgainWhileItsPostIsOpen() {
        first.send("order-1", dog());
        first.committing = false;
        first.sleep(SETTINGS.refreshAfter().plusMinutes(1));
        List<Entry> begun = first.journal.taken();
        assertThat(begun).as("the row, written again").isNotEmpty();
        first.worker.gone(Set.of(0), 1);
        first.run();
        first.journal.commitNevertheless(begun);
        first.run();
        assertThat(first.disk.receipts).isEmpty();
    }

    /** Under {@code in-doubt=fail} nothing but a refusal lets the next owner submit. */
    private void assertIsRefused(String reason, int posts) {
        WorkerFixture next = successor();
        next.journal.tellReceipts(0);
        next.sleep(Duration.ofMinutes(2));
        assertThat(next.provider.posts).hasSize(posts);
        assertThat(first.disk.published("failed"))
                .hasSize(1 - posts)
                .allSatisfy(event -> assertThat(event.value())
                        .contains(reason, ERROR.message().orElseThrow()));
    }

    /** The number of an attempt that was not sent is used again, so that it does not name one POST. */
    @Test
    void theRefusalOfAnOlderPostOfTheSameNumberSettlesNothing() {
        first.send("order-1", dog());
        first.worker.gone(Set.of(0), 1);
        first.run();
        first.provider.answer(0, new SubmitOutcome.NotSent(ERROR));
        first.run();
        WorkerFixture second = successor();
        second.journal.tellReceipts(0);
        second.sleep(Duration.ofMinutes(1));
        assertThat(second.provider.posts).hasSize(1);
        assertThat(first.disk.states(0))
                .singleElement()
                .isInstanceOfSatisfying(
                        JobState.Submitting.class,
                        posting -> assertThat(posting.attempt()).isOne());

        WorkerFixture third = new WorkerFixture(SETTINGS, FAIL, first.disk).at(second);
        third.worker.assigned(new Generation(2), Set.of(0), 1);
        third.run();
        third.journal.tellReceipts(0);
        third.sleep(Duration.ofMinutes(2));
        assertThat(third.provider.posts).isEmpty();
        assertThat(first.disk.published("failed"))
                .singleElement()
                .satisfies(event -> assertThat(event.value()).contains("submission_in_doubt"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void theRefusalOfAReplayLeavesTheJobInDoubt(SubmitOutcome refusal) {
        first.send("order-1", dog());
        first.provider.answer(0, new SubmitOutcome.InDoubt(ERROR));
        first.sleep(Duration.ofSeconds(5));
        assertThat(first.provider.posts).hasSize(2);
        first.worker.gone(Set.of(0), 1);
        first.run();
        first.provider.answer(1, refusal);
        first.run();
        assertThat(first.said).contains("refusal of attempt 2");

        WorkerFixture next = new WorkerFixture(SETTINGS, RULES, first.disk).at(first);
        next.worker.assigned(new Generation(1), Set.of(0), 1);
        next.run();
        next.sleep(Duration.ofMinutes(2));
        next.provider.accept(0, "task_1");
        next.run();
        assertThat(next.provider.posts.getFirst().key())
                .isEqualTo(first.provider.posts.getFirst().key());
        assertThat(first.disk.published("failed")).isEmpty();
        assertThat(first.disk.published("submitted")).hasSize(1);
    }

    @Test
    void aRefusalThatComesOnceTheJobIsInDoubtSettlesNothing() {
        first.send("order-1", dog());
        first.worker.gone(Set.of(0), 1);
        first.run();
        WorkerFixture next = new WorkerFixture(SETTINGS, RULES, first.disk).at(first);
        next.worker.assigned(new Generation(1), Set.of(0), 1);
        next.run();
        next.sleep(Duration.ofMinutes(2));
        assertThat(next.provider.posts).as("the replay").hasSize(1);

        first.provider.answer(0, new SubmitOutcome.Rejected(ERROR));
        first.run();
        next.journal.tellReceipts(0);
        next.provider.accept(0, "task_1");
        next.run();
        assertThat(first.disk.published("failed")).isEmpty();
        assertThat(first.disk.published("submitted")).hasSize(1);
    }

    /** What a job sends of its own after such a refusal is not settled by the wait for the former owner. */
    @Test
    void anOwnPostThatFollowsIsNotTakenForTheFormerOwners() {
        first.send("order-1", dog());
        first.worker.gone(Set.of(0), 1);
        first.run();
        first.provider.answer(0, new SubmitOutcome.NotSent(ERROR));
        first.run();
        WorkerFixture next = successor();
        next.journal.tellReceipts(0);
        next.sleep(Duration.ofSeconds(30));
        assertThat(next.provider.posts).hasSize(1);
        next.sleep(Duration.ofMinutes(1));
        assertThat(first.disk.published("failed")).isEmpty();
        next.provider.accept(0, "task_1");
        next.run();
        assertThat(first.disk.published("submitted")).hasSize(1);
    }

    @Test
    void theSameReceiptTwiceChangesNothing() {
        answeredAfterThePartitionHasMoved();
        WorkerFixture next = successor();
        next.journal.tellReceipts(0);
        next.journal.tellReceipts(0);
        next.run();
        assertThat(first.disk.published("submitted")).hasSize(1);
        assertThat(next.said).doesNotContain("double_charge_suspected");
    }

    @Test
    void aSecondTaskOfOneJobIsReported() {
        first.send("order-1", dog());
        first.provider.accept(0, "task_1");
        first.run();
        String jobId = first.disk.states(0).getFirst().job().id();
        first.worker.receipt(0, new Receipt.Acceptance(jobId, List.of("task_2"), false, first.now()), true);
        first.run();
        assertThat(first.said).contains("double_charge_suspected").anyMatch(said -> said.contains("task_2"));
        assertThat(first.disk.states(0))
                .singleElement()
                .isInstanceOfSatisfying(
                        JobState.Submitted.class,
                        job -> assertThat(job.taskIds()).containsExactly("task_1"));
    }

    /** The topic keeps a receipt for weeks, and every restore reads it again: one finding must not page at each. */
    @Test
    void aSecondTaskOfOneJobIsNotReportedAgainAfterARestore() {
        first.send("order-1", dog());
        first.provider.accept(0, "task_1");
        first.run();
        String jobId = first.disk.states(0).getFirst().job().id();
        Receipt.Acceptance second = new Receipt.Acceptance(jobId, List.of("task_2"), false, first.now());
        WorkerFixture next = successor();
        next.worker.receipt(0, second, false);
        next.run();
        assertThat(next.said).contains("double_charge_suspected");

        WorkerFixture last = new WorkerFixture(SETTINGS, FAIL, first.disk).at(next);
        last.worker.assigned(new Generation(2), Set.of(0), 1);
        last.run();
        last.worker.receipt(0, second, false);
        last.run();
        assertThat(last.said).doesNotContain("double_charge_suspected").noneMatch(said -> said.contains("task_2"));
        last.worker.receipt(0, new Receipt.Acceptance(jobId, List.of("task_3"), false, first.now()), false);
        last.run();
        assertThat(last.said).contains("double_charge_suspected").anyMatch(said -> said.contains("task_3"));
    }

    @Test
    void aReceiptAfterTheEndingIsReportedAndTheEndingStands() {
        first.send("order-1", "[1,2]");
        String jobId = first.disk.states(0).getFirst().job().id();
        first.worker.receipt(0, new Receipt.Acceptance(jobId, List.of("task_2"), false, first.now()), true);
        first.run();
        assertThat(first.said).anyMatch(said -> said.startsWith("unclaimed") && said.contains("task_2"));
        assertThat(first.disk.published).hasSize(1);
    }

    @Test
    void anOwnPostThatIsOpenWhenTheReceiptComesDoesNotStopTheChecks() {
        first.send("order-1", dog());
        String jobId = first.disk.states(0).getFirst().job().id();
        first.worker.receipt(0, new Receipt.Acceptance(jobId, List.of("task_1"), false, first.now()), true);
        first.run();
        first.provider.accept(0, "task_1");
        first.run();
        first.sleep(Duration.ofSeconds(21));
        assertThat(first.provider.checks).hasSize(1);
    }

    @Test
    void aReceiptThatOvertakesTheCommitOfAReplayDoesNotStopTheChecks() {
        first.send("order-1", dog());
        first.provider.answer(0, new SubmitOutcome.InDoubt(ProviderError.transport("cut")));
        first.run();
        first.committing = false;
        first.sleep(Duration.ofSeconds(5));
        String jobId = first.disk.states(0).getFirst().job().id();
        first.worker.receipt(0, new Receipt.Acceptance(jobId, List.of("task_1"), false, first.now()), true);
        first.run();
        first.committing = true;
        first.run();
        first.sleep(Duration.ofSeconds(21));
        assertThat(first.provider.posts).hasSize(1);
        assertThat(first.provider.checks).hasSize(1);
    }

    @Test
    void anOwnAnswerThatNamesTheReceiptsTaskIsNoReasonToLookForMoney() {
        first.send("order-1", dog());
        String jobId = first.disk.states(0).getFirst().job().id();
        first.worker.receipt(0, new Receipt.Acceptance(jobId, List.of("task_1"), false, first.now()), true);
        first.run();
        first.provider.accept(0, "task_1");
        first.run();
        assertThat(first.said).noneMatch(said -> said.startsWith("unclaimed"));
    }
}
