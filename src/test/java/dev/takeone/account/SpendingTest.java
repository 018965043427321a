package dev.takeone.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.account.Report.Part;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is told of the account's dollars. */
class SpendingTest {
    private static final Instant AT = Instant.parse("2026-11-29T10:00:00Z");

    /** A worker with a ceiling of 100 an hour, whose next request costs 10, and that has spent so in its partitions. */
    private static Spending spending(Spent... spent) {
        Board board = new Board(new Reckoning(), 0);
        board.caughtUp();
        List<Part> parts = IntStream.range(0, spent.length)
                .mapToObj(number -> new Part(number, Part.State.SERVING, 0, Optional.of(spent[number])))
                .toList();
        board.read(
                new BoardRow(
                        new Who("life", "takeone", "w", 1, "https://api.example", List.of("k"), "1", AT),
                        new RowNumber(1),
                        false,
                        new AccountLimits(
                                300, Optional.empty(), new Ceilings(OptionalLong.of(100), OptionalLong.empty())),
                        Optional.empty(),
                        new Report(
                                Need.NONE,
                                0,
                                parts,
                                parts.size(),
                                new Report.Jobs(1, 0, 0, 0),
                                List.of(),
                                new Purse(0, DealingNumber.NONE, 1_000, 10),
                                OptionalLong.empty())),
                0);
        return Spending.of(board, 0);
    }

    private static Spent spent(long running, long hour, int minute, long leaves) {
        Optional<Leaving> leaving = Optional.of(new Leaving(at(minute), leaves));
        return new Spent(1, running, hour, hour, leaving, leaving);
    }

    private static Instant at(int minute) {
        return AT.plusSeconds(60L * minute);
    }

    @Test
    void thereIsRoomWhenTheNextRequestFits() {
        assertThat(spending(spent(0, 50, 3, 4), spent(0, 48, 2, 2), spent(0, 1, 9, 1))
                        .hourRoom())
                .as("9 are missing, and only 7 are known to leave")
                .isEmpty();
        assertThat(spending(spent(0, 50, 3, 6), spent(0, 48, 2, 2), spent(0, 1, 9, 1))
                        .hourRoom())
                .as("9 are missing, of which 2 leave first, then 6, then 1")
                .contains(at(9));
        assertThat(spending(spent(0, 95, 3, 10)).hourRoom()).contains(at(3));
        assertThat(spending(spent(0, 95, 3, 10)).dayRoom()).as("no ceiling").isEmpty();
    }

    @Test
    void noTimeIsToldWhereThereIsRoomOrWhereNobodyKnowsWhen() {
        assertThat(spending(spent(0, 90, 3, 10)).hourRoom()).as("it fits now").isEmpty();
        assertThat(spending(spent(95, 1, 3, 1)).hourRoom())
                .as("it is in flight")
                .isEmpty();
        assertThat(spending(spent(0, 95, 3, 0)).hourRoom())
                .as("by a release before, that does not say how much leaves")
                .isEmpty();
    }
}
