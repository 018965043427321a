package dev.takeone.console.picture;

import static dev.takeone.console.picture.PictureJobs.NOW;
import static dev.takeone.console.picture.PictureJobs.limited;
import static dev.takeone.console.picture.PictureJobs.mayDraw;
import static dev.takeone.console.picture.PictureJobs.serving;
import static dev.takeone.console.picture.WhatIsWrongTest.pause;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.account.BoardRecord;
import dev.takeone.account.BoardRow;
import dev.takeone.account.Report.Part.State;
import dev.takeone.account.Who;
import dev.takeone.console.view.Reading;
import dev.takeone.console.view.Trouble;
import dev.takeone.docs.Pages;
import dev.takeone.job.FailureReason;
import dev.takeone.job.FailureReason.Charged;
import dev.takeone.job.ProviderError;
import dev.takeone.orders.OrderReader;
import dev.takeone.outage.Outage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How each thing that can be wrong is mended, in the words of the runbooks. */
class MendsTest {
    /** What each trouble says: the heading that its mend leads to, or the alert whose words it uses, where there is one. */
    private static final Map<String, String> MENDS = Map.ofEntries(
            entry("Kafka cannot be read", ""),
            entry("The topics are still being read", ""),
            entry("What ended before is still being read", ""),
            entry("The journal that is read is that of group", ""),
            entry("No worker of group", ""),
            entry("A record of the account board", ""),
            entry("Workers of different releases", "src/docs/operating.md#upgrades"),
            entry("stopped, and a person has to decide", "src/docs/mends.md#a-stopped-partition"),
            entry("The account is held", "src/docs/mends.md#the-account-is-held"),
            entry("The provider cannot be reached", "TakeoneProviderAway"),
            entry("too late after its commit was begun", "TakeoneBrokerAway"),
            entry("one pause after the other", "TakeoneThrottled"),
            entry("The provider asks for a pause", ""),
            entry("Calls are held (maintenance)", ""),
            entry("Workers were told different limits", ""),
            entry("Workers of another account", ""),
            entry("there is room at", "src/docs/mends.md#a-ceiling-is-reached"),
            entry("all of the ceiling is", "src/docs/mends.md#a-ceiling-is-reached"),
            entry("has spent is not known", "src/docs/mends.md#a-ceiling-is-reached"),
            entry("workers that are gone may have spent", "src/docs/mends.md#a-ceiling-is-reached"),
            entry("An order holds", ""),
            entry("Orders that stood", ""),
            entry("cannot be read, and is ignored", "TakeoneOrderUnreadable"),
            entry("How much a group has not read", ""),
            entry("More has ended in the last 24 h", ""),
            entry("in doubt: whether the provider took", "TakeonePostsInDoubt"),
            entry("ended in doubt", "src/docs/mends.md#sending-a-request-in-doubt-again"));

    private final Picture picture = new Picture(PictureJobs.SETTINGS, new PictureJobs.NoRecords());

    @Test
    void nothingIsWrongWithoutAWordOnHowToMendIt() {
        List<Trouble> all = everyTrouble();

        assertThat(all).allSatisfy(each -> {
            assertThat(each.mend()).as(each.what()).endsWith(".");
            assertThat(MENDS.keySet()).as("named here").anyMatch(each.what()::contains);
        });
        assertThat(MENDS).allSatisfy((what, runbook) -> {
            List<Trouble> told =
                    all.stream().filter(each -> each.what().contains(what)).toList();
            assertThat(told)
                    .as(what)
                    .isNotEmpty()
                    .allSatisfy(each -> assertThat(isOf(runbook, each.mend()))
                            .as("'%s' in the words of '%s'", each.mend(), runbook)
                            .isTrue());
        });
    }

    private static boolean isOf(String runbook, String mend) {
        if (!runbook.startsWith("Takeone")) {
            return mend.contains(runbook);
        }
        return Pattern.compile("(?s)alert: " + runbook + "\n.*?runbook: ([^\n]*)")
                .matcher(Pages.text(Path.of("deploy", "prometheus", "alerts.yaml")))
                .results()
                .anyMatch(alert -> alert.group(1).contains(mend));
    }

