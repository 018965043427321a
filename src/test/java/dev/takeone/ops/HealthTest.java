package dev.takeone.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.account.Ceilings;
import dev.takeone.account.Spending;
import dev.takeone.job.ProviderError;
import dev.takeone.journal.BrokerAway;
import dev.takeone.journal.Unwritten;
import dev.takeone.journal.threads.ThreadState;
import dev.takeone.journal.topics.TopicFacts;
import dev.takeone.orders.Order;
import dev.takeone.orders.OrderReading;
import dev.takeone.orders.StandingOrders;
import dev.takeone.outage.Outage;
import dev.takeone.provider.quota.Closure;
import dev.takeone.provider.quota.Lane;
import dev.takeone.worker.WorkerStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class HealthTest {
    private static final ThreadState WORKING = new ThreadState("writer", Duration.ofSeconds(1), Optional.empty());
    private static final WorkerStatus.Jobs NO_JOBS = new WorkerStatus.Jobs(0, 0, 0, 0, 0, Optional.empty());
    private static final WorkerStatus.Calls NO_CALLS = new WorkerStatus.Calls(0, 0, List.of());
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void anIdleWorkerTellsOfABrokerThatIsAway() {
        BrokerAway away = new BrokerAway(NOON.minusSeconds(30), "no answer");

        HealthCheckResponse answer = Health.broker(idle(), Optional.of(away), Optional.empty(), NOON);

        assertThat(answer.getStatus()).isEqualTo(Status.DOWN);
        assertThat(answer.getData()).hasValue(Map.of("since", "2026-11-22T11:59:30Z", "why", "no answer"));
    }

    @Test
    void whatCannotBeReadIsToldWithItsPlace() {
        FakeIntake intake = new FakeIntake();
        assertThat(Health.intake(intake).getStatus()).isEqualTo(Status.UP);

        intake.unreadable.put(3, "the batch at offset 7");
        assertThat(Health.intake(intake).getStatus()).isEqualTo(Status.DOWN);
        assertThat(Health.intake(intake).getData()).hasValue(Map.of("unreadable_3", "the batch at offset 7"));
    }

    @Test
    void aGroupThatCannotBeJoinedIsTold() {
        FakeIntake intake = new FakeIntake();
        intake.hindrance = Optional.of("the group is full");

        assertThat(Health.intake(intake).getStatus()).isEqualTo(Status.DOWN);
        assertThat(Health.intake(intake).getData()).hasValue(Map.of("why", "the group is full"));
    }

    @Test
    void decisionsThatWaitLongerThanATransactionMayTakeAreTold() {
        HealthCheckResponse brief =
                Health.broker(waiting(Duration.ofSeconds(15)), Optional.empty(), Optional.empty(), NOON);
        HealthCheckResponse longer =
                Health.broker(waiting(Duration.ofSeconds(16)), Optional.empty(), Optional.empty(), NOON);

        assertThat(brief.getStatus()).isEqualTo(Status.UP);
        assertThat(longer.getStatus()).isEqualTo(Status.DOWN);
        assertThat(longer.getData()).hasValue(Map.of("no_commit_since", "2026-11-22T11:59:44Z"));
    }

    @Test
    void aStoppedPartitionIsNotWellButReady() {
        WorkerStatus status = status(Map.of(), Map.of(2, "the choices"), Optional.empty());

        assertThat(Health.ready(status).getStatus()).isEqualTo(Status.UP);
        assertThat(Health.partitions(status).getStatus()).isEqualTo(Status.DOWN);
        assertThat(Health.partitions(status).getData()).hasValue(Map.of("stopped_2", "the choices"));
    }

    @Test
    void aPartitionInRestoreIsNotReadyAndNotWellOnceItWaitsForSomething() {
        WorkerStatus reading = status(Map.of(1, ""), Map.of(), Optional.empty());
        WorkerStatus stuck = status(Map.of(1, "the broker is away"), Map.of(), Optional.empty());

        assertThat(Health.ready(reading).getStatus()).isEqualTo(Status.DOWN);
        assertThat(Health.partitions(reading).getStatus()).isEqualTo(Status.UP);
        assertThat(Health.partitions(stuck).getStatus()).isEqualTo(Status.DOWN);
        assertThat(Health.partitions(stuck).getData()).hasValue(Map.of("waiting_1", "the broker is away"));
    }

    @Test
    void aDecidingThreadThatDoesNotTickIsNotLive() {
        assertThat(Health.deciding(idle(), NOON.plusSeconds(29)).getStatus()).isEqualTo(Status.UP);
        assertThat(Health.deciding(idle(), NOON.plusSeconds(30)).getStatus()).isEqualTo(Status.DOWN);
    }

    @Test
    void aWorkerThatCanDoNoMoreIsNotLive() {
        HealthCheckResponse answer = Health.deciding(status(Map.of(), Optional.of("two with one id")), NOON);

        assertThat(answer.getStatus()).isEqualTo(Status.DOWN);
        assertThat(answer.getData()).hasValue(Map.of("halted", "two with one id"));
    }

    @Test
    void aPollingThreadThatDoesNotPollIsNotLive() {
        HealthCheckResponse late = Health.polling(true, Optional.of(Duration.ofMinutes(2)));

        assertThat(Health.polling(false, Optional.empty()).getStatus()).isEqualTo(Status.UP);
        assertThat(Health.polling(true, Optional.empty()).getStatus())
                .as("joined, and the channel is closed")
                .isEqualTo(Status.DOWN);
        assertThat(Health.polling(true, Optional.of(Duration.ofSeconds(119))).getStatus())
                .isEqualTo(Status.UP);
        assertThat(late.getStatus()).isEqualTo(Status.DOWN);
        assertThat(late.getData()).hasValue(Map.of("quiet_seconds", 120L));
    }

    @Test
    void aJournalThatIsRefusedForGoodDoesNotLookWell() {
        Unwritten refused = new Unwritten(NOON.minusSeconds(16), "this machine's clock");

        HealthCheckResponse answer = Health.broker(idle(), Optional.empty(), Optional.of(refused), NOON);

        assertThat(answer.getStatus()).isEqualTo(Status.DOWN);
        assertThat(answer.getData())
                .hasValue(Map.of("refused_since", NOON.minusSeconds(16).toString(), "refused", "this machine's clock"));
        assertThat(Health.broker(idle(), Optional.empty(), Optional.of(refused), NOON.minusSeconds(2))
                        .getStatus())
                .as("for a moment")
                .isEqualTo(Status.UP);
    }

    @Test
    void aJournalThreadThatDoesNotMoveIsNotLive() {
        assertThat(Health.journal(List.of(WORKING, quiet(Duration.ofSeconds(119))))
                        .getStatus())
                .isEqualTo(Status.UP);
        assertThat(Health.journal(List.of(WORKING, quiet(Duration.ofMinutes(2))))
                        .getStatus())
                .isEqualTo(Status.DOWN);
    }

    @Test
    void aJournalThreadThatAnErrorHasEndedIsNotLive() {
        HealthCheckResponse answer = Health.journal(List.of(
                WORKING, new ThreadState("restorer", Duration.ZERO, Optional.of("java.lang.NoClassDefFoundError: x"))));

        assertThat(answer.getStatus()).isEqualTo(Status.DOWN);
        assertThat(answer.getData())
                .hasValue(Map.of("writer", "quiet for 1 s", "restorer", "ended by java.lang.NoClassDefFoundError: x"));
    }

    private static ThreadState quiet(Duration length) {
        return new ThreadState("receipts", length, Optional.empty());
    }

    @Test
    void aThreadAtTheAccountBoardThatDoesNotMoveIsNotLive() {
        assertThat(Health.board(Duration.ofSeconds(119)).getStatus()).isEqualTo(Status.UP);
        assertThat(Health.board(Duration.ofMinutes(2)).getStatus()).isEqualTo(Status.DOWN);
    }

    @Test
    void aThreadThatFollowsOrdersOrCallbacksAndDoesNotMoveIsNotLive() {
        Duration moving = Duration.ofSeconds(119);
        Duration stuck = Duration.ofMinutes(2);
        assertThat(Health.following(moving, moving).getStatus()).isEqualTo(Status.UP);
        assertThat(Health.following(stuck, moving).getStatus()).isEqualTo(Status.DOWN);
        assertThat(Health.following(moving, stuck).getStatus()).isEqualTo(Status.DOWN);
        assertThat(Health.following(moving, stuck).getData())
                .hasValue(Map.of("orders_quiet_seconds", 119L, "callbacks_quiet_seconds", 120L));
    }

    @Test
    void ordersThatWereNotReadHoldAndAreTold() {
        StandingOrders none = StandingOrders.none("takeone");
        assertThat(Health.orders(none, Optional.empty()).getStatus()).isEqualTo(Status.UP);

        HealthCheckResponse answer =
                Health.orders(none, Optional.of(new Outage(NOON, "the topic video.commands is missing")));
        assertThat(answer.getStatus()).isEqualTo(Status.DOWN);
        assertThat(answer.getData())
                .hasValue(Map.of("unread_since", "2026-11-22T12:00:00Z", "why", "the topic video.commands is missing"));
    }

    @Test
    void whoHoldsAndWhyIsToldAndWhatIsNoOrder() {
        StandingOrders orders = StandingOrders.none("takeone")
                .after(List.of(
                        new OrderReading.Given(new Order.Hold(
                                "hold",
                                Optional.empty(),
                                Optional.of("veo3.1-fast-official"),
                                Optional.of("price shock"),
                                Optional.of("ann"))),
                        new OrderReading.Given(new Order.Hold(
                                "others", Optional.of("bulk"), Optional.empty(), Optional.empty(), Optional.empty())),
                        new OrderReading.Broken("everything", "withdraw needs a condition")));

        HealthCheckResponse answer = Health.orders(orders, Optional.empty());
        assertThat(answer.getStatus()).isEqualTo(Status.DOWN);
        assertThat(answer.getData().orElseThrow())
                .containsOnlyKeys("held_by_hold", "ignored_everything")
                .containsEntry("ignored_everything", "withdraw needs a condition")
                .extractingByKey("held_by_hold")
                .asString()
                .startsWith("no new POST for veo3.1-fast-official, by ann: price shock;");
    }

    @Test
    void anOrdersLongNameIsCutWhereItIsShownAndWholeWhereItSaysHowItEnds() {
        String name = "h".repeat(5_000);
        Order.Hold hold = new Order.Hold(name, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        StandingOrders orders = StandingOrders.none("takeone").after(List.of(new OrderReading.Given(hold)));

        assertThat(Health.orders(orders, Optional.empty()).getData().orElseThrow())
                .hasEntrySatisfying(
                        "held_by_" + "h".repeat(200) + "...",
                        how -> assertThat(how.toString()).contains("the key " + name + " without a value"));
    }

    @Test
    void requestsThatWaitForRoomUnderACeilingAreToldWithWhatWasSpentAndWhenThereIsRoom() {
        Ceilings ceilings = new Ceilings(OptionalLong.of(10_000_000), OptionalLong.empty());
        HealthCheckResponse answer = Health.spend(
                new Spending(
                        ceilings,
                        1_500_000,
                        400_000,
                        250_000,
                        8_000_000,
                        20_000_000,
                        Optional.of(NOON),
                        Optional.of(NOON.plusSeconds(1)),
                        List.of("takeone-3"),
                        true),
                0);

        assertThat(answer.getStatus()).isEqualTo(Status.DOWN);
        assertThat(answer.getData())
                .hasValue(Map.of(
                        "in_flight", "$1.50",
                        "last_hour", "$9.50 of $10.00",
                        "last_24_hours", "$21.50",
                        "hour_has_room_from", "2026-11-22T12:00:00Z",
                        "counts_until_their_partitions_are_served",
                                "$0.25, which workers that are gone may have spent; for a day at most",
                        "nothing_is_bought_until_these_are_served", "takeone-3"));
        assertThat(Health.spend(Spending.NONE, 0).getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void aRequestThatNoCeilingWillEverHaveRoomForIsNotSilent() {
        HealthCheckResponse answer = Health.spend(Spending.NONE, 3);

        assertThat(answer.getStatus()).isEqualTo(Status.DOWN);
        assertThat(answer.getData().orElseThrow())
                .extractingByKey("dearer_than_a_ceiling")
                .asString()
                .startsWith("3 requests")
                .contains("takeone.spend.per-hour");
    }

    @Test
    void postsThatAllComeTooLateAreToldWithTheirMend() {
        WorkerStatus late = new WorkerStatus(
                NOON,
                true,
                1,
                Map.of(),
                Map.of(),
                NO_JOBS,
                new WorkerStatus.Calls(
                        100,
                        0,
                        List.of(),
                        Optional.of(new WorkerStatus.Late(
                                NOON.minusSeconds(40), 7, Duration.ofMillis(6_100), Duration.ZERO))),
                Optional.empty(),
                Map.of(),
                Optional.empty());

        HealthCheckResponse answer = Health.submissions(late);
        assertThat(answer.getStatus()).isEqualTo(Status.DOWN);
        assertThat(answer.getData())
                .hasValueSatisfying(data -> assertThat(data)
                        .containsEntry("too_late_since", "2026-11-22T11:59:20Z")
                        .containsEntry("not_sent", 7L)
                        .hasEntrySatisfying(
                                "why", why -> assertThat(why.toString()).contains("6.1 s", "look at the brokers")));
        assertThat(Health.submissions(idle()).getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void everyCheckHasANameOfItsOwn() {
        assertThat(Stream.of(
                                Health.deciding(idle(), NOON),
                                Health.polling(true, Optional.empty()),
                                Health.journal(List.of(WORKING)),
                                Health.board(Duration.ZERO),
                                Health.following(Duration.ZERO, Duration.ZERO),
                                Health.started(new TopicFacts("cluster", "topic", 6, Optional.empty())),
                                Health.ready(idle()),
                                Health.provider(idle()),
                                Health.broker(idle(), Optional.empty(), Optional.empty(), NOON),
                                Health.submissions(idle()),
                                Health.partitions(idle()),
                                Health.receipts(idle(), NOON))
                        .map(HealthCheckResponse::getName))
                .doesNotHaveDuplicates();
    }

    /** A rollout must not wait for what no new version mends. */
    @Test
    void readinessAsksForNothingThatOnlyWellnessIsAbout() {
        WorkerStatus troubled = new WorkerStatus(
                NOON,
                true,
                1,
                Map.of(),
                Map.of(2, "the choices"),
                NO_JOBS,
                new WorkerStatus.Calls(
                        0,
                        0,
                        List.of(new Closure(
                                Closure.Cause.ACCOUNT_HELD,
                                Set.of(Lane.SUBMISSION),
                                Optional.empty(),
                                NOON,
                                NOON,
                                ProviderError.transport("no balance")))),
                Optional.of(NOON.minusSeconds(60)),
                Map.of(1, NOON.minusSeconds(60)),
                Optional.empty());

        assertThat(Health.ready(troubled).getStatus()).isEqualTo(Status.UP);
        assertThat(Health.provider(troubled).getStatus()).isEqualTo(Status.DOWN);
        assertThat(Health.broker(troubled, Optional.empty(), Optional.empty(), NOON)
                        .getStatus())
                .isEqualTo(Status.DOWN);
        assertThat(Health.partitions(troubled).getStatus()).isEqualTo(Status.DOWN);
        assertThat(Health.receipts(troubled, NOON).getStatus()).isEqualTo(Status.DOWN);
    }

    @Test
    void aPauseThatDoesNotEndIsNotWell() {
        assertThat(Health.provider(pausing(Duration.ofSeconds(60))).getStatus()).isEqualTo(Status.UP);

        HealthCheckResponse answer = Health.provider(pausing(Duration.ofSeconds(61)));
        assertThat(answer.getStatus()).isEqualTo(Status.DOWN);
        assertThat(answer.getData().orElseThrow()).containsEntry("cause", "throttled");
    }

    private static WorkerStatus pausing(Duration length) {
        Closure pause = new Closure(
                Closure.Cause.THROTTLED,
                Set.of(Lane.SUBMISSION),
                Optional.empty(),
                NOON,
                NOON.plus(length),
                ProviderError.transport("slow down"));
        return new WorkerStatus(
                NOON,
                true,
                1,
                Map.of(),
                Map.of(),
                NO_JOBS,
                new WorkerStatus.Calls(0, 0, List.of(pause)),
                Optional.empty(),
                Map.of(),
                Optional.empty());
    }

    @Test
    void aWorkerThatHasNotJoinedIsNotReady() {
        WorkerStatus alone = new WorkerStatus(
                NOON, false, 0, Map.of(), Map.of(), NO_JOBS, NO_CALLS, Optional.empty(), Map.of(), Optional.empty());

        assertThat(Health.ready(alone).getStatus()).isEqualTo(Status.DOWN);
    }

    @Test
    void requestsThatWereLostAndTopicsThatAreNotAsTheyHaveToBeAreNotWell() {
        assertThat(Health.topics(Map.of()).getStatus()).isEqualTo(Status.UP);

        HealthCheckResponse answer = Health.topics(
                Map.of("lost_0", "At most 3 requests of partition 0 are gone", "settings_requests", "compacted"));
        assertThat(answer.getStatus()).isEqualTo(Status.DOWN);
        assertThat(answer.getData())
                .hasValue(Map.of(
                        "lost_0", "At most 3 requests of partition 0 are gone", "settings_requests", "compacted"));
    }

    @Test
    void receiptsThatAreNotReadForLongAreTold() {
        HealthCheckResponse brief = Health.receipts(status(Map.of(1, NOON.minusSeconds(15)), Optional.empty()), NOON);
        HealthCheckResponse late = Health.receipts(status(Map.of(1, NOON.minusSeconds(16)), Optional.empty()), NOON);

        assertThat(brief.getStatus()).isEqualTo(Status.UP);
        assertThat(late.getStatus()).isEqualTo(Status.DOWN);
        assertThat(late.getData()).hasValue(Map.of("unread_1", "2026-11-22T11:59:44Z"));
    }

    private static WorkerStatus status(Map<Integer, Instant> receiptsAwaitedSince, Optional<String> halted) {
        return new WorkerStatus(
                NOON, true, 1, Map.of(), Map.of(), NO_JOBS, NO_CALLS, Optional.empty(), receiptsAwaitedSince, halted);
    }

    private static WorkerStatus idle() {
        return status(Map.of(), Map.of(), Optional.empty());
    }

    private static WorkerStatus waiting(Duration since) {
        return status(Map.of(), Map.of(), Optional.of(NOON.minus(since)));
    }

    private static WorkerStatus status(
            Map<Integer, String> restoring, Map<Integer, String> stopped, Optional<Instant> commitAwaitedSince) {
        return new WorkerStatus(
                NOON, true, 1, restoring, stopped, NO_JOBS, NO_CALLS, commitAwaitedSince, Map.of(), Optional.empty());
    }
}
