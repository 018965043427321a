package dev.takeone.console.picture;

import static dev.takeone.console.picture.PictureJobs.NOW;
import static dev.takeone.console.picture.PictureJobs.completed;
import static dev.takeone.console.picture.PictureJobs.failed;
import static dev.takeone.console.picture.PictureJobs.id;
import static dev.takeone.console.picture.PictureJobs.limited;
import static dev.takeone.console.picture.PictureJobs.lyingAt;
import static dev.takeone.console.picture.PictureJobs.posting;
import static dev.takeone.console.picture.PictureJobs.refused;
import static dev.takeone.console.picture.PictureJobs.running;
import static dev.takeone.console.picture.PictureJobs.serving;
import static dev.takeone.console.picture.PictureJobs.task;
import static dev.takeone.console.picture.PictureJobs.waiting;
import static dev.takeone.console.view.FilterReaderTest.good;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.account.BoardRecord;
import dev.takeone.account.Report;
import dev.takeone.account.Report.Part.State;
import dev.takeone.console.view.ConsoleState;
import dev.takeone.console.view.JobLine;
import dev.takeone.console.view.JobPage;
import dev.takeone.console.view.JobView;
import dev.takeone.console.view.Overview;
import dev.takeone.console.view.Reading;
import dev.takeone.console.view.RecordAt;
import dev.takeone.console.view.Stage;
import dev.takeone.console.view.Trouble;
import dev.takeone.docs.Pages;
import dev.takeone.job.FailureReason;
import dev.takeone.job.FailureReason.Charged;
import dev.takeone.orders.OrderReader;
import dev.takeone.outage.Outage;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The fold over the topics, and what pages are made from. */
class PictureTest {
    private final Picture picture = new Picture(PictureJobs.SETTINGS, new PictureJobs.NoRecords());

    @Test
    void anEndingIsFinalWhicheverTopicTellsOfItFirst() {
        picture.ended(completed(1, NOW), NOW);
        picture.live(running(1, task(1)), 3, NOW);
        picture.live(running(2, task(2)), 3, NOW);
        picture.ended(completed(2, NOW), NOW);
        picture.overInJournal(id(2), PictureJobs.PROFILE, Optional.empty(), NOW, NOW);

        assertThat(counts("")).isEqualTo(Map.of(Stage.COMPLETED, 2));
    }

    @Test
    void anOlderRowChangesNothing() {
        picture.live(running(1, task(1)), 3, NOW);
        picture.live(waiting(1), 1, NOW);

        assertThat(counts("")).isEqualTo(Map.of(Stage.RUNNING, 1));
    }

    @Test
    void aJobThatIsOverInTheJournalStaysUntilItsEventIsReadAndThenNoLongerThanAMoment() {
        picture.live(running(1, task(1)), 3, NOW);
        picture.overInJournal(id(1), PictureJobs.PROFILE, Optional.empty(), NOW, NOW);
        assertThat(counts("")).isEqualTo(Map.of(Stage.RUNNING, 1));

        picture.tick(NOW.plusSeconds(60));
        assertThat(at(NOW.plusSeconds(60), "").counts()).isEmpty();
    }

    @Test
    void anotherLanesEndingsAreNotThisGroups() {
        picture.ended(lyingAt(new RecordAt("video.requests.express", 0, 1), completed(1, NOW)), NOW);
        picture.ended(lyingAt(new RecordAt("", -1, -1), completed(2, NOW)), NOW);
        picture.ended(completed(3, NOW), NOW);

        assertThat(counts("")).isEqualTo(Map.of(Stage.COMPLETED, 2));
        assertThat(picture.job(id(1), NOW)).isEmpty();
        assertThat(picture.overview(NOW).days().today().ended()).isEqualTo(2);
    }

