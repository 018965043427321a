package dev.takeone.console.act;

import static dev.takeone.console.act.Desk.NOW;
import static dev.takeone.console.act.Desk.ahead;
import static dev.takeone.console.act.Desk.at;
import static dev.takeone.console.act.Desk.copy;
import static dev.takeone.console.act.Desk.failed;
import static dev.takeone.console.act.Desk.found;
import static dev.takeone.console.act.Desk.job;
import static dev.takeone.console.act.Desk.resume;
import static dev.takeone.console.act.Desk.waiting;
import static dev.takeone.console.act.Desk.withdraw;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.console.act.Action.Target;
import dev.takeone.console.view.Filter;
import dev.takeone.console.view.Overview;
import dev.takeone.console.view.Stage;
import dev.takeone.job.Bytes;
import dev.takeone.job.FailureReason;
import dev.takeone.job.FailureReason.Charged;
import dev.takeone.logs.LogLines;
import dev.takeone.orders.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the buttons write, and what they say before. */
class ConsoleActionsTest {
    @RegisterExtension
    private final LogLines audited = new LogLines("dev.takeone.console.audit");

    private final Desk desk = new Desk();

    @Test
    void aHoldSaysWhoGaveItAndIsReadAsOne() {
        Outcome outcome = desk.actions.perform(
                new Action.Hold(Optional.of("lane-b"), Optional.of("veo"), " prices "), "anna", NOW);

        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        assertThat(desk.order())
                .isEqualTo(new Order.Hold(
                        "hold-group-lane-b-model-veo",
                        Optional.of("lane-b"),
                        Optional.of("veo"),
                        Optional.of("prices"),
                        Optional.of("anna")));
        assertThat(desk.actions.audit()).singleElement().satisfies(line -> {
            assertThat(line.by()).isEqualTo("anna");
            assertThat(line.done()).isTrue();
        });
    }

    @Test
    void theLogSaysWhichRequestsWereMeantAndWhy() {
        desk.jobs.add(job(1, Stage.WAITING));
        desk.actions.perform(withdraw(found("key:customer-7")), "anna", NOW);
        desk.actions.perform(withdraw(new Target.One("1")), "anna", NOW);

        assertThat(desk.actions.audit().getFirst().what()).endsWith("Request: order-1 Reason: wrong");
        assertThat(desk.actions.audit().getLast().what()).endsWith("Filter: key:customer-7 Reason: wrong");
    }

    /** The jobs that are shown are another's, and an order would be given to this group or end what nobody saw. */
    @Test
    void nothingButAHoldIsOrderedOverAnotherGroupsJournal() {
        desk.foreign = Optional.of("The journal is another's.");
        desk.jobs.add(job(1, Stage.WAITING));
        desk.jobs.add(failed(2, FailureReason.GENERATION_FAILED, Charged.NO));
        desk.copies.put(at(2), copy("request-id", "order-2"));
        desk.standing.add(new Overview.OrderLine(
                "stop", "holds", true, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));

        assertThat(Stream.of(
                                withdraw(found("key:customer-7")),
                                withdraw(new Target.One("1")),
                                new Action.SendAgain(new Target.One("2")),
                                resume("stop"))
                        .map(action -> desk.actions.perform(action, "anna", NOW)))
                .containsOnly(new Outcome.Refused(0, "The journal is another's."));
        assertThat(desk.written).isEmpty();

        assertThat(desk.actions.perform(new Action.Hold(Optional.empty(), Optional.empty(), ""), "anna", NOW))
                .isInstanceOf(Outcome.Done.class);
    }

    /** A line of the log says who did it, and nobody writes one in another's name. */
    @Test
    void aReasonWithALineBreakMakesNoSecondLineInTheLog() {
        desk.jobs.add(job(1, Stage.WAITING));
        desk.actions.perform(
                new Action.Withdraw(new Target.One("1"), "wrong\r\n12:00:00.000 INFO  berta: \u2028 all is held"),
                "anna",
                NOW);

        assertThat(audited.lines())
                .singleElement()
                .asString()
                .startsWith("INFO anna: ")
                .doesNotContainPattern("[\\p{Cntrl}\\u2028]");
    }

    @Test
    void onlyAnOrderThatStandsCanBeEnded() {
        assertThat(desk.actions.perform(resume("hold"), "anna", NOW)).isInstanceOf(Outcome.Refused.class);
        assertThat(desk.written).isEmpty();

        desk.stands("hold", "anna", 7);
        assertThat(desk.actions.perform(resume("hold"), "anna", NOW)).isInstanceOf(Outcome.Done.class);
        assertThat(desk.written.getFirst().value()).isEmpty();
        assertThat(desk.actions.audit()).hasSize(2);
    }

