package dev.takeone.orders;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.Bytes;
import dev.takeone.job.Identity;
import dev.takeone.job.Job;
import dev.takeone.job.Origin;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandingOrdersTest {
    private static final Instant PUBLISHED = Instant.parse("2026-11-28T10:00:00Z");
    private static final Instant ORDERED = PUBLISHED.plusSeconds(60);
    private static final Job JOB = new Job(
            "job-1",
            new Identity(Identity.Kind.CLOUD_EVENT, "/shop", "order-4711"),
            new Origin("video.requests", 0, 7, PUBLISHED),
            Optional.of(Bytes.copyOf("customer-7".getBytes(UTF_8))),
            "hash",
            Optional.of("veo3.1-fast-official"),
            "profile",
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"command\":\"hold\"}|true",
                "{\"command\":\"hold\",\"group\":\"express\"}|true",
                "{\"command\":\"hold\",\"group\":\"bulk\"}|false",
                "{\"command\":\"hold\",\"model\":\"veo3.1-fast-official\"}|true",
                "{\"command\":\"hold\",\"model\":\"veo3.1-quality-official\"}|false",
                "{\"command\":\"hold\",\"group\":\"express\",\"model\":\"veo3.1-quality-official\"}|false",
                "{\"command\":\"withdraw\",\"group\":\"express\"}|false"
            })
    void aHoldConcernsAllToWhichItApplies(String order, boolean held) {
        assertThat(given("h", order).hold("veo3.1-fast-official").isPresent()).isEqualTo(held);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"command\":\"withdraw\",\"request_id\":\"order-4711\"}|true",
                "{\"command\":\"withdraw\",\"request_id\":\"order-4711\",\"request_source\":\"/shop\"}|true",
                "{\"command\":\"withdraw\",\"request_id\":\"order-4711\",\"request_source\":\"/other\"}|false",
                "{\"command\":\"withdraw\",\"request_id\":\"order-4712\"}|false",
                "{\"command\":\"withdraw\",\"key\":\"customer-7\"}|true",
                "{\"command\":\"withdraw\",\"key\":\"customer-8\"}|false",
                "{\"command\":\"withdraw\",\"model\":\"veo3.1-fast-official\"}|true",
                "{\"command\":\"withdraw\",\"model\":\"veo3.1-quality-official\"}|false",
                "{\"command\":\"withdraw\",\"group\":\"express\"}|true",
                "{\"command\":\"withdraw\",\"group\":\"bulk\"}|false",
                "{\"command\":\"withdraw\",\"group\":\"express\",\"key\":\"customer-8\"}|false",
                "{\"command\":\"withdraw\",\"key\":\"customer-7\",\"published_before\":\"2026-11-28T10:00:00Z\"}|false",
                "{\"command\":\"withdraw\",\"key\":\"customer-7\",\"published_before\":\"2026-11-28T10:00:01Z\"}|true",
                "{\"command\":\"withdraw\",\"request_id\":\"order-4711\",\"published_before\":\"2026-11-28T09:00:00Z\"}|false",
                "{\"command\":\"hold\"}|false"
            })
    void aWithdrawalMeansThatToWhichAllOfItApplies(String order, boolean meant) {
        assertThat(given("w", order).withdrawal(JOB).isPresent()).isEqualTo(meant);
    }

    /** A topic that is emptied or made anew lets nobody buy. */
    @Test
    void noOrderEndsForThatTheTopicHasLostIt() {
        StandingOrders stood = StandingOrders.none("express")
                .after(List.of(
                        read("lost", "{\"command\":\"hold\"}", ORDERED),
                        read("taken back", "{\"command\":\"withdraw\",\"key\":\"customer-7\"}", ORDERED),
                        read("ended", "{\"command\":\"hold\"}", ORDERED),
                        read("narrowed", "{\"command\":\"hold\"}", ORDERED),
                        read("unread", "{\"command\":\"hold\"}", ORDERED),
                        read("no order", "{}", ORDERED)));
        List<OrderReading> all = List.of(
                new OrderReading.Ended("ended"),
                read("narrowed", "{\"command\":\"hold\",\"group\":\"bulk\"}", ORDERED),
                read("unread", "{", ORDERED),
                read("new", "{\"command\":\"hold\"}", ORDERED));

        assertThat(stood.lost(all)).containsExactly("lost", "taken back");
        StandingOrders again = stood.readAgain().after(all);
        assertThat(again.orders()).containsOnlyKeys("lost", "taken back", "narrowed", "unread", "new");
        assertThat(again.holds()).extracting(Order.Hold::name).containsExactly("lost", "new", "unread");
        assertThat(again.withdrawal(JOB)).isPresent();
        assertThat(again.broken()).containsOnlyKeys("unread");
        assertThat(again.after(List.of(new OrderReading.Ended("lost"))).orders())
                .doesNotContainKey("lost");
    }

    /** Compaction has taken the order for the record behind it, which is none: a lost brace may not resume what was held. */
    @Test
    void aHoldUnderABrokenRecordStandsOnWhenTheTopicIsReadAgain() {
        StandingOrders stood = StandingOrders.none("express")
                .after(List.of(
                        read("unread", "{\"command\":\"hold\"}", ORDERED),
                        read("ended", "{\"command\":\"hold\"}", ORDERED),
                        read("ended and unread", "{\"command\":\"hold\"}", ORDERED),
                        read("ended, compacted away", "{\"command\":\"hold\"}", ORDERED),
                        read("unread", "{\"command\":\"hold\",", ORDERED)));
        List<OrderReading> all = List.of(
                new OrderReading.Ended("ended"),
                new OrderReading.Ended("ended and unread"),
                read("ended and unread", "{", ORDERED),
                read("unread", "{\"command\":\"hold\",", ORDERED));

        StandingOrders again = stood.keptUnder(all, Set.of()).after(all);

        assertThat(again.holds()).extracting(Order.Hold::name).containsExactly("unread");
        assertThat(again.broken()).containsOnlyKeys("unread", "ended and unread");
    }

    /** The topic was emptied once before: that it says nothing of them now is no word that they have ended. */
    @Test
    void noHoldThatTheTopicHasLostEndsWhenItIsReadAgainAsAWhole() {
        StandingOrders stood = StandingOrders.none("express")
                .after(List.of(
                        read("lost", "{\"command\":\"hold\"}", ORDERED),
                        read("ended, compacted away", "{\"command\":\"hold\"}", ORDERED)));

        StandingOrders again = stood.keptUnder(List.of(), Set.of("lost")).after(List.of());

        assertThat(again.holds()).extracting(Order.Hold::name).containsExactly("lost");
    }

    @Test
    void whatIsPublishedAfterAWithdrawalIsNotTakenBack() {
        StandingOrders orders = StandingOrders.none("express")
                .after(List.of(
                        read("w", "{\"command\":\"withdraw\",\"key\":\"customer-7\"}", PUBLISHED.minusSeconds(1))));

        assertThat(orders.withdrawal(JOB)).isEmpty();
    }

    /** Seconds in place of milliseconds, or none: what lay unread until now has the time at which it was read. */
    @Test
    void whatHasNoUsableTimeIsTakenBackByAWithdrawalThatStands() {
        Instant read = ORDERED.plusSeconds(3_600);

        assertThat(given("w", "{\"command\":\"withdraw\",\"key\":\"customer-7\"}")
                        .withdrawal(publishedAt(read, false)))
                .isPresent();
        assertThat(given("w", "{\"command\":\"withdraw\",\"key\":\"customer-8\"}")
                        .withdrawal(publishedAt(read, false)))
                .isEmpty();
        assertThat(given("w", "{\"command\":\"withdraw\",\"key\":\"customer-7\"}")
                        .withdrawal(publishedAt(read, true)))
                .isEmpty();
    }

    private static Job publishedAt(Instant at, boolean timed) {
        return new Job(
                JOB.id(),
                JOB.identity(),
                new Origin("video.requests", 0, 7, at, timed),
                JOB.key(),
                JOB.contentHash(),
                JOB.model(),
                JOB.profile(),
                JOB.metadata(),
                JOB.trace(),
                JOB.estimate());
    }

    @Test
    void anOrderStandsUntilItIsEnded() {
        StandingOrders held = given("hold", "{\"command\":\"hold\"}");

        assertThat(held.after(List.of(new OrderReading.Ended("another"))).hold("veo3.1-fast-official"))
                .isPresent();
        assertThat(held.after(List.of(new OrderReading.Ended("hold"))).hold("veo3.1-fast-official"))
                .isEmpty();
    }

    @Test
    void aLaterOrderTakesThePlaceOfTheOneOfItsName() {
        StandingOrders orders = given("a", "{\"command\":\"hold\"}")
                .after(List.of(read("a", "{\"command\":\"hold\",\"model\":\"other\"}", ORDERED)));

        assertThat(orders.hold("veo3.1-fast-official")).isEmpty();
        assertThat(orders.orders()).containsOnlyKeys("a");
    }

    @Test
    void whatIsNoOrderIsKeptForThoseWhoWatchUntilItIsMended() {
        StandingOrders broken = given("a", "{\"command\":\"withdraw\"}");

        assertThat(broken.broken()).containsOnlyKeys("a");
        assertThat(broken.orders()).isEmpty();
        assertThat(broken.after(List.of(new OrderReading.Ended("a"))).broken()).isEmpty();
    }

    /** A lost brace buys nothing: who sent it meant another order than "go on". */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{\"command\":\"hold\"", "{\"command\":\"hold\",\"group\":5}", "{\"command\":\"buy\"}", "''"})
    void anOrderThatCannotBeReadDoesNotEndTheOneOfItsName(String unreadable) {
        StandingOrders orders =
                given("a", "{\"command\":\"hold\"}").after(List.of(read("a", unreadable, ORDERED.plusSeconds(1))));

        assertThat(orders.hold("veo3.1-fast-official")).isPresent();
        assertThat(orders.broken()).containsOnlyKeys("a");
        assertThat(orders.after(List.of(new OrderReading.Ended("a"))).hold("veo3.1-fast-official"))
                .isEmpty();
    }

    private static StandingOrders given(String name, String order) {
        return StandingOrders.none("express").after(List.of(read(name, order, ORDERED)));
    }

    private static OrderReading read(String name, String order, Instant at) {
        return OrderReader.read(name.getBytes(UTF_8), order.getBytes(UTF_8), at);
    }
}