    private List<Trouble> everyTrouble() {
        picture.reading(new Reading(
                Reading.Extent.LITTLE,
                5,
                Optional.of(new Outage(NOW.minusSeconds(60), "no broker")),
                Optional.empty()));
        picture.board(
                PictureJobs.row(
                        State.STOPPED,
                        Optional.of(40),
                        PictureJobs.held("account_held", "SUBMISSION"),
                        PictureJobs.held("provider_away", "SUBMISSION"),
                        PictureJobs.held("too_late", "SUBMISSION"),
                        PictureJobs.held("maintenance", "SUBMISSION"),
                        pause(60),
                        pause(61)),
                NOW);
        picture.board(PictureJobs.worker("life-2", "b", "https://elsewhere.example", "k1"), NOW);
        picture.board(newer(PictureJobs.worker("life-3", "c", "https://provider.example", "k1")), NOW);
        picture.board(new BoardRecord.Unreadable("life-4", "it is not JSON"), NOW);
        picture.journalOf(1, "another", "video.requests");
        picture.orders(List.of(order("lost", "{\"command\":\"hold\"}")));
        picture.ordersBegunAnew();
        picture.orders(List.of(order("stop", "{\"command\":\"hold\"}"), order("broken", "hold!")));
        picture.unread(Map.of(), List.of("Not authorized to access group: lane-b."));
        picture.live(PictureJobs.inDoubt(1, ProviderError.transport("reset"), NOW), 1, NOW);
        picture.ended(PictureJobs.failed(2, FailureReason.SUBMISSION_IN_DOUBT, Charged.UNKNOWN, NOW), NOW);
        return Stream.concat(
                        Stream.of(picture), Stream.of(alone(), forgetful(), spending(100), spending(0.7), untold()))
                .flatMap(each -> each.overview(NOW).troubles().stream())
                .toList();
    }

    private static Picture alone() {
        Picture picture = new Picture(PictureJobs.SETTINGS, new PictureJobs.NoRecords());
        picture.reading(new Reading(Reading.Extent.LATEST, 5, Optional.empty(), Optional.empty()));
        return picture;
    }

    private static Picture forgetful() {
        Picture picture = new Picture(PictureJobs.SETTINGS, new PictureJobs.NoRecords());
        IntStream.range(0, 1_200).forEach(number -> picture.ended(PictureJobs.completed(number, NOW), NOW));
        picture.tick(NOW);
        return picture;
    }

    /** All but 20 cents of a ceiling of so many dollars. */
    private static Picture spending(double ceiling) {
        Picture picture = new Picture(PictureJobs.SETTINGS, new PictureJobs.NoRecords());
        long most = Math.round(ceiling * 1_000_000);
        picture.board(PictureJobs.spending(most - 200_000, most), NOW);
        return picture;
    }

    /** Of two partitions the last owner of one is gone, and the other was served by nobody. */
    private static Picture untold() {
        Picture picture = new Picture(PictureJobs.SETTINGS, new PictureJobs.NoRecords());
        picture.board(
                limited("life-0", 5_000_000, mayDraw(OptionalLong.of(1_000_000)), serving(0, 0)), NOW.minusSeconds(60));
        picture.board(limited("life-1", 5_000_000, Optional.empty()), NOW);
        return picture;
    }

    private static BoardRow newer(BoardRow row) {
        Who who = row.who();
        return new BoardRow(
                new Who(
                        who.life(),
                        who.group(),
                        who.worker(),
                        who.weight(),
                        who.address(),
                        who.keys(),
                        "1.1.0",
                        who.since()),
                row.number(),
                false,
                row.limits(),
                Optional.empty(),
                row.report());
    }

    private static OrderAt order(String name, String value) {
        return new OrderAt(OrderReader.read(name.getBytes(UTF_8), value.getBytes(UTF_8), NOW), NOW, 0);
    }
}
