package dev.takeone.console.picture;

import static dev.takeone.console.picture.PictureJobs.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.account.BoardRow;
import dev.takeone.account.Report;
import dev.takeone.account.Report.Part.State;
import dev.takeone.account.RowNumber;
import dev.takeone.account.Who;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The account's calls of the last half hour, and its groups of the last day. */
class AccountBoardTest {
    private final AccountBoard board = new AccountBoard();

    private static Instant minute(int number) {
        return NOW.plus(Duration.ofMinutes(number));
    }

    /** What a worker of this name made in the minute before. */
    private static BoardRow made(String worker, int calls) {
        BoardRow row = PictureJobs.row(State.SERVING, Optional.empty());
        Report said = row.report();
        return new BoardRow(
                new Who(worker, PictureJobs.GROUP, worker, 1, "https://provider.example", List.of("k1"), "1.0.0", NOW),
                new RowNumber(1),
                false,
                row.limits(),
                Optional.empty(),
                new Report(said.need(), calls, said.partitions(), 2, said.jobs(), List.of()));
    }

    private List<Integer> minutes(Instant at) {
        return board.seen(at).minutes();
    }

    @Test
    void eachMinuteIsNotedOnceWithTheCallsOfAllWorkers() {
        for (int number = 0; number < 3; number++) {
            board.read(made("w1", 100 * number), minute(number));
            board.read(made("w2", 7), minute(number));
            board.tick(minute(number));
            board.read(made("w1", 999), minute(number).plusSeconds(1));
            board.tick(minute(number).plusSeconds(1));
        }

        assertThat(minutes(minute(2))).containsExactly(7, 107, 207);
    }

    @Test
    void whatIsOlderThanHalfAnHourIsNotInTheLine() {
        for (int number = 0; number < 45; number++) {
            board.read(made("w1", number), minute(number));
            board.tick(minute(number));
        }

        assertThat(minutes(minute(44)))
                .isEqualTo(IntStream.range(15, 45).boxed().toList());
    }

    /** Each console kept the thirty before a night without workers, and drew them beside the next ones. */
    @Test
    void minutesBeforeAPauseOfAllWorkersAreNotTakenForThoseOfTheLastHalfHour() {
        for (int number = 0; number < 3; number++) {
            board.read(made("w1", 10 + number), minute(number));
            board.tick(minute(number));
        }
        for (int number = 3; number < 31; number++) {
            board.tick(minute(number));
        }
        board.read(made("w1", 50), minute(31));
        board.tick(minute(31));

        assertThat(minutes(minute(31))).containsExactly(12, 50);
        board.tick(minute(90));
        assertThat(minutes(minute(90))).isEmpty();
    }

    @Test
    void aGroupThatHasToldOfNothingForADayIsNoneAnyMore() {
        board.read(made("w1", 10), NOW);
        board.tick(NOW.plus(Duration.ofHours(25)));

        assertThat(board.groups(NOW.plus(Duration.ofHours(23)))).containsExactly(PictureJobs.GROUP);
        assertThat(board.groups(NOW.plus(Duration.ofHours(25)))).isEmpty();
    }

    @Test
    void aClockThatIsSetBackStopsTheLineForNoLongerThanAMinute() {
        board.read(made("w1", 10), minute(60));
        board.tick(minute(60));
        board.read(made("w1", 20), minute(0));
        board.tick(minute(0));
        board.read(made("w1", 30), minute(1));
        board.tick(minute(1));

        assertThat(minutes(minute(1))).containsExactly(20, 30);
    }
}