    @Test
    void whatTheJournalKnewIsKeptWhereTheEventDoesNotTellIt() {
        picture.live(running(200, task(200)), 3, NOW);
        picture.ended(failed(200, FailureReason.CANCELLED, Charged.UNKNOWN, NOW), NOW);

        JobView view = picture.job(id(200), NOW).orElseThrow();
        assertThat(view.line().publishedAt()).isEqualTo(NOW.minusSeconds(200));
        assertThat(view.steps())
                .extracting(JobView.Step::what)
                .containsExactly("published", "accepted by the provider", "failed: cancelled");
        assertThat(view.attempts()).isEqualTo(1);
        assertThat(view.missing()).contains("The record is not there any more.");
    }

    @Test
    void anEndingIsForgottenAfterADay() {
        picture.ended(completed(1, NOW.minus(Duration.ofHours(25))), NOW);
        picture.ended(completed(2, NOW), NOW);
        assertThat(counts("")).isEqualTo(Map.of(Stage.COMPLETED, 1));

        picture.tick(NOW.plus(Duration.ofHours(25)));
        assertThat(at(NOW.plus(Duration.ofHours(25)), "").counts()).isEmpty();
    }

    @Test
    void noMoreEndingsAreKeptThanAsSetAndTheEarliestGoFirst() {
        IntStream.rangeClosed(1, 1_200)
                .forEach(number -> picture.ended(completed(number, NOW.plusMillis(number)), NOW));
        picture.tick(NOW);

        assertThat(counts("")).isEqualTo(Map.of(Stage.COMPLETED, 1_000));
        assertThat(picture.job(id(1_200), NOW)).isPresent();
        assertThat(picture.job(id(1), NOW)).isEmpty();
        assertThat(picture.overview(NOW).troubles())
                .extracting(Trouble::what)
                .anySatisfy(what -> assertThat(what).contains("More has ended"));
    }

    @Test
    void whatFailedForAReasonOfALaterReleaseIsNeitherGoneNorCompleted() {
        picture.live(running(1, task(1)), 1, NOW);
        picture.ended(PictureJobs.failedOtherwise(1, Charged.UNKNOWN, NOW), NOW);
        picture.ended(failed(2, FailureReason.REJECTED, Charged.NO, NOW), NOW);

        JobLine line = at(NOW, "state:failed charged:unknown").lines().getFirst();
        assertThat(line.jobId()).isEqualTo(id(1));
        assertThat(line.reason()).isEmpty();
        assertThat(line.why()).isEqualTo("failed: for a reason that only a later release knows, charged: unknown");
        assertThat(at(NOW, "state:completed").lines()).isEmpty();
        assertThat(picture.job(id(1), NOW).orElseThrow().steps().getLast().what())
                .isEqualTo("failed: for a reason that only a later release knows");
        Overview.Endings ended = picture.overview(NOW).lastHour();
        assertThat(ended.completed()).isZero();
        assertThat(ended.failed()).isEqualTo(Map.of(FailureReason.REJECTED, 1));
        assertThat(ended.failures()).isEqualTo(2);
    }

