package dev.takeone.worker;

import static dev.takeone.worker.WorkerFixture.DEADLINE;
import static dev.takeone.worker.WorkerFixture.RULES;
import static dev.takeone.worker.WorkerFixture.SETTLE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.JobState;
import dev.takeone.job.ProviderError;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.job.SubmitOutcome.AccountHeld;
import dev.takeone.job.SubmitOutcome.Throttled;
import dev.takeone.journal.Restored;
import dev.takeone.orders.OrderReader;
import dev.takeone.orders.StandingOrders;
import dev.takeone.provider.quota.Closure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** An account that is held for longer than a request may be refused, and than a row may stand in the journal. */
class HeldAccountTest {
    private static final int REQUESTS = 300;
    private static final Duration STEP = Duration.ofSeconds(10);
    private static final Duration REFRESH = Duration.ofHours(2);
    private static final Duration LONGER_THAN_PATIENCE = RULES.giveUpAfter().plusHours(1);
    private static final ProviderError SAID = ProviderError.transport("said");
    private static final SubmitOutcome OVERLOADED = new Throttled(
            Optional.of(Duration.ofMinutes(5)),
            new ProviderError(Optional.of(503), Optional.empty(), Optional.empty(), Optional.empty()));
    private static final WorkerSettings SETTINGS = new WorkerSettings(
            2 * REQUESTS,
            1L << 30,
            64,
            64,
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Optional.of(Duration.ofMinutes(10)),
            Duration.ofHours(24),
            REFRESH,
            DEADLINE,
            SETTLE,
            SpendSettings.NONE);

    private static SubmitOutcome held(int post) {
        return new AccountHeld(SAID);
    }

    private static SubmitOutcome throttled(int post) {
        return new Throttled(Optional.empty(), SAID);
    }

    private static SubmitOutcome taken(int post) {
        return new SubmitOutcome.Accepted(List.of("task_" + post), false, Optional.empty());
    }

    private final InMemoryJournal disk = new InMemoryJournal();
    private WorkerFixture worker = WorkerFixture.serving(SETTINGS, RULES, disk);
    private int answered;

    /** Every POST that is open, or comes within that time, is answered so. */
    private void answering(IntFunction<SubmitOutcome> answer, Duration time) {
        Instant end = worker.now().plus(time);
        while (worker.now().isBefore(end)) {
            for (; answered < worker.provider.posts.size(); answered++) {
                worker.provider.answer(answered, answer.apply(answered));
            }
            worker.pass(STEP);
        }
    }

    private void send() {
        for (int number = 0; number < REQUESTS; number++) {
            worker.send("order-" + number, WorkerFixture.dog());
        }
    }

    private void restart() {
        worker.worker.gone(Set.of(0), 1);
        worker.run();
        worker = new WorkerFixture(SETTINGS, RULES, disk).at(worker);
        worker.worker.assigned(new Generation(2), Set.of(0), 1);
        worker.run();
        answered = 0;
    }

    private void assertAllWait() {
        assertThat(disk.published).isEmpty();
        assertThat(disk.states(0)).hasSize(REQUESTS).allMatch(JobState.Accepted.class::isInstance);
    }

    private void assertAllArePaidOnce() {
        assertThat(disk.published("failed")).isEmpty();
        assertThat(disk.published("submitted")).hasSize(REQUESTS);
        assertThat(disk.states(0)).hasSize(REQUESTS).allMatch(JobState.Submitted.class::isInstance);
    }

    @Test
    void allRequestsOutliveTheHoldAndGoOnByThemselves() {
        send();
        answering(HeldAccountTest::throttled, Duration.ofMinutes(1));
        int beforeTheHold = worker.provider.posts.size();
        answering(HeldAccountTest::held, LONGER_THAN_PATIENCE);
        assertAllWait();
        assertThat(worker.worker.status().calls().holds())
                .extracting(Closure::cause)
                .contains(Closure.Cause.ACCOUNT_HELD);
        assertThat(worker.provider.posts.size() - beforeTheHold)
                .as("one try a minute, and no more")
                .isLessThan((int) LONGER_THAN_PATIENCE.toMinutes() + 100);
        assertThat(disk.writes()).as("rows written again").isGreaterThan(4 * REQUESTS);

        answering(HeldAccountTest::throttled, Duration.ofMinutes(3));
        answering(HeldAccountTest::taken, Duration.ofMinutes(9));
        assertAllArePaidOnce();
    }

    @Test
    void aRestartInTheMiddleOfTheHoldChangesNothing() {
        send();
        answering(HeldAccountTest::throttled, Duration.ofMinutes(1));
        answering(HeldAccountTest::held, LONGER_THAN_PATIENCE);
        restart();
        answering(HeldAccountTest::held, LONGER_THAN_PATIENCE);
        assertAllWait();

        answering(HeldAccountTest::throttled, Duration.ofMinutes(3));
        answering(HeldAccountTest::taken, Duration.ofMinutes(9));
        assertAllArePaidOnce();
    }

    /** Others pass in between; it is remembered for two days when the account was held. */
    @Test
    void severalHoldsOverDaysBringNoRequestNearerToBeingGivenUp() {
        worker.send("order-1", WorkerFixture.dog());
        answering(HeldAccountTest::throttled, Duration.ofSeconds(20));
        for (Duration days : List.of(Duration.ofHours(30), Duration.ofHours(49))) {
            answering(HeldAccountTest::held, days);
            worker.send("cat-" + days, WorkerFixture.dog().replace("dog", "cat"));
            answering(this::takenIfOfACat, Duration.ofMinutes(5));
        }
        assertThat(disk.published("submitted")).hasSize(2);

        answering(HeldAccountTest::throttled, Duration.ofMinutes(5));
        assertThat(disk.published("failed")).isEmpty();
    }

