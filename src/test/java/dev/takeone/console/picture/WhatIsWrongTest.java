package dev.takeone.console.picture;

import static dev.takeone.console.picture.PictureJobs.NOW;
import static dev.takeone.console.picture.PictureJobs.limited;
import static dev.takeone.console.picture.PictureJobs.mayDraw;
import static dev.takeone.console.picture.PictureJobs.serving;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.account.BoardRecord;
import dev.takeone.account.Report;
import dev.takeone.account.Report.Part.State;
import dev.takeone.console.view.Overview;
import dev.takeone.console.view.Reading;
import dev.takeone.console.view.Trouble;
import dev.takeone.outage.Outage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is wrong, and how to mend it. */
class WhatIsWrongTest {
    private final Picture picture = new Picture(PictureJobs.SETTINGS, new PictureJobs.NoRecords());

    @Test
    void whatIsWrongComesFirstTheWorstBeforeTheRest() {
        picture.reading(new Reading(
                Reading.Extent.ALL, 5, Optional.of(new Outage(NOW.minusSeconds(60), "no broker")), Optional.empty()));
        picture.board(PictureJobs.row(State.STOPPED, Optional.empty(), pause(60)), NOW);

        assertThat(picture.overview(NOW).troubles())
                .extracting(Trouble::weight)
                .containsExactly(Trouble.Weight.BAD, Trouble.Weight.BAD, Trouble.Weight.NOTE);
        assertThat(picture.overview(NOW).troubles().getFirst().what())
                .isEqualTo("Kafka cannot be read since 2026-11-29T10:09:00Z, and what is shown is as old: no broker");
    }

    @Test
    void whatIsNotReadYetIsANote() {
        assertThat(notes()).contains("The topics are still being read: counts grow until that is done.");

        picture.reading(new Reading(Reading.Extent.LATEST, 5, Optional.empty(), Optional.empty()));
        assertThat(notes())
                .contains("What ended before is still being read: counts of what has ended grow until that is done.");

        picture.reading(new Reading(Reading.Extent.ALL, 9, Optional.empty(), Optional.empty()));
        assertThat(notes()).noneMatch(note -> note.contains("being read"));
    }

    private List<String> notes() {
        return picture.overview(NOW).troubles().stream()
                .filter(each -> each.weight() == Trouble.Weight.NOTE)
                .map(Trouble::what)
                .toList();
    }

    @Test
    void aPauseThatDoesNotEndIsNoNote() {
        picture.board(PictureJobs.row(State.SERVING, Optional.empty(), pause(61)), NOW);

        assertThat(bad("one pause after the other").what()).contains("since 2026-11-29T10:09:30Z", "Slow down");
    }

    /** As a newer worker may tell it. */
    @Test
    void aCauseThatIsNotKnownIsNotTakenForAPauseOfTheProvider() {
        picture.board(
                PictureJobs.row(State.SERVING, Optional.empty(), PictureJobs.held("maintenance", "SUBMISSION")), NOW);

        assertThat(notes())
                .contains("Calls are held (maintenance) since 2026-11-29T10:01:00Z (worker takeone/w1): HTTP 402:"
                        + " Insufficient balance.")
                .noneMatch(note -> note.contains("asks for a pause"));
        assertThat(picture.overview(NOW).troubles())
                .extracting(Trouble::what)
                .noneMatch(what -> what.contains("one pause after the other"));
    }

    static Report.Held pause(int seconds) {
        Instant since = NOW.minusSeconds(30);
        return new Report.Held(
                "throttled",
                List.of("CHECK"),
                Optional.empty(),
                since,
                since.plusSeconds(seconds),
                Optional.of(429),
                Optional.of("Slow down"));
    }

    @Test
    void postsThatAllComeTooLateAreWrongAndNotThePauseOfAProvider() {
        picture.board(
                PictureJobs.row(State.SERVING, Optional.empty(), PictureJobs.held("too_late", "SUBMISSION")), NOW);

        assertThat(picture.overview(NOW).troubles())
                .filteredOn(trouble -> trouble.weight() == Trouble.Weight.BAD)
                .singleElement()
                .satisfies(trouble -> assertThat(trouble.what())
                        .startsWith("Nothing is bought since")
                        .contains("too late"));
    }

    @Test
    void aGroupWhoseLagMayNotBeToldIsNamedAndIsNoOutage() {
        picture.reading(new Reading(Reading.Extent.ALL, 1, Optional.empty(), Optional.empty()));
        picture.unread(Map.of("takeone", 10L), List.of("Not authorized to access group: lane-b."));

        assertThat(picture.overview(NOW).troubles())
                .extracting(Trouble::what)
                .anyMatch(what -> what.contains("lane-b"))
                .noneMatch(what -> what.contains("cannot be read"));
    }

    @Test
    void whatCouldNotBeReadOfTheBoardIsNotToldAnyMoreWhenAGoodRecordHasCome() {
        List.of("@office", "@dealing", "life-1")
                .forEach(key -> picture.board(new BoardRecord.Unreadable(key, "it is not JSON"), NOW));
        assertThat(picture.overview(NOW).troubles())
                .extracting(Trouble::what)
                .filteredOn(what -> what.contains("it is not JSON"))
                .hasSize(3);

        picture.board(PictureJobs.row(State.SERVING, Optional.empty()), NOW);
        picture.board(PictureJobs.office(), NOW);
        picture.board(PictureJobs.dealing(120), NOW);
        assertThat(picture.overview(NOW).troubles())
                .extracting(Trouble::what)
                .noneMatch(what -> what.contains("it is not JSON"));
    }

