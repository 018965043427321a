package dev.takeone.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Who gets what, where two lanes want more than there is. */
class DealerTest {
    private static final long SECOND = 1_000_000_000L;

    private static BoardRow row(String lane, double weight, Need need) {
        Who who = new Who(lane, lane, lane, weight, "https://api.example", List.of("k"), "1", Instant.EPOCH);
        return new BoardRow(
                who,
                new RowNumber(1),
                false,
                new AccountLimits(300, Optional.empty()),
                Optional.empty(),
                new Report(need, 0, List.of(), 0, new Report.Jobs(0, 0, 0, 0), List.of()));
    }

    private static Map<String, Double> dealt(BoardRow... rows) {
        Board board = new Board(new Reckoning(), 0);
        board.caughtUp();
        for (BoardRow row : rows) {
            board.read(row, 0);
        }
        return new Dealer(new Reckoning())
                .deal(board, "o", new DealingNumber(1), SECOND).allotments().stream()
                        .collect(Collectors.toMap(Dealing.Allotment::life, Dealing.Allotment::calls));
    }

    @Test
    void aLaneThatHasChecksToMakeHasNoSubmissionsBeyondItsWeightBecauseOfThem() {
        double checks = 148;
        Map<String, Double> calls =
                dealt(row("bulk", 1, new Need(checks, 1000, 500)), row("express", 3, new Need(0, 1000, 500)));
        assertThat(calls.getOrDefault("express", 0.0) / (calls.getOrDefault("bulk", 0.0) - checks))
                .isCloseTo(3, Offset.offset(0.05));
    }

    @Test
    void whoOnlyChecksHasALittleMoreThanItHasToldOf() {
        Map<String, Double> calls =
                dealt(row("bulk", 1, new Need(100, 0, 500)), row("express", 3, new Need(0, 1000, 500)));
        assertThat(calls.getOrDefault("bulk", 0.0)).isCloseTo(110, Offset.offset(1.0));
    }
}
