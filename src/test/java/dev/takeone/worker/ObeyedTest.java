package dev.takeone.worker;

import static dev.takeone.worker.WorkerFixture.dog;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.JobEvent;
import dev.takeone.job.ProviderError;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.journal.Restored;
import dev.takeone.orders.OrderReader;
import dev.takeone.orders.StandingOrders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What operators order, obeyed: nothing that is held is posted, and of two endings of a withdrawal exactly one comes. */
class ObeyedTest {
    private static final String HOLD = "{\"command\":\"hold\"}";
    private static final String WITHDRAW = "{\"command\":\"withdraw\",\"request_id\":\"order-1\",\"reason\":\"typo\"}";
    private static final ProviderError SAID = ProviderError.transport("said");

    private final WorkerFixture the = WorkerFixture.serving();

    @Test
    void nothingIsPostedWhileEverythingIsHeldAndAllOfItAfterwards() {
        order(HOLD);
        the.send("order-1", dog());
        the.sleep(Duration.ofHours(3));
        assertThat(the.provider.posts).isEmpty();

        order();
        the.run();
        assertThat(the.provider.posts).hasSize(1);
    }

    @Test
    void nothingIsPostedBeforeTheFirstWordOfOrders() {
        WorkerFixture fresh =
                new WorkerFixture(WorkerFixture.SETTINGS, WorkerFixture.RULES, new InMemoryJournal(), Optional.empty());
        fresh.worker.assigned(new Generation(1), Set.of(0), 1);
        fresh.run();
        fresh.send("order-1", dog());
        fresh.sleep(Duration.ofMinutes(10));
        assertThat(fresh.provider.posts).isEmpty();

        fresh.worker.ordered(StandingOrders.none("takeone"));
        fresh.sleep(Duration.ofSeconds(1));
        assertThat(fresh.provider.posts).hasSize(1);
    }

    @Test
    void aHoldOfOneModelHoldsNoOther() {
        order("{\"command\":\"hold\",\"model\":\"veo3.1-fast-official\"}");
        the.send("order-1", dog());
        the.send("order-2", dog().replace("fast", "quality"));
        the.run();

        assertThat(the.provider.posts).singleElement().asString().contains("quality");
    }

    @Test
    void theBoardIsToldHowFarOrdersAreObeyed() {
        the.sleep(Duration.ofSeconds(1));
        assertThat(the.worker.report().ordersTo()).isEmpty();

        the.worker.ordered(orders(HOLD).readTo(8));
        the.sleep(Duration.ofSeconds(1));
        assertThat(the.worker.report().ordersTo()).hasValue(8);
    }

    /** A commit may take seconds, and a connection too. */
    @Test
    void whatIsGrantedAndNotWrittenYetIsNotPostedUnderAHoldThatComesThen() {
        the.committing = false;
        the.send("order-1", dog());
        order(HOLD);
        the.committing = true;
        the.run();
        assertThat(the.provider.posts).isEmpty();
        assertThat(the.provider.withheld()).isOne();

        order();
        the.sleep(Duration.ofMinutes(1));
        assertThat(the.provider.posts).hasSize(1);
    }

    @Test
    void whatAHoldKeptFromBeingWrittenIsTakenBackAtOnceByTheWithdrawalThatStands() {
        the.committing = false;
        the.send("order-1", dog());
        order(WITHDRAW);
        order(HOLD, WITHDRAW);
        the.committing = true;
        the.run();

        assertThat(the.provider.posts).isEmpty();
        assertThat(endings()).hasSize(1);
    }

    @Test
    void soIsWhatWasProvablyNotAcceptedUnderAHold() {
        the.send("order-1", dog());
        order(HOLD, WITHDRAW);
        the.provider.answer(0, new SubmitOutcome.Throttled(Optional.empty(), SAID));
        the.run();

        assertThat(endings()).hasSize(1);
    }