    @Test
    void workersThatWereToldDifferentLimitsAreNotPassedOver() {
        picture.board(PictureJobs.spending(0, 3_000_000), NOW);
        for (int number = 1; number <= 5; number++) {
            picture.board(PictureJobs.worker("life-b" + number, "b" + number, "https://provider.example", "k1"), NOW);
        }

        Trouble trouble = bad("different limits");
        assertThat(trouble.what())
                .isEqualTo(
                        "Workers were told different limits of the account, and the least of each counts: 500 calls a"
                                + " minute, any number of tasks (takeone/b1, takeone/b2, takeone/b3 and 2 more); 500 calls a"
                                + " minute, any number of tasks, $3.00 a day (takeone/w1).");
        assertThat(trouble.mend()).contains("takeone.spend.per-day", "alike at every worker");
    }

    @Test
    void workersOfAnotherAccountAreNamedBesideTheOneThatDeals() {
        picture.board(PictureJobs.worker("life-0", "a", "https://provider.example", "k2"), NOW);
        picture.board(PictureJobs.row(State.SERVING, Optional.empty()), NOW);
        picture.board(PictureJobs.office(), NOW);
        picture.board(PictureJobs.worker("life-2", "c", "https://elsewhere.example", "k1"), NOW);

        assertThat(bad("another account").what())
                .isEqualTo("Workers of another account tell of themselves on this board: another key (takeone/a); the"
                        + " provider at https://elsewhere.example (takeone/c).");
    }

    @Test
    void aCeilingIsNamedWithWhatCountsAndWhatTheNextRequestCosts() {
        picture.board(PictureJobs.spending(99_800_000, 100_000_000), NOW);

        Trouble trouble = bad("ceiling");
        assertThat(trouble.what())
                .isEqualTo(
                        "The ceiling takeone.spend.per-day keeps requests waiting: 99.80 of 100.00 USD are spent in 24 h"
                                + " or in flight, and one that comes next costs 0.80; there is room at 2026-11-29T10:15:00Z.");
        assertThat(trouble.mend())
                .isEqualTo(
                        "Wait, or raise takeone.spend.per-day at every worker of the account, of every group: the lowest"
                                + " counts (src/docs/mends.md#a-ceiling-is-reached).");
    }

    @Test
    void aRequestThatIsDearerThanAWholeCeilingIsNotPromisedRoom() {
        picture.board(PictureJobs.spending(0, 700_000), NOW);

        assertThat(bad("ceiling").what())
                .isEqualTo(
                        "The ceiling takeone.spend.per-day keeps requests waiting: one that comes next costs 0.80 USD,"
                                + " and all of the ceiling is 0.70.");
        assertThat(bad("ceiling").mend())
                .startsWith("Raise takeone.spend.per-day at every worker")
                .contains("withdraw");
    }

    @Test
    void aPartitionOfWhichNobodyTellsWhatItHasSpentIsNamedWhereThereIsACeiling() {
        picture.board(limited("life-1", 5_000_000, Optional.empty(), serving(1, 0)), NOW);
        assertThat(bad("takeone-0").what())
                .isEqualTo(
                        "Not all that was spent is told of: what partition takeone-0 has spent is not known, and nothing"
                                + " is bought under a ceiling until it is served.");

        picture.board(PictureJobs.row(State.SERVING, Optional.empty()), NOW);
        assertThat(picture.overview(NOW).troubles())
                .extracting(Trouble::what)
                .noneMatch(what -> what.contains("takeone-0"));
    }

    @Test
    void noRoomIsPromisedWhileAWorkerThatIsGoneMayHaveSpentIt() {
        picture.board(limited("life-0", 5_000_000, mayDraw(OptionalLong.of(4_800_000)), serving(0, 0)), NOW);
        Instant later = NOW.plusSeconds(60);
        picture.board(
                limited("life-1", 5_000_000, Optional.empty(), new Report.Part(0, State.STOPPED, 0), serving(1, 0)),
                later);

        assertThat(picture.overview(later).troubles())
                .extracting(Trouble::what)
                .anyMatch(what -> what.startsWith("Not all that was spent is told of: workers that are gone"))
                .anyMatch(what -> what.startsWith("The ceiling takeone.spend.per-day keeps requests waiting"));
        Overview.Ceiling ceiling = picture.overview(later).spend().dayCeiling().orElseThrow();
        assertThat(ceiling.counts()).isZero();
        assertThat(ceiling.reached()).isTrue();
        assertThat(ceiling.roomAt()).isEmpty();
    }

    @Test
    void roomUnderACeilingIsNothingWrong() {
        picture.board(PictureJobs.spending(99_200_000, 100_000_000), NOW);

        assertThat(picture.overview(NOW).troubles())
                .extracting(Trouble::what)
                .noneMatch(what -> what.contains("ceiling"));
    }

    @Test
    void workersThatAgreeAreNotWrong() {
        picture.board(PictureJobs.row(State.SERVING, Optional.empty()), NOW);
        picture.board(PictureJobs.worker("life-2", "b", "https://provider.example", "k1"), NOW);

        assertThat(picture.overview(NOW).troubles()).extracting(Trouble::weight).doesNotContain(Trouble.Weight.BAD);
    }

    private Trouble bad(String part) {
        return picture.overview(NOW).troubles().stream()
                .filter(trouble ->
                        trouble.weight() == Trouble.Weight.BAD && trouble.what().contains(part))
                .findFirst()
                .orElseThrow();
    }
}
