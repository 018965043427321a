package dev.takeone.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is known of one life, read from a board that was not compacted for a day: all of it at one moment. */
class MemberTest {
    /** One each two seconds. */
    private static final int ROWS = 43_200;

    private static final int MOST = 4 * Member.TOLD_APART;
    private static final long NOW = 1_000_000_000L;
    private static final AccountLimits LIMITS = new AccountLimits(300, Optional.of(900));

    private final Member member = new Member(new Reckoning(), NOW);

    private static BoardRow row(long number, Optional<Holding> goesBy) {
        return row(number, goesBy, goesBy.map(Holding::dealing).orElse(DealingNumber.NONE));
    }

    /** @param toldBy what it went by when it told of its tasks */
    private static BoardRow row(long number, Optional<Holding> goesBy, DealingNumber toldBy) {
        Who who = new Who("a", "takeone", "a", 1, "https://api.example", List.of(), "1", Instant.EPOCH);
        return new BoardRow(who, new RowNumber(number), false, LIMITS, goesBy, report(toldBy));
    }

    private static Report report(DealingNumber toldBy) {
        Purse purse = new Purse(0, toldBy, 0, 0);
        return new Report(
                Need.NONE, 0, List.of(), 0, new Report.Jobs(0, 0, 0, 0), List.of(), purse, OptionalLong.empty());
    }

    private static Optional<Holding> holding(long dealing) {
        return Optional.of(new Holding(
                new DealingNumber(dealing),
                new RowNumber(dealing),
                calls(dealing),
                tasks(dealing),
                OptionalLong.of(dollars(dealing))));
    }

    /** Ever less, the worst order: no later one stands for those before it. */
    private static double calls(long dealing) {
        return 300 - 290.0 * dealing / ROWS;
    }

    private static OptionalInt tasks(long dealing) {
        return OptionalInt.of((int) (ROWS - dealing));
    }

    private static long dollars(long dealing) {
        return 2 * ROWS - dealing;
    }

    private void isGiven(long dealing) {
        member.give(
                new Holding(
                        new DealingNumber(dealing),
                        new RowNumber(dealing),
                        calls(dealing),
                        tasks(dealing),
                        OptionalLong.of(dollars(dealing))),
                NOW);
    }

    @Test
    void noRowOfALongBoardCostsMoreBecauseOfThoseBeforeIt() {
        for (long number = 1; number <= ROWS; number++) {
            member.read(row(number, holding(number - 1)), Instant.EPOCH, false, NOW);
            isGiven(number);
            assertThat(member.toldApart()).as("after %d rows", number).isLessThanOrEqualTo(MOST);
        }
        assertThat(member.calls(NOW)).isEqualTo(calls(ROWS - 1));
        assertThat(member.tasks(NOW)).isEqualTo(1);
        assertThat(member.burst(NOW)).as("what it went by before").isEqualTo(new Reckoning().burst(calls(0)));
    }

    @Test
    void tasksOfALargerAllotmentCountUntilTheReportGoesByTheSmaller() {
        Holding larger =
                new Holding(new DealingNumber(1), new RowNumber(1), 300, OptionalInt.of(20), OptionalLong.empty());
        Holding smaller =
                new Holding(new DealingNumber(2), new RowNumber(1), 300, OptionalInt.of(10), OptionalLong.empty());
        member.give(larger, NOW);
        member.give(smaller, NOW);

        member.read(row(1, Optional.of(smaller), new DealingNumber(1)), Instant.EPOCH, true, NOW);
        assertThat(member.tasks(NOW))
                .as("as many may have been begun meanwhile")
                .isEqualTo(20);

        member.read(row(2, Optional.of(smaller), new DealingNumber(2)), Instant.EPOCH, true, NOW);
        assertThat(member.tasks(NOW)).isEqualTo(10);
    }

    @Test
    void norWhereItNeverTakesWhatItIsGiven() {
        for (long number = 1; number <= ROWS; number++) {
            member.read(row(number, Optional.empty()), Instant.EPOCH, false, NOW);
            isGiven(number);
            assertThat(member.toldApart()).as("after %d rows", number).isLessThanOrEqualTo(MOST);
        }
        assertThat(member.calls(NOW)).isEqualTo(calls(1));
        assertThat(member.tasks(NOW)).isEqualTo(ROWS - 1);
        assertThat(member.headroom(NOW)).isEqualTo(dollars(1));
    }

    @Test
    void whoDoesNotSayThatItEasesCountsWholeForAllOfItsLease() {
        Member older = new Member(new Reckoning(), NOW);
        BoardRow row = row(1, holding(1));
        older.read(
                new BoardRow(
                        row.who(),
                        row.number(),
                        row.left(),
                        row.limits(),
                        row.goesBy(),
                        row.report(),
                        OptionalInt.empty()),
                Instant.EPOCH,
                true,
                NOW);
        member.read(row, Instant.EPOCH, true, NOW);
        double calls = calls(1);

        assertThat(member.calls(NOW + seconds(12))).isEqualTo(calls);
        assertThat(member.calls(NOW + seconds(14))).isEqualTo(Lease.LATER * calls);
        assertThat(older.calls(NOW + seconds(47))).isEqualTo(calls);
        assertThat(older.calls(NOW + seconds(49))).isZero();
    }

    private static long seconds(int count) {
        return Duration.ofSeconds(count).toNanos();
    }

    @Test
    void whatIsToldTogetherCountsUntilALaterOneThanAllOfItIsGoneBy() {
        int all = 4 * Member.TOLD_APART;
        member.read(row(1, Optional.empty()), Instant.EPOCH, false, NOW);
        for (long number = 1; number <= all; number++) {
            isGiven(number);
        }
        for (long goesBy = 1; goesBy <= all; goesBy++) {
            member.read(row(goesBy + 1, holding(goesBy)), Instant.EPOCH, false, NOW);
            assertThat(member.calls(NOW)).isGreaterThanOrEqualTo(calls(goesBy));
            assertThat(member.tasks(NOW)).isGreaterThanOrEqualTo(tasks(goesBy).orElse(0));
        }
        assertThat(member.calls(NOW)).isEqualTo(calls(all));
    }
}
