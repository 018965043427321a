package dev.takeone.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.account.Report.Part;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Dollars, as they are dealt: whatever happens, no more may be promised than is left. */
class CeilingTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long DOLLAR = 1_000_000L;
    private static final long LEASE_OVER = 50 * SECOND;

    private final Board board = new Board(new Reckoning(), 0);
    private long number;

    CeilingTest() {
        board.caughtUp();
    }

    /** A worker's row; {@code goesBy} is the dealing that its purse goes by. */
    private void tells(String life, long sequence, long hour, Purse purse, long now, Part... parts) {
        tells(life, sequence, false, hourly(hour), purse, now, parts);
    }

    private void leaves(String life, long sequence, long hour, long now, Part... parts) {
        tells(life, sequence, true, hourly(hour), Purse.NONE, now, parts);
    }

    private static AccountLimits hourly(long hour) {
        return new AccountLimits(300, Optional.empty(), new Ceilings(OptionalLong.of(hour), OptionalLong.empty()));
    }

    private void tells(
            String life, long sequence, boolean left, AccountLimits limits, Purse purse, long now, Part... parts) {
        Who who = new Who(life, "takeone", life, 1, "https://api.example", List.of("k"), "1", Instant.EPOCH);
        Report report = new Report(
                new Need(0, 100, 50),
                0,
                List.of(parts),
                parts.length,
                new Report.Jobs(0, 0, 0, 0),
                List.of(),
                purse,
                OptionalLong.empty());
        board.read(new BoardRow(who, new RowNumber(sequence), left, limits, Optional.empty(), report), now);
    }

    private static Part serving(int number, int generation, long running, long hour) {
        return new Part(
                number,
                Part.State.SERVING,
                0,
                Optional.of(new Spent(generation, running, hour, hour, Optional.empty(), Optional.empty())));
    }

    private static Part restoring(int number) {
        return new Part(number, Part.State.RESTORING, 0);
    }

    private static Purse wants(long drawn, long dealing) {
        return new Purse(drawn, new DealingNumber(dealing), 1_000 * DOLLAR, DOLLAR);
    }

    /** The dollars up to which a life may draw. */
    private long dealtTo(String life, long now) {
        Dealing dealing = new Dealer(new Reckoning()).deal(board, "o", new DealingNumber(++number), now);
        board.gave(dealing, now);
        return dealing.allotments().stream()
                .filter(each -> each.life().equals(life))
                .mapToLong(each -> each.dollars().orElse(-1))
                .findFirst()
                .orElse(0);
    }

    @Test
    void whatIsSpentIsNotDealtAgain() {
        tells("a", 1, 10 * DOLLAR, wants(0, 0), 0, serving(0, 1, 2 * DOLLAR, 3 * DOLLAR));
        assertThat(dealtTo("a", SECOND)).isEqualTo(5 * DOLLAR);
    }

    @Test
    void nothingIsDealtWhileAPartitionHasNotToldWhatItSpent() {
        tells("a", 1, 10 * DOLLAR, wants(0, 0), 0, serving(0, 1, 0, 0), restoring(1));
        assertThat(dealtTo("a", SECOND)).isZero();
    }

    /** Of one that waits for its journal to be grown it is known that nothing was spent. */
    @Test
    void aPartitionThatHasNoJournalYetStopsNoPurchase() {
        Spent nothing = new Spent(1, 0, 0, 0, Optional.empty(), Optional.empty());
        Part waits = new Part(1, Part.State.RESTORING, 0, Optional.of(nothing));
        tells("a", 1, 10 * DOLLAR, wants(0, 0), 0, serving(0, 1, 0, 0), waits);
        assertThat(dealtTo("a", SECOND)).isEqualTo(10 * DOLLAR);
    }

    @Test
    void aStoppedPartitionStopsNoOtherWhenItsLastOwnerIsForgotten() {
        tells("a", 1, 10 * DOLLAR, wants(0, 0), 0, serving(0, 1, 0, 0));
        leaves("a", 2, 10 * DOLLAR, SECOND, serving(0, 1, 0, 0));
        long days = 3 * 86_400 * SECOND;
        tells("b", 1, 10 * DOLLAR, wants(0, 0), days, new Part(0, Part.State.STOPPED, 0), serving(1, 2, 0, 0));
        Member gone = board.member("a").orElseThrow();
        assertThat(Outlay.needs(board, gone, days)).isTrue();
        assertThat(dealtTo("b", days)).isEqualTo(10 * DOLLAR);

        tells("b", 2, 10 * DOLLAR, wants(0, 1), days, serving(0, 2, 0, 0), serving(1, 2, 0, 0));
        assertThat(Outlay.needs(board, gone, days))
                .as("when another has read the journal")
                .isFalse();
    }

    @Test
    void whatAnOwnerHadInFlightIsNotForgottenWithItWhereNobodyElseCanTell() {
        tells("a", 1, 10 * DOLLAR, wants(0, 0), 0, serving(0, 1, 4 * DOLLAR, 0));
        leaves("a", 2, 10 * DOLLAR, SECOND, serving(0, 1, 4 * DOLLAR, 0));
        long days = 3 * 86_400 * SECOND;
        tells("b", 1, 10 * DOLLAR, wants(0, 0), days, new Part(0, Part.State.STOPPED, 0));
        assertThat(Outlay.needs(board, board.member("a").orElseThrow(), days)).isTrue();
        assertThat(dealtTo("b", days)).isEqualTo(6 * DOLLAR);
    }

    @Test
    void aLifeOfAGroupThatIsGoneIsNotKeptForEver() {
        tells("a", 1, 10 * DOLLAR, wants(0, 0), 0, serving(0, 1, 0, 0));
        leaves("a", 2, 10 * DOLLAR, SECOND, serving(0, 1, 0, 0));
        assertThat(Outlay.needs(board, board.member("a").orElseThrow(), 3_600 * SECOND))
                .isFalse();
    }

    @Test
    void whatIsSpentBeyondAllCountingLeavesNoRoom() {
        Part[] parts = new Part[10_000];
        for (int number = 0; number < parts.length; number++) {
            parts[number] = serving(number, 1, Dollars.MOST, 0);
        }
        tells("a", 1, 10 * DOLLAR, wants(0, 0), 0, parts);
        assertThat(Outlay.of(board, SECOND).running()).isEqualTo(Dollars.MOST);
        assertThat(dealtTo("a", SECOND)).isZero();
    }

    @Test
    void whatWasDealtIsNotDealtTwiceBeforeItIsGivenBack() {
        tells("a", 1, 10 * DOLLAR, wants(0, 0), 0, serving(0, 1, 0, 0));
        assertThat(dealtTo("a", SECOND)).isEqualTo(10 * DOLLAR);
        tells("b", 1, 10 * DOLLAR, wants(0, 0), SECOND, serving(1, 1, 0, 0), serving(0, 0, 0, 0));
        assertThat(dealtTo("b", 2 * SECOND)).isZero();
        // It has promised one dollar, and goes by the second dealing, which left it half.
        tells("a", 2, 10 * DOLLAR, wants(DOLLAR, 2), 3 * SECOND, serving(0, 1, DOLLAR, 0));
        assertThat(dealtTo("b", 4 * SECOND)).isPositive().isLessThanOrEqualTo(9 * DOLLAR);
    }

    @Test
    void whatADeadWorkerMayHavePromisedCountsUntilSomebodyElseServesItsPartitions() {
        tells("a", 1, 10 * DOLLAR, wants(0, 0), 0, serving(0, 1, 0, 0));
        assertThat(dealtTo("a", SECOND)).isEqualTo(10 * DOLLAR);
        long later = SECOND + LEASE_OVER + 10 * SECOND;
        tells("b", 1, 10 * DOLLAR, wants(0, 0), later, restoring(0));
        assertThat(dealtTo("b", later)).isZero();
        tells("b", 2, 10 * DOLLAR, wants(0, 0), later, serving(0, 2, 4 * DOLLAR, 0));
        assertThat(dealtTo("b", later)).isEqualTo(6 * DOLLAR);
    }

    /** Its other partitions are served, and one is stopped: nobody will say what was promised for that. */
    @Test
    void whatAKilledWorkerMayHavePromisedIsToldAndStopsNoOtherPartitionForEver() {
        tells("a", 1, 10 * DOLLAR, wants(0, 0), 0, serving(0, 1, 0, 0), serving(1, 1, 0, 0));
        assertThat(dealtTo("a", SECOND)).isEqualTo(10 * DOLLAR);

        long hours = 3 * 3_600 * SECOND;
        Part stopped = new Part(0, Part.State.STOPPED, 0);
        tells("b", 1, 10 * DOLLAR, wants(0, 0), hours, stopped, serving(1, 2, 0, 0));
        assertThat(dealtTo("b", hours)).isZero();
        assertThat(Spending.of(board, hours))
                .returns(10 * DOLLAR, Spending::gone)
                .returns(true, Spending::parked);

        long days = 3 * 86_400 * SECOND;
        tells("b", 2, 10 * DOLLAR, wants(0, 1), days, stopped, serving(1, 2, 0, 0));
        assertThat(dealtTo("b", days)).isEqualTo(10 * DOLLAR);
        assertThat(Spending.of(board, days)).returns(0L, Spending::gone).returns(false, Spending::parked);
    }

    @Test
    void whatWasKilledBeforeThereWasACeilingHasPromisedNoMoreThanWaitedAtIt() {
        AccountLimits none = new AccountLimits(300, Optional.empty(), Ceilings.NONE);
        tells("a", 1, false, none, new Purse(0, DealingNumber.NONE, 4 * DOLLAR, DOLLAR), 0, serving(0, 1, 0, 0));
        assertThat(dealtTo("a", SECOND)).isEqualTo(-1);
        tells("b", 1, 10 * DOLLAR, wants(0, 0), 2 * SECOND, serving(1, 1, 0, 0));
        assertThat(dealtTo("b", 3 * SECOND)).as("while it may still buy").isZero();

        long later = LEASE_OVER + 20 * SECOND;
        tells("b", 2, 10 * DOLLAR, wants(0, 2), later, serving(1, 1, 0, 0));
        assertThat(dealtTo("b", later)).isEqualTo(6 * DOLLAR);
    }

    @Test
    void aWorkerThatLostItsPartitionLongAgoSaysNothingOfWhatItsHeirHasSpent() {
        tells("b", 1, 10 * DOLLAR, wants(0, 0), 0, serving(0, 2, 0, 7 * DOLLAR));
        tells("a", 1, 10 * DOLLAR, wants(0, 0), 0, serving(0, 1, 0, 0));
        dealtTo("b", SECOND);
        assertThat(Outlay.of(board, SECOND).hour()).isEqualTo(7 * DOLLAR);
        long later = 20 * SECOND;
        tells("a", 2, 10 * DOLLAR, wants(0, 0), later, serving(0, 1, 0, 0));
        assertThat(Outlay.of(board, later).hour()).isEqualTo(7 * DOLLAR);
    }

    @Test
    void aDearRequestIsWaitedForAndNotStarvedByCheapOnes() {
        tells(
                "a",
                1,
                3 * DOLLAR,
                new Purse(5 * DOLLAR, new DealingNumber(0), 9 * DOLLAR, DOLLAR),
                0,
                serving(0, 1, 0, DOLLAR));
        tells(
                "b",
                1,
                3 * DOLLAR,
                new Purse(0, new DealingNumber(0), 9 * DOLLAR, 3 * DOLLAR),
                0,
                serving(1, 1, 0, 0),
                serving(0, 0, 0, 0));
        assertThat(dealtTo("a", SECOND)).isEqualTo(5 * DOLLAR);
        tells(
                "a",
                2,
                3 * DOLLAR,
                new Purse(5 * DOLLAR, new DealingNumber(1), 9 * DOLLAR, DOLLAR),
                SECOND,
                serving(0, 1, 0, 0));
        assertThat(dealtTo("b", 2 * SECOND)).isEqualTo(3 * DOLLAR);
    }

    @Test
    void whatIsDearerThanTheLowestCeilingStopsNobody() {
        tells("a", 1, 10 * DOLLAR, new Purse(0, new DealingNumber(0), 9 * DOLLAR, 2 * DOLLAR), 0, serving(0, 1, 0, 0));
        tells("b", 1, DOLLAR, new Purse(0, new DealingNumber(0), DOLLAR / 2, DOLLAR / 2), 0, serving(1, 1, 0, 0));
        assertThat(dealtTo("b", SECOND)).isGreaterThanOrEqualTo(DOLLAR / 2);
    }

    @Test
    void aCeilingIsRaisedWhenTheLastWorkerThatWasToldOfALowerOneIsGone() {
        tells("a", 1, 4 * DOLLAR, wants(0, 0), 0, serving(0, 1, 0, 4 * DOLLAR));
        assertThat(dealtTo("a", SECOND)).isZero();
        tells("b", 1, 10 * DOLLAR, wants(0, 0), SECOND, serving(1, 2, 0, 0));
        assertThat(dealtTo("b", 2 * SECOND)).isZero();
        leaves("a", 2, 4 * DOLLAR, 3 * SECOND, serving(0, 1, 0, 4 * DOLLAR));
        tells("b", 2, 10 * DOLLAR, wants(0, 2), 3 * SECOND, serving(1, 2, 0, 0), serving(0, 3, 0, 4 * DOLLAR));
        assertThat(dealtTo("b", 4 * SECOND)).isEqualTo(6 * DOLLAR);
    }

    @Test
    void roomThatComesByTimeIsDealt() {
        tells("a", 1, 4 * DOLLAR, wants(0, 0), 0, serving(0, 1, 0, 4 * DOLLAR));
        assertThat(dealtTo("a", SECOND)).isZero();
        tells("a", 2, 4 * DOLLAR, wants(0, 1), 2 * SECOND, serving(0, 1, 0, DOLLAR));
        assertThat(dealtTo("a", 3 * SECOND)).isEqualTo(3 * DOLLAR);
    }

    @Test
    void theDayHasACeilingOfItsOwn() {
        AccountLimits limits = new AccountLimits(
                300, Optional.empty(), new Ceilings(OptionalLong.of(10 * DOLLAR), OptionalLong.of(12 * DOLLAR)));
        Part part = new Part(
                0,
                Part.State.SERVING,
                0,
                Optional.of(new Spent(1, DOLLAR, DOLLAR, 9 * DOLLAR, Optional.empty(), Optional.empty())));
        tells("a", 1, false, limits, wants(0, 0), 0, part);
        assertThat(dealtTo("a", SECOND)).isEqualTo(2 * DOLLAR);
    }

    @Test
    void theLowestCeilingCounts() {
        tells("a", 1, 10 * DOLLAR, wants(0, 0), 0, serving(0, 1, 0, 0));
        tells("b", 1, 4 * DOLLAR, Purse.NONE, 0);
        assertThat(dealtTo("a", SECOND)).isLessThanOrEqualTo(4 * DOLLAR);
        assertThat(Spending.of(board, SECOND).ceilings().hour()).hasValue(4 * DOLLAR);
        assertThat(Sight.of(board, "a", Optional.empty(), false, SECOND).differing())
                .containsEntry("takeone/a", "300 calls a minute, any number of tasks, $10.00 an hour")
                .containsEntry("takeone/b", "300 calls a minute, any number of tasks, $4.00 an hour");
    }

    /** Dealers are restarted daily; each reads what was written before its time as if it were new. */
    @Test
    void whatAGroupThatIsGoneHasSpentLeavesItsWindowWhoeverDeals() {
        Board restarted = new Board(new Reckoning(), 0);
        Instant first = Instant.parse("2026-11-29T10:00:00Z");
        Instant dayAfter = first.plusSeconds(26 * 3_600);
        restarted.read(row("gone", "bulk", 1, 7, 3 * DOLLAR, 4 * DOLLAR), first, 0);
        restarted.caughtUp();
        assertThat(Outlay.of(restarted, SECOND).hour())
                .as("until its age is known")
                .isEqualTo(4 * DOLLAR);

        restarted.read(row("a", "takeone", 1, 1, 0, DOLLAR), dayAfter, SECOND);
        assertThat(Outlay.of(restarted, SECOND)).isEqualTo(new Outlay(3 * DOLLAR, 0, DOLLAR, DOLLAR, List.of()));
    }

    /** For half an hour the board could be read, and not be written. */
    @Test
    void anOutageBetweenReadingTheBoardAndTheFirstRowAfterItAgesNothingTwice() {
        Board read = new Board(new Reckoning(), 0);
        Instant ten = Instant.parse("2026-11-29T10:00:00Z");
        long later = 35 * 60 * SECOND;
        read.read(row("gone", "bulk", 1, 7, 0, 4 * DOLLAR), ten, 0);
        read.caughtUp();
        read.read(row("a", "takeone", 1, 1, 0, DOLLAR), ten.plusSeconds(36 * 60), later);

        assertThat(Outlay.of(read, later).hour()).isEqualTo(5 * DOLLAR);
        assertThat(Outlay.of(read, 65 * 60 * SECOND).hour()).isEqualTo(DOLLAR);
    }

    @Test
    void whoServesAPartitionIsNotOverruledByAGenerationOfBeforeItsGroupWasGone() {
        Board restarted = new Board(new Reckoning(), 0);
        Instant first = Instant.parse("2026-11-29T10:00:00Z");
        restarted.read(row("old", "takeone", 1, 7, 3 * DOLLAR, 4 * DOLLAR), first, 0);
        restarted.caughtUp();
        restarted.read(row("new", "takeone", 1, 1, DOLLAR, 0), first.plusSeconds(8 * 86_400), SECOND);
        assertThat(Outlay.of(restarted, SECOND).running()).isEqualTo(DOLLAR);
        assertThat(Outlay.needs(restarted, restarted.member("old").orElseThrow(), SECOND))
                .isFalse();
    }

    private static BoardRow row(String life, String group, long sequence, int generation, long running, long hour) {
        Report report = new Report(
                new Need(0, 100, 50),
                0,
                List.of(serving(0, generation, running, hour)),
                1,
                new Report.Jobs(0, 0, 0, 0),
                List.of(),
                Purse.NONE,
                OptionalLong.empty());
        Who who = new Who(life, group, life, 1, "https://api.example", List.of("k"), "1", Instant.EPOCH);
        return new BoardRow(who, new RowNumber(sequence), false, hourly(300 * DOLLAR), Optional.empty(), report);
    }

    /** What it has promised counts from its start: a new life has nothing to catch up with. */
    @Test
    void aWorkerThatWasRestartedTakesNoMoreThanItsWeightWhereRoomComesInSteps() {
        assertThat(takenByARestarted(new Dealer(new Reckoning()), 0)).isBetween(9, 11);
    }

    @Test
    void aLaneThatComesBackAfterDaysTakesNoMoreThanItsWeightWhereRoomComesInSteps() {
        assertThat(takenByARestarted(new Dealer(new Reckoning()), 60)).isBetween(9, 11);
    }

    /** Of 40 steps, beside a lane of three times the weight that goes on after so many steps of its own. */
    private int takenByARestarted(Dealer dealer, int alone) {
        long step = 512_000;
        long express = 900 * DOLLAR;
        long bulk = 0;
        int taken = 0;
        for (int round = 0; round < alone + 40; round++) {
            long now = 2L * round * SECOND;
            boolean wants = round >= alone;
            // Since the last round as much has left the window as was promised.
            tellsOf(
                    "express",
                    3,
                    new Purse(express, new DealingNumber(round), 99 * DOLLAR, step),
                    now,
                    300 * DOLLAR - step);
            tellsOf("bulk", 1, new Purse(bulk, new DealingNumber(round), wants ? 99 * DOLLAR : 0, step), now, 0);
            Dealing dealing = dealer.deal(board, "o", new DealingNumber(round + 1), now);
            board.gave(dealing, now);
            boolean toBulk = dollars(dealing, "bulk") - bulk >= step;
            bulk += toBulk ? step : 0;
            express += dollars(dealing, "express") - express >= step ? step : 0;
            taken += toBulk ? 1 : 0;
        }
        return taken;
    }

    private static long dollars(Dealing dealing, String life) {
        return dealing.allotments().stream()
                .filter(each -> each.life().equals(life))
                .mapToLong(each -> each.dollars().orElseThrow())
                .sum();
    }

    private void tellsOf(String lane, double weight, Purse purse, long now, long hour) {
        Report report = new Report(
                new Need(0, 100, 50),
                0,
                List.of(serving(0, 1, 0, hour)),
                1,
                new Report.Jobs(0, 0, 0, 0),
                List.of(),
                purse,
                OptionalLong.empty());
        Who who = new Who(lane, lane, lane, weight, "https://api.example", List.of("k"), "1", Instant.EPOCH);
        board.read(
                new BoardRow(who, new RowNumber(++number), false, hourly(300 * DOLLAR), Optional.empty(), report), now);
    }
}