    @Test
    void oneRequestIsWithdrawnByItsOwnName() {
        desk.jobs.add(job(1, Stage.WAITING));
        Preview preview = desk.actions.preview(withdraw(new Target.One("1")), NOW);

        assertThat(preview.says())
                .isEqualTo(
                        "1 request ends without being bought, with about 0.80 USD not spent. This cannot be undone.");
        assertThat(desk.actions.perform(preview.action(), "anna", NOW)).isInstanceOf(Outcome.Done.class);
        assertThat(desk.order()).isInstanceOfSatisfying(Order.Withdraw.class, order -> {
            assertThat(order.which().requestId()).contains("order-1");
            assertThat(order.which().group()).contains("takeone");
        });
    }

    @Test
    void noLaterRequestOfTheSameIdAndNoneUnderAnotherKeyIsWithdrawnWithIt() {
        desk.jobs.add(waiting("customer-7"));
        desk.actions.perform(withdraw(new Target.One("1")), "anna", NOW);

        assertThat(desk.order()).isInstanceOfSatisfying(Order.Withdraw.class, order -> {
            assertThat(order.which().key()).contains(Bytes.copyOf("customer-7".getBytes(UTF_8)));
            assertThat(order.which().publishedBefore())
                    .contains(desk.jobs.getFirst().publishedAt().plusMillis(1));
        });
    }

    /** Its bytes are not known, and an order by any others would withdraw nothing; nor can one be read whose key is blank. */
    @ParameterizedTest
    @MethodSource("unsayable")
    void aKeyThatNoOrderCanNameIsNoCondition(String key) {
        desk.jobs.add(waiting(key));
        desk.actions.perform(withdraw(new Target.One("1")), "anna", NOW);

        assertThat(desk.order())
                .isInstanceOfSatisfying(
                        Order.Withdraw.class,
                        order -> assertThat(order.which().key()).isEmpty());
    }

    static Stream<String> unsayable() {
        return Stream.of("", " ", "customer-\uFFFD", "\u0001".repeat(11_000));
    }

    /** It would be told as done, and ignored by all. */
    @Test
    void aWithdrawalInAGroupWithALongNameCanBeRead() {
        String group = "g".repeat(249);
        desk.jobs.add(job(1, Stage.WAITING));
        desk.of(group).perform(withdraw(found("key:customer-7")), "anna", NOW);

        assertThat(desk.order()).isInstanceOfSatisfying(Order.Withdraw.class, order -> {
            assertThat(order.name()).isEqualTo("withdraw-20261129T101000Z");
            assertThat(order.which().group()).contains(group);
        });
    }

    @Test
    void aFilterByAKeyThatNoOrderCanNameIsNotOneOrder() {
        desk.jobs.add(waiting("customer-\uFFFD"));
        desk.actions.perform(withdraw(found("key:customer-\uFFFD")), "anna", NOW);

        assertThat(desk.order())
                .isInstanceOfSatisfying(
                        Order.Withdraw.class,
                        order -> assertThat(order.which().requestId()).contains("order-1"));
    }

    @Test
    void whatRunsIsNotWithdrawn() {
        desk.jobs.add(job(1, Stage.RUNNING));
        desk.jobs.add(job(2, Stage.IN_DOUBT));

        assertThat(desk.actions.preview(withdraw(new Target.One("1")), NOW).refused())
                .contains("It is running: only what waits and was never sent can be withdrawn.");
        assertThat(desk.actions.perform(withdraw(found("")), "anna", NOW)).isInstanceOf(Outcome.Refused.class);
        assertThat(desk.written).isEmpty();
    }

    @Test
    void whatOneOrderCanSayIsOneOrderAndNothingThatCameLater() {
        desk.jobs.add(job(1, Stage.WAITING));
        desk.jobs.add(job(2, Stage.WAITING));
        Preview preview = desk.actions.preview(withdraw(found("key:customer-7")), NOW);
        desk.actions.perform(preview.action(), "anna", NOW.plusSeconds(60));

        assertThat(preview.says()).startsWith("2 requests end").contains("1.60 USD not spent");
        assertThat(preview.warnings()).singleElement().asString().contains("unread");
        assertThat(desk.order()).isInstanceOfSatisfying(Order.Withdraw.class, order -> {
            assertThat(order.which().key()).isPresent();
            assertThat(order.which().publishedBefore()).contains(NOW);
            assertThat(order.which().group()).contains("takeone");
        });
    }

    /** Else what came to wait in the last minutes would be bought, though the person saw it and was told that it is not. */
    @Test
    void aWithdrawalMeansWhatThePageShowsAlsoWhereTheClockIsMinutesBehind() {
        Instant behind = NOW.minusSeconds(180);
        desk.jobs.add(job(1, Stage.WAITING));
        Target shown = everMeant("key:customer-7");
        Preview preview = desk.actions.preview(withdraw(shown), behind);
        desk.actions.perform(preview.action(), "anna", behind.plusSeconds(5));

        Instant until = job(1, Stage.WAITING).since().plusMillis(1);
        assertThat(preview.says()).startsWith("1 request ends");
        assertThat(preview.warnings()).singleElement().asString().contains("published until 2026-11-29T10:09:50Z.");
        assertThat(desk.order())
                .isInstanceOfSatisfying(
                        Order.Withdraw.class,
                        order -> assertThat(order.which().publishedBefore()).contains(until));
    }

