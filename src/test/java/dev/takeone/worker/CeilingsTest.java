package dev.takeone.worker;

import static dev.takeone.worker.WorkerFixture.RULES;
import static dev.takeone.worker.WorkerFixture.SETTINGS;
import static dev.takeone.worker.WorkerFixture.dog;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.account.Ceilings;
import dev.takeone.account.Credit;
import dev.takeone.account.DealingNumber;
import dev.takeone.account.Dollars;
import dev.takeone.account.Report;
import dev.takeone.account.Spent;
import dev.takeone.job.JobEvent;
import dev.takeone.job.ProviderError;
import dev.takeone.job.StatusOutcome;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.job.Video;
import dev.takeone.journal.Restored;
import dev.takeone.request.PerRequest;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What requests may cost: dear ones end, and those that there are no dollars for wait until there are. */
class CeilingsTest {
    private static final ProviderError SAID = ProviderError.transport("said");

    private static WorkerFixture perRequest(String most) {
        return WorkerFixture.serving(limited(most), RULES, new InMemoryJournal());
    }

    private static WorkerSettings limited(String most) {
        return settings(
                new SpendSettings(Ceilings.NONE, new PerRequest(Optional.of(new BigDecimal(most)), Optional.empty())));
    }

    /** Whoever has the partition next was told of a lower limit. */
    private static WorkerFixture loweredAfter(WorkerFixture before) {
        WorkerFixture next = new WorkerFixture(limited("0.1"), RULES, before.disk).at(before);
        next.worker.assigned(new Generation(2), Set.of(0), 1);
        next.run();
        return next;
    }

    private static List<String> endings(WorkerFixture the) {
        return the.told.stream()
                .map(WorkerFixture.Heard.Told::event)
                .filter(JobEvent.Failed.class::isInstance)
                .map(event -> ((JobEvent.Failed) event).failure())
                .map(failure -> failure.reason().label() + ", "
                        + failure.charge().charged().label())
                .toList();
    }

    private static WorkerSettings settings(SpendSettings spend) {
        return new WorkerSettings(
                SETTINGS.maxWaiting(),
                SETTINGS.maxWaitingBytes(),
                SETTINGS.maxPosts(),
                SETTINGS.maxChecks(),
                SETTINGS.checkInterval(),
                SETTINGS.checkDelay(),
                SETTINGS.firstCheck(),
                SETTINGS.retention(),
                SETTINGS.refreshAfter(),
                SETTINGS.writeDeadline(),
                SETTINGS.settleAfter(),
                spend);
    }

    @Test
    void aRequestThatIsTooExpensiveIsNotSentAndItsIdentityIsSpent() {
        WorkerFixture the = perRequest("0.01");
        the.send("order-1", dog());
        the.run();
        assertThat(the.provider.posts).isEmpty();
        assertThat(the.disk.published("failed")).hasSize(1);

        the.send("order-1", dog());
        the.run();
        assertThat(the.disk.published("failed")).hasSize(1);
    }

    @Test
    void aRequestInHandThatIsAboveALoweredLimitEndsAndIsNotSent() {
        WorkerFixture before = WorkerFixture.serving();
        before.credit = upTo(1, "0");
        before.pass(Duration.ofSeconds(1));
        before.send("order-1", dog());
        assertThat(before.provider.posts).isEmpty();

        WorkerFixture next = loweredAfter(before);
        assertThat(endings(next)).containsExactly("too_expensive, no");
        next.sleep(Duration.ofMinutes(5));
        assertThat(next.provider.posts).isEmpty();
        assertThat(endings(next)).hasSize(1);
    }

    @Test
    void whatWasProvablyNotAcceptedIsNotSentAgainAboveALoweredLimit() {
        WorkerFixture before = WorkerFixture.serving();
        before.send("order-1", dog());
        before.worker.gone(Set.of(0), 1);
        before.run();
        before.provider.answer(0, new SubmitOutcome.Throttled(Optional.empty(), SAID));
        before.run();

        WorkerFixture next = loweredAfter(before);
        assertThat(endings(next)).as("it may still be answered").isEmpty();
        next.sleep(Duration.ofMinutes(5));
        assertThat(next.provider.posts).isEmpty();
        assertThat(endings(next)).containsExactly("too_expensive, no");
    }

