package dev.takeone.worker;

import static dev.takeone.worker.WorkerFixture.RULES;
import static dev.takeone.worker.WorkerFixture.SETTINGS;
import static dev.takeone.worker.WorkerFixture.dog;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.JobState;
import dev.takeone.job.Rules;
import dev.takeone.journal.Receipt;
import dev.takeone.journal.Restored;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A task id that its worker could not journal reaches whoever has the job. */
class ReceiptTest {
    private static final Rules FAIL =
            new Rules(Rules.InDoubt.FAIL, RULES.replayWindow(), RULES.giveUpAfter(), RULES.deadline());

    private final WorkerFixture first = WorkerFixture.serving();

    private WorkerFixture successor() {
        WorkerFixture next = new WorkerFixture(SETTINGS, FAIL, first.disk).at(first);
        next.worker.assigned(1, Set.of(0), 1);
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

    @Test
    void aReceiptThatIsToldBeforeTheRestoreIsKeptForIt() {
        answeredAfterThePartitionHasMoved();
        WorkerFixture next = new WorkerFixture(SETTINGS, FAIL, first.disk).at(first);
        first.disk.instead.put(0, new Restored.Unavailable(0, "the broker is away"));
        next.worker.assigned(1, Set.of(0), 1);
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
        first.worker.receipt(0, new Receipt(jobId, List.of("task_2"), false, first.now()), true);
        first.run();
        assertThat(first.said).contains("double_charge_suspected").anyMatch(said -> said.contains("task_2"));
        assertThat(first.disk.states(0))
                .singleElement()
                .isInstanceOfSatisfying(
                        JobState.Submitted.class,
                        job -> assertThat(job.taskIds()).containsExactly("task_1"));
    }

    @Test
    void aReceiptAfterTheEndingIsReportedAndTheEndingStands() {
        first.send("order-1", "[1,2]");
        String jobId = first.disk.states(0).getFirst().job().id();
        first.worker.receipt(0, new Receipt(jobId, List.of("task_2"), false, first.now()), true);
        first.run();
        assertThat(first.said).anyMatch(said -> said.startsWith("unclaimed") && said.contains("task_2"));
        assertThat(first.disk.published).hasSize(1);
    }

    @Test
    void anOwnPostThatIsOpenWhenTheReceiptComesDoesNotStopTheChecks() {
        first.send("order-1", dog());
        String jobId = first.disk.states(0).getFirst().job().id();
        first.worker.receipt(0, new Receipt(jobId, List.of("task_1"), false, first.now()), true);
        first.run();
        first.provider.accept(0, "task_1");
        first.run();
        first.sleep(Duration.ofSeconds(21));
        assertThat(first.provider.checks).hasSize(1);
    }
}