    /** What they have sent again since would end too. */
    @Test
    void whoseClockIsAheadLengthensNobodyElsesWithdrawal() {
        desk.jobs.add(job(1, Stage.WAITING));
        desk.jobs.add(ahead("other", Duration.ofMinutes(4), job(2, Stage.WAITING)));
        desk.actions.perform(withdraw(everMeant("model:veo3.1")), "anna", NOW);

        assertThat(desk.order())
                .isInstanceOfSatisfying(
                        Order.Withdraw.class,
                        order -> assertThat(order.which().publishedBefore()).contains(NOW));
    }

    /** An order's name is its key: another of the same name takes its place. */
    @Test
    void twoWithdrawalsStandBesideEachOtherAlsoWhereASenderIsAhead() {
        desk.jobs.add(ahead("veo3.1", Duration.ofMinutes(4), job(1, Stage.WAITING)));
        desk.actions.perform(withdraw(everMeant("key:customer-7")), "anna", NOW);
        String first = desk.order().name();
        desk.actions.perform(withdraw(everMeant("key:customer-8")), "anna", NOW.plusSeconds(60));

        assertThat(desk.order().name()).isNotEqualTo(first);
    }

    /** The page has counted it by the console's own clock, and an hour is no longer than it showed. */
    @Test
    void aLengthOfTimeIsCountedByTheClockThatThePageHasCountedItBy() {
        Instant behind = NOW.minusSeconds(180);
        desk.jobs.add(job(1, Stage.WAITING));
        Preview preview = desk.actions.preview(withdraw(everMeant("before:10m")), behind);
        desk.actions.perform(preview.action(), "anna", behind.plusSeconds(60));

        assertThat(desk.order())
                .isInstanceOfSatisfying(
                        Order.Withdraw.class,
                        order -> assertThat(order.which().publishedBefore()).contains(behind.minusSeconds(600)));
    }

    private static Target everMeant(String filter) {
        return switch (found(filter)) {
            case Target.Found(Filter good, Instant _now) -> new Target.Found(good, Instant.MAX);
            case Target.One one -> one;
        };
    }

    @Test
    void aWithdrawalSaysHowManyAreUnread() {
        desk.jobs.add(job(1, Stage.WAITING));
        desk.unread = OptionalLong.of(101_000);
        assertThat(desk.actions.preview(withdraw(found("key:customer-7")), NOW).warnings())
                .containsExactly(
                        "It is one order, which also ends what the topic holds unread (101000 of all kinds), as"
                                + " far as it is of the same kind and published until now. What has no usable timestamp ends"
                                + " too, also what comes later, until the order is ended.");

        desk.unread = OptionalLong.empty();
        assertThat(desk.actions.preview(withdraw(found("key:customer-7")), NOW).warnings())
                .singleElement()
                .asString()
                .contains("unread (how many is not known)");
    }

    @Test
    void whatEndsIsNoneOfWhatWaits() {
        desk.jobs.add(job(1, Stage.WAITING));

        assertThat(desk.actions.preview(withdraw(found("state:failed")), NOW).refused())
                .contains("The filter finds nothing that waits.");
    }

    @Test
    void whatIsMeantUntilATimeIsOneOrderUntilThen() {
        desk.jobs.add(job(1, Stage.WAITING));
        desk.actions.perform(withdraw(found("key:customer-7 before:2026-11-01T10:00Z")), "anna", NOW);

        assertThat(desk.order())
                .isInstanceOfSatisfying(
                        Order.Withdraw.class,
                        order -> assertThat(order.which().publishedBefore())
                                .contains(Instant.parse("2026-11-01T10:00:00Z")));
    }

    @Test
    void whatNoOrderCanSayIsWithdrawnOneByOne() {
        desk.jobs.add(job(1, Stage.WAITING));
        desk.jobs.add(job(2, Stage.WAITING));
        desk.jobs.add(job(3, Stage.RUNNING));
        desk.actions.perform(withdraw(found("order")), "anna", NOW);

        assertThat(desk.written).hasSize(2);
    }

    @Test
    void aBrokerThatDoesNotTakeItIsSaid() {
        desk.answer = new Outbox.Written.Not("Kafka does not take it: denied");

        assertThat(desk.actions.perform(new Action.Hold(Optional.empty(), Optional.empty(), ""), "anna", NOW))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.why()).contains("denied"));
        assertThat(desk.actions.audit().getFirst().done()).isFalse();
    }
}