    @Test
    void aReplayThatIsGrantedGoesOnUnderAHoldThatComesThen() {
        the.send("order-1", dog());
        the.provider.answer(0, new SubmitOutcome.InDoubt(SAID));
        the.committing = false;
        the.sleep(Duration.ofMinutes(1));
        order(HOLD);
        the.committing = true;
        the.sleep(Duration.ofMinutes(1));

        assertThat(the.provider.posts).hasSizeGreaterThan(1);
    }

    @Test
    void theReplayOfADoubtIsNoNewPurchaseAndGoesOnUnderAHold() {
        the.send("order-1", dog());
        order(HOLD);
        the.provider.answer(0, new SubmitOutcome.InDoubt(SAID));
        the.sleep(Duration.ofMinutes(1));

        assertThat(the.provider.posts).hasSizeGreaterThan(1);
    }

    @Test
    void theReplayOfWhatMayHaveBeenAcceptedIsNoNewPurchaseAndGoesOnUnderAHold() {
        the.send("order-1", dog());
        order(HOLD);
        the.provider.answer(0, new SubmitOutcome.Unavailable(Optional.empty(), SAID));
        the.sleep(Duration.ofMinutes(5));

        assertThat(the.provider.posts).hasSizeGreaterThan(1);
    }

    @Test
    void whatMayHaveBeenAcceptedIsAskedForUnderAHoldByItsNextOwnerToo() {
        the.send("order-1", dog());
        the.provider.answer(0, new SubmitOutcome.Unavailable(Optional.empty(), SAID));
        the.run();
        WorkerFixture next = new WorkerFixture(
                        WorkerFixture.SETTINGS, WorkerFixture.RULES, the.disk, Optional.of(orders(HOLD)))
                .at(the);
        next.worker.assigned(new Generation(2), Set.of(0), 1);
        next.run();
        next.sleep(Duration.ofMinutes(5));

        assertThat(next.provider.posts).isNotEmpty();
    }

    @Test
    void whatWaitsIsTakenBackAndNeverPosted() {
        order(HOLD);
        the.send("order-1", dog());
        the.send("order-2", dog());
        order(HOLD, WITHDRAW);
        order(WITHDRAW);
        the.run();

        assertThat(endings()).singleElement().satisfies(failed -> {
            assertThat(failed.job().identity().id()).isEqualTo("order-1");
            assertThat(failed.failure().reason().label()).isEqualTo("withdrawn");
            assertThat(failed.failure().message()).contains("The order n1").contains("typo");
        });
        assertThat(the.provider.posts).hasSize(1);
    }

    @Test
    void whatComesUnderAStandingWithdrawalEndsAsItComes() {
        order(WITHDRAW);
        the.send("order-1", dog());
        the.run();

        assertThat(endings()).hasSize(1);
        assertThat(the.provider.posts).isEmpty();
        assertThat(the.disk.nextOffset(0)).contains(1L);
    }

    @Test
    void theRepeatOfWhatWasWithdrawnIsNotBoughtWhenTheOrderIsOverHoweverManyInvalidOnesCame() {
        order(WITHDRAW);
        the.send("order-1", dog());
        the.worker.handed(
                new Generation(1),
                IntStream.rangeClosed(1, JobTable.UNSENT + 1)
                        .mapToObj(offset -> WorkerFixture.record(offset, "invalid-" + offset, "[1,2]"))
                        .toList());
        the.run();
        order();
        the.sendAt(JobTable.UNSENT + 2, "order-1", dog());
        the.run();

        assertThat(the.said).contains("repeated order-1");
        assertThat(the.provider.posts).isEmpty();
    }

    @Test
    void whatIsBegunGoesOnToItsOwnEnding() {
        the.send("order-1", dog());
        order(WITHDRAW);
        the.provider.accept(0, "task_1");
        the.run();

        assertThat(endings()).isEmpty();
        assertThat(the.disk.published("submitted")).hasSize(1);
    }

    @Test
    void anIntentOnItsWayToTheJournalIsBegun() {
        the.committing = false;
        the.send("order-1", dog());
        order(WITHDRAW);
        the.committing = true;
        the.run();

        assertThat(endings()).isEmpty();
        assertThat(the.provider.posts).hasSize(1);
    }

