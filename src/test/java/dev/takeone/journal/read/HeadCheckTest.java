package dev.takeone.journal.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.journal.Samples;
import dev.takeone.journal.clients.JournalSettings.OnMismatch;
import dev.takeone.journal.read.HeadCheck.Verdict;
import dev.takeone.journal.rows.Committed;
import dev.takeone.journal.rows.Found;
import dev.takeone.journal.rows.Found.Log;
import dev.takeone.journal.rows.Found.Rows;
import dev.takeone.journal.rows.Head;
import dev.takeone.journal.rows.Marks;
import dev.takeone.journal.rows.TopicLife;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadCheckTest {
    private static final long EARLIEST = 3;
    private static final long END = 30;
    private static final TopicLife LIFE = TopicLife.of("id-1");
    private static final Rows NONE = new Rows(true, 0, 0);
    private static final Log REQUESTS = new Log("id-1", EARLIEST, END);
    private static final Log NEW_JOURNAL = new Log("jobs-1", 0, 0);
    private static final Log JOURNAL = new Log("jobs-1", 100, 900);

    /** Of a journal with the head at 20, four jobs that have not ended, and seven transactions. */
    private static final Marks MARKS =
            new Marks("jobs-1", "receipts-1", 7, 4, new Marks.Floor(200, Samples.NOON.minus(Duration.ofDays(2))));

    private static final Rows FOUR = new Rows(false, 4, 0);

    /** A topic that keeps rows for seven days, with a margin. */
    private static final Instant KEPT_FROM = Samples.NOON.minus(Duration.ofDays(5));

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "20, none, 20, true", // the group's offset has expired
                "20, 20, 20, true", // whose offset it is it does not say
                "20, 7, 20, true", // rewound: what is below the head is known
            })
    void goesOnFromTheHeadAndMendsAnOffsetThatSaysSomethingElse(
            long head, @Nullable Long committed, long next, boolean afresh) {
        Found found = found(head, "takeone", "id-1", committed);

        assertThat(HeadCheck.verdict(found, Samples.setup())).isEqualTo(new Verdict.GoOn(LIFE, next, next, afresh));
    }

    @Test
    void whereAllTellTheSameNothingIsWrittenAgain() {
        assertThat(HeadCheck.verdict(marked(MARKS, FOUR, JOURNAL, 7), Samples.setup()))
                .isEqualTo(new Verdict.GoOn(LIFE, 20, 20, false));
    }

    @Test
    void aFirstStartReadsWhatHasWaitedInTheTopicBeforeIt() {
        assertThat(HeadCheck.verdict(empty(NEW_JOURNAL, Optional.empty()), Samples.setup()))
                .isEqualTo(new Verdict.GoOn(LIFE, EARLIEST, EARLIEST, true));
    }

    /** The first transactions may all have been aborted: a log that has never lost a record begins at 0. */
    @Test
    void aFirstStartMayHaveBegunBefore() {
        assertThat(HeadCheck.verdict(empty(new Log("jobs-1", 0, 12), Optional.empty()), Samples.setup()))
                .isEqualTo(new Verdict.GoOn(LIFE, EARLIEST, EARLIEST, true));
    }

    @Test
    void anEmptyJournalThatHasHeldRowsIsNoFirstStart() {
        assertStopped(
                empty(new Log("jobs-1", 40, 40), Optional.empty()),
                "it is empty, but has held rows, up to offset 40",
                "the earliest request, at offset 3");
    }

    @Test
    void anEmptyJournalBesideWhatTellsOfItsJobsIsNoFirstStart() {
        assertStopped(
                empty(NEW_JOURNAL, Optional.empty())
                        .with(Optional.of("receipts has had receipts of its jobs, up to offset 3")),
                "it is empty, but receipts has had receipts of its jobs, up to offset 3",
                "the earliest request, at offset 3");
    }

    @Test
    void anEmptyJournalBesideAnOffsetOfTheGroupIsNoFirstStart() {
        assertStopped(
                empty(NEW_JOURNAL, Optional.of(new Committed(9, Optional.empty(), 0))),
                "it is empty, but the group takeone has handled the requests up to offset 9",
                "the group's offset, 9");
    }

    @Test
    void rowsWithoutAHeadStopThePartition() {
        Found found =
                new Found(2, Optional.empty(), FOUR, Optional.empty(), REQUESTS, JOURNAL, "receipts-1", KEPT_FROM);

        assertStopped(found, "it holds rows, but not the one that says how far", "the earliest request, at offset 3");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            delimiter = '|',
            value = {
                "20 | takeone | id-0 | none | with the id id-0, and requests has the id id-1 | the earliest request, at offset 3",
                "20 | takeone | id-0 | 4    | with the id id-0, and requests has the id id-1 | the group's offset, 4",
                "20 | other   | id-1 | 20   | it belongs to the group other, not to takeone | the group's offset, 20",
                "20 | takeone | id-1 | 21   | up to offset 20, but the offset of the group takeone was moved to 21 | the group's offset, 21",
                "31 | takeone | id-1 | none | up to offset 31, but the requests end at offset 30: their log was cut short | the end of the requests, at offset 30",
                "31 | takeone | id-1 | 31   | up to offset 31, but the requests end at offset 30: their log was cut short | the end of the requests, at offset 30",
            })
    void stopsWhereTheStoriesDifferAndNamesTheChoices(
            long head, String group, String topicId, @Nullable Long committed, String what, String from) {
        assertStopped(found(head, group, topicId, committed), what, from);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            delimiter = '|',
            value = {"none | the earliest request, at offset 3", "19 | the group's offset, 19"})
    void aRenamedGroupIsToldThatAdoptingBuysAgain(@Nullable Long committed, String from) {
        assertThat(HeadCheck.verdict(found(20, "other", "id-1", committed), Samples.setup()))
                .isInstanceOfSatisfying(
                        Verdict.Stop.class,
                        stop -> assertThat(stop.error())
                                .contains("to go on from " + from)
                                .endsWith(" Requests from there on were handled up to offset 20 by the group other, and"
                                        + " those that the journal no longer knows would be bought again: first set the"
                                        + " offset of the group takeone to 20."));
    }

    @Test
    void aRenamedGroupThatWasSetToWhereTheOldOneWasGoesOnThereByAdopting() {
        assertStopped(
                found(20, "other", "id-1", 20L),
                "it belongs to the group other, not to takeone",
                "the group's offset, 20, with the identities that the journal knows.");
        assertThat(HeadCheck.verdict(found(20, "other", "id-1", 20L), Samples.setup(OnMismatch.ADOPT)))
                .isEqualTo(new Verdict.GoOn(LIFE, 20, 20, true));
    }

    @Test
    void rowsInATopicOfAnotherIdAreACopyAndStopThePartition() {
        assertStopped(
                marked(MARKS, FOUR, new Log("jobs-2", 0, 9), 7),
                "it was written in a topic with the id jobs-1, and jobs has the id jobs-2",
                "the group's offset, 20");
    }

    @Test
    void aJournalThatEndsBeforeWhatTheGroupWasToldOfStopsThePartition() {
        assertStopped(
                marked(MARKS, FOUR, JOURNAL, 8),
                "it ends with its transaction 7, but the group's offset was written with the transaction 8",
                "the group's offset, 20");
    }

    @Test
    void aJobInHandWhoseRowIsGoneStopsThePartition() {
        assertStopped(
                marked(MARKS, new Rows(false, 3, 0), JOURNAL, 7),
                "it had 4 jobs that have not ended, and holds 3 of them",
                "the group's offset, 20");
    }

    @Test
    void aRowThatAPersonHasRemovedIsNotMissed() {
        assertThat(HeadCheck.verdict(marked(MARKS, new Rows(false, 3, 1), JOURNAL, 7), Samples.setup()))
                .isInstanceOf(Verdict.GoOn.class);
    }

    /** The topic forgets that it was removed: a head that still counts it would miss it then. */
    @Test
    void aRemovedRowIsNotCountedForEver() {
        assertThat(HeadCheck.verdict(marked(MARKS, new Rows(false, 3, 1), JOURNAL, 7), Samples.setup()))
                .isEqualTo(new Verdict.GoOn(LIFE, 20, 20, true));
    }

    @Test
    void rowsThatWereDeletedBeforeTheirTimeStopThePartition() {
        assertStopped(
                marked(MARKS, FOUR, new Log("jobs-1", 201, 900), 7),
                "its rows before offset 201 were deleted, although the topic should have kept them from offset 200",
                "the group's offset, 20");
    }

    @Test
    void rowsThatTheTopicsRetentionHasTakenAreNotMissed() {
        Marks old = new Marks("jobs-1", "receipts-1", 7, 4, new Marks.Floor(200, KEPT_FROM.minusSeconds(1)));

        assertThat(HeadCheck.verdict(marked(old, FOUR, new Log("jobs-1", 201, 900), 7), Samples.setup()))
                .isInstanceOf(Verdict.GoOn.class);
    }

    @Test
    void requestsThatAreGoneUnreadAreCountedAndPassed() {
        Found found = new Found(
                2,
                Optional.of(head("takeone", LIFE, 20)),
                FOUR,
                Optional.empty(),
                new Log("id-1", 26, END),
                JOURNAL,
                "receipts-1",
                KEPT_FROM);

        assertThat(HeadCheck.verdict(found, Samples.setup()))
                .isEqualTo(new Verdict.GoOn(LIFE, 20, 26, true))
                .extracting(verdict -> ((Verdict.GoOn) verdict).lost())
                .isEqualTo(6L);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "20, id-0, none, id-1, 3",
                "20, id-0, 4,    id-1, 4",
                "20, id-1, 21,   id-1, 21",
                "31, id-1, none, id-1/1, 30",
                "31, id-1, 31,   id-1/1, 30",
                "40, id-1/1, 40, id-1/2, 30",
            })
    void adoptsTheGroupsOffsetOrTheEarliestRequest(
            long head, String life, @Nullable Long committed, String next, long offset) {
        assertThat(HeadCheck.verdict(found(head, "takeone", life, committed), Samples.setup(OnMismatch.ADOPT)))
                .isEqualTo(new Verdict.GoOn(TopicLife.parse(next), offset, offset, true));
    }

    /** A running worker commits by the topic's name: what it commits after the topic was made anew is no offset of it. */
    @Test
    void doesNotAdoptAnOffsetOfTheTopicThatWas() {
        Found found = new Found(
                2,
                Optional.of(head("takeone", TopicLife.of("id-0"), 20)),
                FOUR,
                Optional.of(new Committed(20, Optional.of(TopicLife.of("id-0")), 7)),
                REQUESTS,
                JOURNAL,
                "receipts-1",
                KEPT_FROM);

        assertThat(HeadCheck.verdict(found, Samples.setup(OnMismatch.ADOPT)))
                .isEqualTo(new Verdict.GoOn(LIFE, EARLIEST, EARLIEST, true));
    }

    @Test
    void anAdoptedJournalThatLacksRowsGoesOnFromWhereItWas() {
        assertThat(HeadCheck.verdict(marked(MARKS, new Rows(false, 3, 0), JOURNAL, 7), Samples.setup(OnMismatch.ADOPT)))
                .isEqualTo(new Verdict.GoOn(LIFE, 20, 20, true));
    }

    /** At the head 20, which is within the log: what has outgrown it is not what was handled. */
    @Test
    void aLogThatWasCutAndHasGrownPastTheHeadStopsThePartition() {
        assertStopped(
                marked(MARKS, FOUR, JOURNAL, 7).cutAt(OptionalLong.of(17)),
                "up to offset 20, but from offset 17 on there are other requests by now",
                "the first of the other requests, at offset 17");
    }

    @Test
    void ofALogThatWasCutTheRequestsThatCameSinceAreAdopted() {
        assertThat(HeadCheck.verdict(
                        marked(MARKS, FOUR, JOURNAL, 7).cutAt(OptionalLong.of(17)), Samples.setup(OnMismatch.ADOPT)))
                .isEqualTo(new Verdict.GoOn(LIFE.cut(), 17, 17, true));
        assertThat(HeadCheck.verdict(
                        found(31, "takeone", "id-1", 31L).cutAt(OptionalLong.of(28)), Samples.setup(OnMismatch.ADOPT)))
                .isEqualTo(new Verdict.GoOn(LIFE.cut(), 28, 28, true));
    }

    private static void assertStopped(Found found, String what, String from) {
        assertThat(HeadCheck.verdict(found, Samples.setup()))
                .isInstanceOfSatisfying(
                        Verdict.Stop.class,
                        stop -> assertThat(stop.error())
                                .startsWith("The journal jobs, partition 2, does not fit its requests (requests): ")
                                .contains(what, "set takeone.journal.on-mismatch=adopt to go on from " + from));
    }

    private static Found found(long head, String group, String life, @Nullable Long committed) {
        return new Found(
                2,
                Optional.of(head(group, TopicLife.parse(life), head)),
                FOUR,
                Optional.ofNullable(committed).map(offset -> new Committed(offset, Optional.empty(), 0)),
                REQUESTS,
                JOURNAL,
                "receipts-1",
                KEPT_FROM);
    }

    private static Found marked(Marks marks, Rows rows, Log journal, long written) {
        return new Found(
                2,
                Optional.of(new Head("takeone", "requests", LIFE, 20, OptionalInt.empty(), Optional.of(marks))),
                rows,
                Optional.of(new Committed(20, Optional.of(LIFE), written)),
                REQUESTS,
                journal,
                "receipts-1",
                KEPT_FROM);
    }

    private static Found empty(Log journal, Optional<Committed> committed) {
        return new Found(2, Optional.empty(), NONE, committed, REQUESTS, journal, "receipts-1", KEPT_FROM);
    }

    private static Head head(String group, TopicLife life, long next) {
        return new Head(group, "requests", life, next, OptionalInt.empty(), Optional.empty());
    }
}