    @Test
    void nowCountsWhatIsThereWhatHasEndedAndWhatItCost() {
        picture.board(PictureJobs.row(State.SERVING, Optional.empty()), NOW);
        picture.board(PictureJobs.office(), NOW);
        picture.board(PictureJobs.dealing(120), NOW);
        picture.unread(Map.of("takeone", 10L, "lane-b", 3L), List.of());
        picture.live(waiting(1), 1, NOW);
        picture.live(running(2, task(2)), 1, NOW);
        picture.ended(completed(3, NOW.minus(Duration.ofMinutes(10))), NOW);
        picture.ended(failed(4, FailureReason.REJECTED, Charged.NO, NOW.minus(Duration.ofHours(3))), NOW);
        picture.ended(failed(5, FailureReason.SUBMISSION_IN_DOUBT, Charged.UNKNOWN, NOW), NOW);
        picture.tick(NOW);

        Overview now = picture.overview(NOW);
        assertThat(now.live()).isEqualTo(Map.of(Stage.WAITING, 1, Stage.RUNNING, 1));
        assertThat(now.lastHour().completed()).isEqualTo(1);
        assertThat(now.lastHour().failed()).isEqualTo(Map.of(FailureReason.SUBMISSION_IN_DOUBT, 1));
        assertThat(now.lastDay().failures()).isEqualTo(2);
        assertThat(now.spend().hour()).isEqualByComparingTo("1.30");
        assertThat(now.lastHour().cost().add(now.lastHour().estimated()))
                .isEqualByComparingTo(now.spend().hour());
        assertThat(now.spend().inFlight()).isEqualByComparingTo("0.80");
        assertThat(now.spend().hourCounts()).isEqualByComparingTo("2.10");
        assertThat(now.models()).containsExactly(PictureJobs.MODEL);
        assertThat(now.calls()).isEqualTo(new Overview.Calls(OptionalInt.of(500), 206, List.of(206)));
        assertThat(now.groups())
                .containsExactly(
                        new Overview.GroupLine("lane-b", 0, 0, 0, 0, OptionalLong.of(3), 0),
                        new Overview.GroupLine("takeone", 1, 0, 0, 1, OptionalLong.of(10), 1));
        assertThat(now.backlog().requests()).isEqualTo(11);
        assertThat(now.backlog().end()).contains(Duration.ofMinutes(11 * 60 / 2));
        assertThat(now.backlog().cost()).contains(new BigDecimal("7.30"));
        assertThat(now.workers()).singleElement().satisfies(worker -> {
            assertThat(worker.partitions()).containsExactly("0", "1");
            assertThat(worker.allotted()).hasValue(120);
            assertThat(worker.deals()).isTrue();
        });
    }

    @Test
    void spendIsTheBoardsWhereWorkersKeepOneAndSaysWhenThereIsRoom() {
        picture.board(PictureJobs.spending(99_800_000, 100_000_000), NOW);
        picture.live(waiting(1), 1, NOW);

        Overview.Spend spend = picture.overview(NOW).spend();
        assertThat(spend.accountWide()).isTrue();
        assertThat(spend.day()).isEqualTo(new BigDecimal("99.80"));
        assertThat(spend.dayCeiling())
                .contains(new Overview.Ceiling(
                        "takeone.spend.per-day",
                        new BigDecimal("100.00"),
                        new BigDecimal("99.80"),
                        true,
                        Optional.of(NOW.plusSeconds(300))));
        assertThat(at(NOW, "").lines().getFirst().why())
                .startsWith("parked: 99.80 USD spent in 24 h and its own 0.80 are more than")
                .contains("room at 2026-11-29T10:15:00Z");
    }

    /** Whose last word is older than the window and what clocks may differ has spent nothing within it. */
    @Test
    void whatASilentWorkerHasToldDoesNotCountForEver() {
        picture.board(PictureJobs.spending(99_800_000, 100_000_000), NOW);

        assertThat(spentInADay(NOW.plus(Duration.ofHours(24)))).isEqualByComparingTo("99.80");
        assertThat(spentInADay(NOW.plus(Duration.ofHours(24)).plus(Duration.ofMinutes(6))))
                .isZero();
    }

    /** As where each owner since was stopped there: workers count it for as long. */
    @Test
    void whatWasInFlightWithALifeThatNobodyElseTellsOfCountsAfterDays() {
        picture.board(limited("life-1", 100_000_000, Optional.empty(), serving(0, 40_000_000), serving(1, 0)), NOW);
        Instant later = NOW.plus(Duration.ofDays(3));
        picture.board(
                limited("life-2", 100_000_000, Optional.empty(), new Report.Part(0, State.STOPPED, 0), serving(1, 0)),
                later);
        picture.tick(later);

        Overview.Spend spend = picture.overview(later).spend();
        assertThat(spend.inFlight()).isEqualByComparingTo("40");
        assertThat(spend.dayCeiling()).map(Overview.Ceiling::counts).contains(new BigDecimal("40.00"));

        picture.board(new BoardRecord.Removed("life-1"), later);
        assertThat(picture.overview(later).spend().inFlight()).isZero();
    }