    @Test
    void whatMayHaveBeenAcceptedIsAskedForAboveALoweredLimitToo() {
        WorkerFixture before = WorkerFixture.serving();
        before.send("order-1", dog());
        before.provider.answer(0, new SubmitOutcome.Unavailable(Optional.empty(), SAID));
        before.run();

        WorkerFixture next = loweredAfter(before);
        next.sleep(Duration.ofMinutes(5));
        assertThat(endings(next)).isEmpty();
        assertThat(next.provider.posts).isNotEmpty();
    }

    private static Credit upTo(long dealing, String dollars) {
        return new Credit(
                new DealingNumber(dealing), OptionalLong.of(Dollars.micros(new BigDecimal(dollars))), Ceilings.NONE);
    }

    @Test
    void whatIsParkedGoesOnByItselfAsDollarsCome() {
        WorkerFixture the = WorkerFixture.serving();
        the.credit = upTo(1, "0.512");
        the.pass(Duration.ofSeconds(1));
        for (int number = 0; number < 4; number++) {
            the.send("order-" + number, dog());
        }
        the.sleep(Duration.ofMinutes(10));
        assertThat(the.provider.posts).hasSize(1);
        assertThat(the.disk.published("failed")).isEmpty();

        the.credit = upTo(2, "1.1");
        the.pass(Duration.ofSeconds(1));
        assertThat(the.provider.posts).hasSize(2);

        the.credit = new Credit(new DealingNumber(3), OptionalLong.empty(), Ceilings.NONE);
        the.pass(Duration.ofSeconds(1));
        assertThat(the.provider.posts).as("the ceiling is gone").hasSize(4);
    }

    @Test
    void whatCostsMoreThanItsEstimateLeavesLessToDrawAtOnce() {
        WorkerFixture the = WorkerFixture.serving();
        the.credit = upTo(1, "1.1");
        the.pass(Duration.ofSeconds(1));
        endOne(the, Optional.of(new BigDecimal("0.9")));
        the.send("order-2", dog());
        the.sleep(Duration.ofMinutes(1));
        assertThat(the.provider.posts).as("0.9 and 0.512 are more than 1.1").hasSize(1);
        assertThat(spent(the).hour()).isEqualTo(900_000);
        assertThat(the.worker.report().purse().drawn())
                .as("told as drawn beside what is told as spent, lest it count twice")
                .isEqualTo(900_000);

        the.credit = upTo(2, "1.412");
        the.pass(Duration.ofSeconds(1));
        assertThat(the.provider.posts).hasSize(2);
    }

    @Test
    void whatCostsLessThanItsEstimateIsRoomOnlyByTheNextDealing() {
        WorkerFixture the = WorkerFixture.serving();
        the.credit = upTo(1, "1.0");
        the.pass(Duration.ofSeconds(1));
        endOne(the, Optional.of(new BigDecimal("0.1")));
        the.send("order-2", dog());
        the.sleep(Duration.ofMinutes(1));
        assertThat(the.provider.posts).hasSize(1);
        assertThat(the.worker.report().purse().drawn()).isEqualTo(512_000);
    }

    @Test
    void whatWasSpentIsToldAndAClockThatIsSetForwardForgetsNothingOfIt() {
        WorkerFixture the = WorkerFixture.serving();
        the.send("order-1", dog());
        the.provider.accept(0, "task_1");
        the.run();
        the.sleep(Duration.ofSeconds(1));
        assertThat(spent(the).running()).isEqualTo(512_000);

        the.sleep(Duration.ofSeconds(20));
        the.provider.tell(
                0,
                new StatusOutcome.Completed(
                        List.of(new Video("https://cdn.example/x.mp4", Optional.empty())),
                        Optional.empty(),
                        Optional.empty()));
        the.run();
        the.sleep(Duration.ofSeconds(1));
        assertThat(spent(the).running()).isZero();
        assertThat(spent(the).hour()).isEqualTo(512_000);

        the.setClock(Duration.ofHours(25));
        the.sleep(Duration.ofSeconds(1));
        assertThat(spent(the).hour()).isEqualTo(512_000);
        assertThat(spent(the).day()).isEqualTo(512_000);
    }

    @Test
    void whatWasSpentIsStillToldWhereItIsReadBackUnderAClockThatWasSetForward() {
        WorkerFixture the = WorkerFixture.serving();
        endOne(the);
        the.setClock(Duration.ofHours(25));
        the.journal.lose();
        the.run();
        the.sleep(Duration.ofSeconds(1));
        assertThat(spent(the).hour()).isEqualTo(512_000);
        assertThat(spent(the).day()).isEqualTo(512_000);

        the.sleep(Duration.ofMinutes(66));
        assertThat(spent(the).hour()).as("and no longer").isZero();
    }