    @Test
    void whatProvablyWasNotAcceptedIsTakenBackInsteadOfAskedForAgain() {
        the.send("order-1", dog());
        order(WITHDRAW);
        the.provider.answer(0, new SubmitOutcome.NotSent(SAID));
        the.sleep(Duration.ofMinutes(1));

        assertThat(endings()).hasSize(1);
        assertThat(the.provider.posts).hasSize(1);
    }

    @Test
    void whatMayHaveBeenAcceptedIsBegunAndNotTakenBack() {
        the.send("order-1", dog());
        order(WITHDRAW);
        the.provider.answer(0, new SubmitOutcome.Unavailable(Optional.empty(), SAID));
        the.sleep(Duration.ofMinutes(1));

        assertThat(endings()).isEmpty();
        assertThat(the.provider.posts).hasSizeGreaterThan(1);
    }

    @Test
    void aWorkerThatReadsItsPartitionBackObeysWhatStands() {
        order(HOLD);
        the.send("order-1", dog());
        the.run();
        WorkerFixture next = new WorkerFixture(
                        WorkerFixture.SETTINGS, WorkerFixture.RULES, the.disk, Optional.of(orders(WITHDRAW)))
                .at(the);
        next.worker.assigned(new Generation(2), Set.of(0), 1);
        next.run();
        next.sleep(Duration.ofMinutes(2));

        assertThat(next.told).hasSize(1);
        assertThat(next.provider.posts).isEmpty();
    }

    @Test
    void whatAFormerOwnersRefusalBringsBackUnderAHoldIsTakenBackByTheWithdrawalThatStands() {
        the.send("order-1", dog());
        WorkerFixture next = successorUnderHoldAndWithdrawal();
        next.worker.assigned(new Generation(2), Set.of(0), 1);
        next.run();
        refusedAfterThePartitionHasMoved();
        next.journal.tellReceipts(0);
        next.run();

        assertThat(endings(next)).hasSize(1);
        assertThat(next.provider.posts).isEmpty();
    }

    @Test
    void soIsWhatARefusalBringsBackThatIsToldBeforeTheRestore() {
        the.send("order-1", dog());
        refusedAfterThePartitionHasMoved();
        WorkerFixture next = successorUnderHoldAndWithdrawal();
        the.disk.instead.put(0, new Restored.Unavailable(0, "the broker is away"));
        next.worker.assigned(new Generation(2), Set.of(0), 1);
        next.run();
        next.journal.tellReceipts(0);
        next.run();
        the.disk.instead.clear();
        next.sleep(Duration.ofSeconds(3));

        assertThat(endings(next)).hasSize(1);
        assertThat(next.provider.posts).isEmpty();
    }

    private WorkerFixture successorUnderHoldAndWithdrawal() {
        return new WorkerFixture(
                        WorkerFixture.SETTINGS, WorkerFixture.RULES, the.disk, Optional.of(orders(HOLD, WITHDRAW)))
                .at(the);
    }

    private void refusedAfterThePartitionHasMoved() {
        the.worker.gone(Set.of(0), 1);
        the.run();
        the.provider.answer(0, new SubmitOutcome.Throttled(Optional.empty(), SAID));
        the.run();
    }

    private List<JobEvent.Failed> endings() {
        return endings(the);
    }

    private static List<JobEvent.Failed> endings(WorkerFixture of) {
        return of.told.stream()
                .map(WorkerFixture.Heard.Told::event)
                .filter(JobEvent.Failed.class::isInstance)
                .map(JobEvent.Failed.class::cast)
                .toList();
    }

    /** These stand from now on, and no others. */
    private void order(String... orders) {
        the.worker.ordered(orders(orders));
        the.run();
    }

    private static StandingOrders orders(String... orders) {
        StandingOrders standing = StandingOrders.none("takeone");
        for (String each : orders) {
            String name = "n" + standing.orders().size();
            standing = standing.after(List.of(OrderReader.read(
                    name.getBytes(UTF_8), each.getBytes(UTF_8), Instant.parse("2026-11-22T10:00:00Z"))));
        }
        return standing;
    }
}