    private BigDecimal spentInADay(Instant at) {
        return picture.overview(at).spend().day();
    }

    @Test
    void whoIsHeldIsSaidInTheProvidersWords() {
        picture.board(
                PictureJobs.row(State.SERVING, Optional.empty(), PictureJobs.held("account_held", "SUBMISSION")), NOW);

        assertThat(picture.overview(NOW).holds())
                .containsExactly(new Overview.HoldLine(
                        "every paid request",
                        "worker takeone/w1",
                        "account held: HTTP 402: Insufficient balance",
                        Optional.of(NOW.minusSeconds(540)),
                        Optional.of(NOW.plusSeconds(20)),
                        Optional.empty()));
    }

    @Test
    void earlierAttemptsStayInTheTimelineWhateverTheLastRowSays() {
        picture.live(waiting(1), 1, NOW.minusSeconds(9));
        picture.live(posting(1), 2, NOW.minusSeconds(8));
        picture.live(refused(1, NOW.plusSeconds(9)), 3, NOW.minusSeconds(7));
        picture.live(posting(1, 4), 4, NOW.minusSeconds(6));
        picture.live(posting(1, 4), 5, NOW.minusSeconds(5));
        picture.live(running(1, task(1)), 6, NOW.minusSeconds(4));
        assertThat(steps(1))
                .containsSubsequence("published", "paid request 1 was not accepted", "paid request 4")
                .contains("accepted by the provider");

        picture.ended(completed(1, NOW), NOW);
        assertThat(steps(1))
                .contains("paid request 1 was not accepted", "paid request 4")
                .endsWith("completed");
    }

    private List<String> steps(int number) {
        return picture.job(id(number), NOW).orElseThrow().steps().stream()
                .map(JobView.Step::what)
                .toList();
    }

    @Test
    void aPageThatWasMadeOfAnOlderCountIsNotLeftWithIt() {
        picture.live(waiting(1), 1, NOW);
        picture.tick(NOW);
        assertThat(picture.overview(NOW).live()).isEqualTo(Map.of(Stage.WAITING, 1));
        picture.live(waiting(2), 1, NOW);
        picture.tick(NOW.plusMillis(100));
        assertThat(picture.overview(NOW.plusMillis(200)).live()).isEqualTo(Map.of(Stage.WAITING, 1));

        AtomicInteger heard = new AtomicInteger();
        ConsoleState.Subscription place = picture.listen(heard::incrementAndGet);
        picture.tick(NOW.plusMillis(300));
        assertThat(heard).hasValue(0);
        picture.tick(NOW.plusMillis(600));
        assertThat(heard).hasValue(1);
        assertThat(picture.overview(NOW.plusMillis(600)).live()).isEqualTo(Map.of(Stage.WAITING, 2));
        picture.tick(NOW.plusMillis(1_200));
        assertThat(heard).hasValue(1);
        place.close();
    }

    @Test
    void listenersAreToldOfChangesOnceATick() {
        List<Long> heard = new ArrayList<>();
        ConsoleState.Subscription place = picture.listen(() -> heard.add(picture.changes()));
        picture.live(waiting(1), 1, NOW);
        picture.live(waiting(2), 1, NOW);
        picture.tick(NOW);
        picture.tick(NOW);
        assertThat(heard).hasSize(1);

        place.close();
        picture.live(waiting(3), 1, NOW);
        picture.tick(NOW);
        assertThat(heard).hasSize(1);
    }

    @Test
    void nothingThatWasAskedForIsKept() {
        picture.live(waiting(1), 1, NOW);

        assertThat(picture.job(id(1), NOW).orElseThrow().toString()).doesNotContain("secret");
        assertThat(picture.job(id(1), NOW).orElseThrow().prompt()).isEmpty();
    }