    /** Else each later restore would count the spending of hours as of this moment, and close the ceiling. */
    @Test
    void whatEndsAfterTheClockWasSetAheadCountsFromWhenItEnded() {
        WorkerFixture the = WorkerFixture.serving();
        the.setClock(Duration.ofHours(8));
        endOne(the);
        the.sleep(Duration.ofHours(2));
        the.journal.lose();
        the.run();
        the.sleep(Duration.ofSeconds(1));
        assertThat(spent(the).hour()).isZero();
        assertThat(spent(the).day()).isEqualTo(512_000);
    }

    private static void endOne(WorkerFixture the) {
        endOne(the, Optional.empty());
    }

    private static void endOne(WorkerFixture the, Optional<BigDecimal> cost) {
        the.send("order-1", dog());
        the.provider.accept(0, "task_1");
        the.sleep(Duration.ofSeconds(21));
        the.provider.tell(
                0,
                new StatusOutcome.Completed(
                        List.of(new Video("https://cdn.example/x.mp4", Optional.empty())), Optional.empty(), cost));
        the.run();
    }

    @Test
    void aRequestThatCostsMoreThanAWholeCeilingDoesNotWaitInSilence() {
        WorkerFixture the = WorkerFixture.serving(
                settings(new SpendSettings(
                        new Ceilings(OptionalLong.of(500_000), OptionalLong.empty()),
                        new PerRequest(Optional.empty(), Optional.empty()))),
                RULES,
                new InMemoryJournal());
        the.send("order-1", dog());
        the.sleep(Duration.ofMinutes(3));

        assertThat(the.provider.posts).isEmpty();
        assertThat(the.disk.published("failed")).isEmpty();
        assertThat(the.worker.status().jobs().tooDear()).isEqualTo(1);
    }

    @Test
    void aRequestThatIsDearerThanAnotherWorkersCeilingLetsOthersPass() {
        WorkerFixture the = WorkerFixture.serving();
        the.credit = new Credit(
                new DealingNumber(1),
                OptionalLong.of(10_000_000),
                new Ceilings(OptionalLong.of(500_000), OptionalLong.empty()));
        the.pass(Duration.ofSeconds(1));
        the.send("dear", dog());
        the.sleep(Duration.ofMinutes(3));
        assertThat(the.provider.posts).isEmpty();
        assertThat(the.worker.status().jobs().tooDear()).isEqualTo(1);
    }

    @Test
    void aPartitionThatWaitsForItsFirstJournalTellsThatNothingWasSpent() {
        WorkerFixture the = WorkerFixture.serving();
        the.disk.instead.put(1, new Restored.Unavailable(1, "the topic jobs has 1 partitions", true));
        the.disk.instead.put(2, new Restored.Unavailable(2, "the broker is away"));
        the.worker.assigned(new Generation(2), Set.of(1, 2), 3);
        the.run();
        the.sleep(Duration.ofSeconds(5));

        List<Report.Part> parts = the.worker.report().partitions();
        assertThat(parts.get(1).spent().orElseThrow().counts()).isFalse();
        assertThat(parts.get(2).spent()).as("nobody knows").isEmpty();
    }

    /** Its next owner may not be able to read the journal: then only this worker can tell that nothing was spent. */
    @Test
    void thatNothingWasSpentInAPartitionIsToldForADayAfterItHasGone() {
        WorkerFixture the = WorkerFixture.serving();
        the.sleep(Duration.ofSeconds(1));
        the.worker.gone(Set.of(0), 1);
        the.run();
        the.sleep(Duration.ofHours(1));
        assertThat(the.worker.report().partitions()).singleElement().satisfies(part -> {
            assertThat(part.state()).isEqualTo(Report.Part.State.LEFT);
            assertThat(part.spent()).isPresent();
        });

        the.sleep(Duration.ofHours(25));
        assertThat(the.worker.report().partitions()).isEmpty();
    }

    private static Spent spent(WorkerFixture the) {
        return the.worker.report().partitions().getFirst().spent().orElseThrow();
    }

    @Test
    void aRequestThatCostsNoMoreThanItMayIsSent() {
        WorkerFixture the = perRequest("1000");
        the.send("order-1", dog());
        the.run();
        assertThat(the.provider.posts).hasSize(1);
    }
}
