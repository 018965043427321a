package dev.takeone.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.account.Report.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What one reader makes of the board, record by record. */
class BoardTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Part SERVED = new Part(0, Part.State.SERVING, 0);

    private final Board board = new Board(new Reckoning(), 0);

    BoardTest() {
        board.caughtUp();
    }

    private static BoardRow row(String life, long sequence, AccountLimits limits, List<String> keys, Report report) {
        Who who = new Who(life, "takeone", life, 1, "https://api.example", keys, "1", Instant.EPOCH);
        return new BoardRow(who, new RowNumber(sequence), false, limits, Optional.empty(), report);
    }

    private static BoardRow row(String life, int calls, String... keys) {
        return row(life, 1, new AccountLimits(calls, Optional.empty()), List.of(keys), Report.NONE);
    }

    private static Report report(int all, Part... parts) {
        return new Report(new Need(0, 100, 50), 0, List.of(parts), all, new Report.Jobs(0, 0, 0, 0), List.of());
    }

    private Sight sight() {
        return Sight.of(board, "a", Optional.empty(), false, SECOND);
    }

    private Dealing deal(long number, long now) {
        Dealing dealing = new Dealer(new Reckoning()).deal(board, "o", new DealingNumber(number), now);
        board.gave(dealing, now);
        return dealing;
    }

    @Test
    void aDealingThatIsFarAwayIsTakenByNobody() {
        board.read(new Office("o", "a", false), 0);
        assertThat(board.read(new Dealing("o", new DealingNumber(1L << 52), List.of()), 0))
                .isFalse();
        assertThat(board.read(new Dealing("o", new DealingNumber(2), List.of()), 0))
                .isTrue();
    }

    @Test
    void whoSaysWhatIsNamedWhereLimitsDifferAndTheLeastCounts() {
        board.read(row("a", 300, "k"), 0);
        board.read(row("b", 200, "k"), 0);

        assertThat(sight().differing())
                .containsEntry("takeone/a", "300 calls a minute, any number of tasks")
                .containsEntry("takeone/b", "200 calls a minute, any number of tasks");
        assertThat(deal(1, SECOND).allotments().stream()
                        .mapToDouble(Dealing.Allotment::calls)
                        .sum())
                .isLessThan(200);
    }

    @Test
    void anotherKeyIsAnotherAccountUnlessSomebodyHasKnownBoth() {
        board.read(row("a", 300, "k1"), 0);
        board.read(row("b", 300, "k2"), 0);
        assertThat(sight().others()).containsOnlyKeys("takeone/b");

        board.read(row("c", 300, "k2", "k1"), 0);
        assertThat(sight().others()).isEmpty();
    }

    @Test
    void anUnreadableOfficeOrDealingIsNotShownAnyMoreWhenAGoodOneHasCome() {
        board.read(new BoardRecord.Unreadable("@office", "it is not JSON"), 0);
        board.read(new BoardRecord.Unreadable("@dealing", "it is not JSON"), 0);
        assertThat(sight().unreadable()).containsOnlyKeys("@office", "@dealing");

        board.read(new Office("o", "a", false), 0);
        assertThat(sight().unreadable()).containsOnlyKeys("@dealing");
        board.read(new Dealing("o", new DealingNumber(1), List.of()), 0);
        assertThat(sight().unreadable()).isEmpty();
    }

    @Test
    void anUnreadableRowIsShownUntilItIsWrittenAgain() {
        board.read(new BoardRecord.Unreadable("b", "it is not JSON"), 0);
        assertThat(sight().unreadable()).containsEntry("b", "it is not JSON");

        board.read(row("b", 300, "k"), 0);
        assertThat(sight().unreadable()).isEmpty();
    }

    @Test
    void partitionsThatNobodyOnTheBoardHasEverHadMayBeAnOldReleases() {
        board.read(row("a", 1, new AccountLimits(300, Optional.of(9)), List.of(), report(3, SERVED)), 0);

        assertThat(sight().strangers()).isBetween(0.66, 0.67);
        Dealing.Allotment third = deal(1, SECOND).allotments().getFirst();
        assertThat(third.calls()).isBetween(90.0, 100.0);
        assertThat(third.tasks()).isEqualTo(OptionalInt.of(3));

        Report all = report(3, SERVED, new Part(1, Part.State.RESTORING, 0), new Part(2, Part.State.LEFT, 0));
        board.read(row("a", 2, new AccountLimits(300, Optional.of(9)), List.of(), all), SECOND);
        assertThat(sight().strangers()).isZero();
    }

    @Test
    void whoIsAloneHasNearlyAllOfIt() {
        board.read(row("a", 300, "k"), 0);
        assertThat(deal(1, SECOND).allotments().getFirst().calls()).isBetween(285.0, 300.0);
    }

    @Test
    void mostOfWhatADeadWorkerHadIsDealtOutAgainWithin15SecondsAndTheRestOnceItsLeaseAndItsBurstHavePassed() {
        AccountLimits limits = new AccountLimits(300, Optional.empty());
        board.read(row("a", 1, limits, List.of(), report(0)), 0);
        assertThat(deal(1, 0).allotments().getFirst().calls()).isGreaterThan(285);

        board.read(row("b", 1, limits, List.of(), report(0)), 12 * SECOND);
        assertThat(deal(2, 12 * SECOND).allotments())
                .singleElement()
                .satisfies(mine -> assertThat(mine.calls()).isLessThan(1));
        board.read(row("b", 2, limits, List.of(), report(0)), 14 * SECOND);
        assertThat(deal(3, 14 * SECOND).allotments().getFirst().calls()).isBetween(250.0, 255.0);
        board.read(row("b", 3, limits, List.of(), report(0)), 49 * SECOND);
        assertThat(deal(4, 49 * SECOND).allotments().getFirst().calls()).isBetween(270.0, 290.0);
    }

    @Test
    void withoutWordOfTheBoardATenthOfALeaseIsLeftAfterTenSecondsByWhicheverClockSaysMore() {
        Moment written = new Moment(0, Instant.EPOCH);
        Lease lease = new Lease(300, 300, 100, OptionalInt.empty(), Credit.NONE, written);
        assertThat(lease.calls(new Moment(9 * SECOND, Instant.EPOCH))).isEqualTo(300);
        assertThat(lease.calls(new Moment(10 * SECOND, Instant.EPOCH))).isEqualTo(30);
        assertThat(lease.calls(new Moment(SECOND, Instant.EPOCH.plusSeconds(10))))
                .isEqualTo(30);
        assertThat(lease.calls(new Moment(44 * SECOND, Instant.EPOCH))).isEqualTo(30);
        assertThat(lease.calls(new Moment(45 * SECOND, Instant.EPOCH))).isZero();
    }

    @Test
    void tasksOfADeadWorkerCountUntilItsPartitionsAreServedAgain() {
        AccountLimits nine = new AccountLimits(300, Optional.of(9));
        Part busy = new Part(0, Part.State.SERVING, 6);
        board.read(row("a", 1, nine, List.of(), report(1, busy)), 0);
        deal(1, 0);
        long later = Duration.ofMinutes(3).toNanos();
        board.read(row("b", 1, nine, List.of(), report(1, new Part(0, Part.State.RESTORING, 0))), later);
        assertThat(deal(2, later).allotments().getFirst().tasks()).isEqualTo(OptionalInt.of(0));

        board.read(row("b", 2, nine, List.of(), report(1, busy)), later + SECOND);
        assertThat(deal(3, later + SECOND).allotments().getFirst().tasks()).isEqualTo(OptionalInt.of(9));
    }

    @Test
    void aSilentWorkersTasksMayBeInAnyOfItsPartitionsAndNotOnlyWhereItToldOfThem() {
        AccountLimits three = new AccountLimits(300, Optional.of(3));
        board.read(row("a", 1, three, List.of(), report(2, serving(0, 1), serving(1, 2))), 0);
        assertThat(deal(1, 0).allotments().getFirst().tasks()).isEqualTo(OptionalInt.of(3));

        Part readBack = new Part(0, Part.State.RESTORING, 0);
        board.read(row("b", 1, three, List.of(), report(2, readBack, serving(1, 1))), 20 * SECOND);
        assertThat(tasksDealtTo("b", 2, 20 * SECOND)).isLessThanOrEqualTo(1);

        board.read(row("b", 2, three, List.of(), report(2, serving(0, 2), serving(1, 0))), 21 * SECOND);
        assertThat(tasksDealtTo("b", 3, 21 * SECOND)).isEqualTo(3);
    }

    @Test
    void aPartitionThatNobodyTellsOfMayHoldAllThatASilentWorkerWasLeased() {
        AccountLimits six = new AccountLimits(300, Optional.of(6));
        board.read(row("a", 1, six, List.of(), report(2, serving(0, 0))), 0);
        board.read(row("b", 1, six, List.of(), report(2, serving(1, 0))), 0);
        assertThat(tasksDealtTo("a", 1, 0)).isEqualTo(3);

        long later = Duration.ofMinutes(2).toNanos();
        Part gone = new Part(1, Part.State.LEFT, 0);
        board.read(row("b", 2, six, List.of(), report(2, serving(0, 0), gone)), later);
        assertThat(tasksDealtTo("b", 2, later)).isEqualTo(3);

        board.read(row("b", 3, six, List.of(), report(2, serving(0, 0), serving(1, 0))), later);
        assertThat(tasksDealtTo("b", 3, later)).isEqualTo(6);
    }

    @Test
    void tasksThatAPartitionHadBeforeItIsReadBackAreNotReplacedByOthers() {
        AccountLimits nine = new AccountLimits(300, Optional.of(9));
        board.read(row("a", 1, nine, List.of(), report(3, new Part(0, Part.State.RESTORING, 6))), 0);
        board.read(row("b", 1, nine, List.of(), report(3, serving(1, 5))), 0);
        board.read(row("c", 1, nine, List.of(), report(3, new Part(2, Part.State.LEFT, 4))), 0);

        assertThat(tasksDealtTo("a", 1, 0)).isZero();
    }

    private static Part serving(int number, int tasks) {
        return new Part(number, Part.State.SERVING, tasks);
    }

    private int tasksDealtTo(String worker, int number, long now) {
        return deal(number, now).allotments().stream()
                .filter(each -> each.life().equals(worker))
                .findFirst()
                .orElseThrow()
                .tasks()
                .orElseThrow();
    }

    @Test
    void fiftyWorkersHaveTogetherNoMoreThanTheAccount() {
        for (int each = 0; each < 50; each++) {
            board.read(row("w" + each, 1, new AccountLimits(300, Optional.empty()), List.of(), report(0)), 0);
        }
        List<Dealing.Allotment> dealt = deal(1, SECOND).allotments();
        double all = dealt.stream().mapToDouble(Dealing.Allotment::calls).sum();

        assertThat(dealt)
                .hasSize(50)
                .allSatisfy(each -> assertThat(each.calls()).isPositive());
        assertThat(all + 50 + all / 30).isLessThanOrEqualTo(301.001);
        assertThat(all).isGreaterThan(230);
    }

    @Test
    void aLeaseRunsFromWhenTheRowWasWrittenByWhicheverClockSaysMore() {
        List<BoardRecord> log = new ArrayList<>();
        Moment start = new Moment(0, Instant.EPOCH);
        Seat seat = new Seat(
                new Who("a", "takeone", "a", 1, "https://api.example", List.of(), "1", Instant.EPOCH),
                new AccountLimits(300, Optional.empty()),
                new Random(1),
                start);
        seat.atEnd();
        Moment first = new Moment(4 * SECOND, Instant.EPOCH.plusSeconds(4));
        log.addAll(seat.due(Report.NONE, first));
        log.forEach(record -> seat.read(record, first));
        seat.due(Report.NONE, first).forEach(record -> seat.read(record, first));

        assertThat(seat.isDealer()).isTrue();
        assertThat(seat.lease(first)).isPresent();
        assertThat(seat.lease(new Moment(48 * SECOND, Instant.EPOCH.plusSeconds(48))))
                .isPresent();
        assertThat(seat.lease(new Moment(49 * SECOND, Instant.EPOCH.plusSeconds(30))))
                .isEmpty();
        assertThat(seat.lease(new Moment(10 * SECOND, Instant.EPOCH.plusSeconds(3_600))))
                .isEmpty();
    }

    @Test
    void aDealingOfAnOfficeThatWasTakenMeanwhileIsNotObeyed() {
        board.read(new Office("one", "a", false), 0);
        board.read(new Office("two", "b", false), 0);
        assertThat(board.read(new Dealing("one", new DealingNumber(7), List.of()), 0))
                .isFalse();
        assertThat(board.read(new Dealing("two", new DealingNumber(8), List.of()), 0))
                .isTrue();
    }
}