    @Test
    void aRecordsPlaceIsSaidAsACommandThatAShellReadsAsOneWordEach() {
        picture.live(waiting(1), 1, NOW);

        assertThat(picture.job(id(1), NOW).orElseThrow().origin().orElseThrow().kcat())
                .isEqualTo(
                        "kcat -b localhost:9092 -C -t video.requests -p 1 -o 1 -c 1 -e -q -X auto.offset.reset=error -J");
    }

    /** Past its retention kcat would wait for the next record, or show another one. */
    @Test
    void aRecordThatIsNotThereAnyMoreIsAnErrorOfTheCommandAsInTheMends() {
        picture.live(waiting(1), 1, NOW);

        String kcat =
                picture.job(id(1), NOW).orElseThrow().origin().orElseThrow().kcat();
        assertThat(Pages.text(Path.of("src", "docs", "mends.md")))
                .contains(kcat.replace(" -o 1 ", " -o 2 ").replace(" -J", " \"$@\""));
    }

    private JobPage at(Instant now, String filter) {
        return picture.jobs(good(filter), Optional.empty(), 50, now);
    }

    private Map<Stage, Integer> counts(String filter) {
        return at(NOW, filter).counts();
    }

    @Test
    void aWithdrawalIsEndedByAButtonThatDoesNotSayGoOn() {
        picture.orders(List.of(
                order("stop", "{\"command\":\"hold\"}"),
                order("wrong-prompt", "{\"command\":\"withdraw\",\"key\":\"customer-7\"}")));

        assertThat(picture.overview(NOW).orders())
                .extracting(Overview.OrderLine::end)
                .containsExactlyInAnyOrder("Go on", "Withdraw no more");
    }

    private static OrderAt order(String name, String value) {
        return order(name, value, 0);
    }

    private static OrderAt order(String name, String value, long offset) {
        return new OrderAt(OrderReader.read(name.getBytes(UTF_8), value.getBytes(UTF_8), NOW), NOW, offset);
    }

    @Test
    void anOrderSaysWhoObeysItOfThoseThatHaveTo() {
        picture.reading(new Reading(Reading.Extent.LATEST, 5, Optional.empty(), Optional.empty()));
        picture.orders(List.of(
                order("stop", "{\"command\":\"hold\"}", 7),
                order("stop-bulk", "{\"command\":\"hold\",\"group\":\"bulk\"}", 8),
                order("stop-other", "{\"command\":\"hold\",\"group\":\"nobody\"}", 9)));
        picture.board(PictureJobs.obeying("a", "takeone", OptionalLong.of(8)), NOW);
        picture.board(PictureJobs.obeying("b", "takeone", OptionalLong.of(7)), NOW);
        picture.board(PictureJobs.obeying("c", "bulk", OptionalLong.empty()), NOW);

        assertThat(obeyed())
                .containsExactly(
                        Optional.of("1 of 3 workers obey it, nothing is heard of it yet from bulk/c, takeone/b"),
                        Optional.of("0 of 1 worker obeys it, nothing is heard of it yet from bulk/c"),
                        Optional.of("no worker that has to obey it tells of itself"));

        picture.board(PictureJobs.obeying("b", "takeone", OptionalLong.of(10)), NOW);
        picture.board(PictureJobs.obeying("c", "bulk", OptionalLong.of(10)), NOW);

        assertThat(obeyed())
                .containsExactly(
                        Optional.of("all 3 workers obey it"),
                        Optional.of("the worker obeys it"),
                        Optional.of("no worker that has to obey it tells of itself"));
    }

    /** Each was said to have no worker, though all of them may obey it. */
    @Test
    void ofWhoObeysNothingIsSaidWhileTheBoardCannotBeRead() {
        picture.orders(List.of(order("stop", "{\"command\":\"hold\"}", 7)));
        assertThat(obeyed()).as("not read yet").containsExactly(Optional.empty());

        picture.board(PictureJobs.obeying("a", "takeone", OptionalLong.of(8)), NOW);
        picture.reading(new Reading(Reading.Extent.ALL, 5, Optional.empty(), Optional.empty()));
        assertThat(obeyed()).containsExactly(Optional.of("the worker obeys it"));

        picture.reading(
                new Reading(Reading.Extent.ALL, 5, Optional.of(new Outage(NOW, "no broker")), Optional.empty()));
        assertThat(obeyed()).as("not read any more").containsExactly(Optional.empty());
    }