    private SubmitOutcome takenIfOfACat(int post) {
        return worker.provider.posts.get(post).body().contains("cat") ? taken(post) : held(post);
    }

    @Test
    void aStormOf429sCostsNoJobItsLifeAndIsNotAnsweredWithAStorm() {
        send();
        answering(HeldAccountTest::throttled, Duration.ofHours(1));
        assertAllWait();
        assertThat(worker.provider.posts)
                .as("those that were open together, and then one try a minute")
                .hasSizeLessThan(64 + 60 + 20);

        answering(HeldAccountTest::taken, Duration.ofMinutes(15));
        assertAllArePaidOnce();
    }

    /** The hold ends for all with the first request that is answered as it should be. */
    @Test
    void aRefusalThatIsTheRequestsOwnStillCountsBesideTheHold() {
        worker.send("order-1", WorkerFixture.dog());
        worker.send("order-2", WorkerFixture.dog().replace("dog", "cat"));
        answering(HeldAccountTest::throttled, Duration.ofHours(4));
        answering(HeldAccountTest::held, LONGER_THAN_PATIENCE);
        assertThat(disk.published).isEmpty();

        answering(
                post -> worker.provider.posts.get(post).body().contains("cat") ? taken(post) : throttled(post),
                Duration.ofHours(3));
        assertThat(disk.published("submitted")).hasSize(1);
        assertThat(disk.published("failed"))
                .singleElement()
                .satisfies(event -> assertThat(event.value()).contains("retries_exhausted", "order-1"));
    }

    private List<Closure.Cause> holds() {
        return worker.worker.status().calls().holds().stream()
                .map(Closure::cause)
                .toList();
    }

    /** The only request of a model is told to wait for five minutes, and taken back; another model's is at the provider. */
    private void leaveAModelHeldWithoutRequests() {
        worker.send("order-1", ofTheOtherModel());
        worker.provider.answer(0, OVERLOADED);
        worker.run();
        worker.send("order-2", WorkerFixture.dog());
        worker.worker.ordered(StandingOrders.none("takeone")
                .after(List.of(OrderReader.read(
                        "typo".getBytes(UTF_8),
                        "{\"command\":\"withdraw\",\"request_id\":\"order-1\"}".getBytes(UTF_8),
                        worker.now()))));
        worker.run();
        assertThat(disk.published("failed")).hasSize(1);
    }

    private static String ofTheOtherModel() {
        return WorkerFixture.dog().replace("fast", "quality");
    }

    /** No call would come that opens it. */
    @Test
    void aModelsHoldEndsWithItsLastRequestThoughAnotherModelIsBusy() {
        leaveAModelHeldWithoutRequests();
        worker.sleep(Duration.ofMinutes(4));
        assertThat(holds()).containsExactly(Closure.Cause.THROTTLED);

        worker.sleep(Duration.ofMinutes(2));
        assertThat(worker.provider.posts).hasSize(2);
        assertThat(holds()).isEmpty();
    }

    @Test
    void noModelIsCalledSoonerForThatNothingWaitedForItMeanwhile() {
        leaveAModelHeldWithoutRequests();
        worker.sleep(Duration.ofMinutes(2));
        worker.send("order-3", ofTheOtherModel());

        worker.sleep(Duration.ofMinutes(2));
        assertThat(worker.provider.posts).hasSize(2);
        worker.sleep(Duration.ofMinutes(2));
        assertThat(worker.provider.posts).hasSize(3);
    }

    /** Two partitions, of which the second has found out that the account is held. */
    private void serveTwo() {
        worker.worker.assigned(new Generation(2), Set.of(1), 2);
        worker.run();
        worker.worker.handed(new Generation(2), List.of(WorkerFixture.record(1, 0, "order-1", WorkerFixture.dog())));
        worker.run();
        worker.provider.answer(worker.provider.posts.size() - 1, held(0));
        worker.run();
    }

    @Test
    void noHoldIsForgottenWhileAJobSettles() {
        worker.send("order-0", WorkerFixture.dog());
        worker = new WorkerFixture(SETTINGS, RULES, disk).at(worker);
        worker.worker.assigned(new Generation(1), Set.of(1), 2);
        worker.run();
        worker.sleep(Duration.ofMinutes(1));
        serveTwo();
        worker.worker.assigned(new Generation(2), Set.of(0), 2);
        worker.worker.gone(Set.of(1), 2);
        worker.run();
        worker.sleep(Duration.ofSeconds(5));

        assertThat(worker.said).contains("serving 0 live=1 remembered=0");
        assertThat(holds()).contains(Closure.Cause.ACCOUNT_HELD);
    }

    @Test
    void noHoldIsForgottenWhileAPartitionIsReadBack() {
        serveTwo();
        disk.instead.put(1, new Restored.Unavailable(1, "the broker is away"));
        worker.journal.lose();
        worker.run();
        worker.sleep(Duration.ofSeconds(5));

        assertThat(holds()).contains(Closure.Cause.ACCOUNT_HELD);
    }
}