    private List<Optional<String>> obeyed() {
        return picture.overview(NOW).orders().stream()
                .map(line -> line.obeyed().map(Overview.Obeyed::text))
                .toList();
    }

    @Test
    void ordersThatTheTopicHasLostAreToldAsObeyedOn() {
        picture.orders(List.of(
                order("stop", "{\"command\":\"hold\"}", 7),
                order("stop-veo", "{\"command\":\"hold\",\"model\":\"veo\"}", 8)));
        picture.live(waiting(1), 1, NOW);
        picture.ordersBegunAnew();
        picture.orders(List.of(order("stop-veo", "{\"command\":\"hold\",\"model\":\"veo\"}", 0)));

        assertThat(bad()).singleElement().asString().contains("`stop` (holds everything)", "obey them on");
        assertThat(picture.orders()).extracting(Overview.OrderLine::name).containsExactly("stop", "stop-veo");
        assertThat(picture.heldBack("stop").orElseThrow().jobs()).hasSize(1);
        assertThat(at(NOW, "").lines().getFirst().why()).contains("hold `stop`");
        picture.board(PictureJobs.obeying("a", "takeone", OptionalLong.of(9)), NOW);
        picture.reading(new Reading(Reading.Extent.ALL, 5, Optional.empty(), Optional.empty()));
        assertThat(obeyed())
                .first()
                .as("nobody tells of an order that has no place")
                .isEqualTo(Optional.empty());

        picture.orders(List.of(new OrderAt(OrderReader.read("stop".getBytes(UTF_8), null, NOW), NOW, 1)));
        assertThat(bad()).isEmpty();
        assertThat(picture.orders()).extracting(Overview.OrderLine::name).containsExactly("stop-veo");
    }

    private List<String> bad() {
        return picture.overview(NOW).troubles().stream()
                .filter(each -> each.weight() == Trouble.Weight.BAD)
                .map(Trouble::what)
                .toList();
    }

    @Test
    void aJournalOfAnotherGroupIsToldAndNoOrderIsGivenByIt() {
        picture.journalOf(0, "takeone", "video.requests");
        assertThat(picture.foreign()).isEmpty();

        picture.journalOf(1, "takeone-express", "video.requests");
        assertThat(picture.overview(NOW).troubles().getFirst().weight()).isEqualTo(Trouble.Weight.BAD);
        assertThat(picture.overview(NOW).troubles().getFirst().mend())
                .contains("takeone.group")
                .doesNotContain("takeone.topics.requests");
        assertThat(picture.foreign().orElseThrow()).contains("takeone-express", "Set takeone.group");

        picture.journalOf(1, "takeone", "video.requests.express");
        assertThat(picture.foreign().orElseThrow())
                .contains("takeone.topics.requests")
                .doesNotContain("takeone.group");

        picture.journalBegunAnew();
        assertThat(picture.foreign()).isEmpty();
    }

    @Test
    void yesterdayIsTheDayOfUtcAndSaysWhatOfItIsKnown() {
        Instant yesterday = Instant.parse("2026-11-28T23:00:00Z");
        picture.ended(completed(1, yesterday), NOW);
        picture.ended(completed(1, yesterday), NOW);
        picture.ended(completed(2, NOW), NOW);

        Overview.Days days = picture.overview(NOW).days();
        assertThat(List.of(days.yesterday().ended(), days.today().ended())).containsExactly(1, 1);
        assertThat(days.yesterday().knownFrom()).contains(NOW.minus(Duration.ofHours(24)));
        assertThat(days.today().knownFrom()).isEmpty();
    }
}
