package dev.takeone.account;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A seat that is looked at no more often than it asks for. */
class SeatTest {
    private static final AccountLimits LIMITS =
            new AccountLimits(500, Optional.of(20), new Ceilings(OptionalLong.of(1_000), OptionalLong.empty()));
    private final Seat seat = new Seat(
            new Who("a/1", "takeone", "a", 1, "https://api.example", List.of("k"), "1", Instant.EPOCH),
            LIMITS,
            new SplittableRandom(1),
            at(Duration.ZERO));

    private static Moment at(Duration since) {
        return new Moment(since.toNanos(), Instant.EPOCH.plus(since));
    }

    @Test
    void noRowAndNoDealingIsLateBecauseNobodyLooked() {
        List<Duration> rows = new ArrayList<>();
        List<Duration> dealings = new ArrayList<>();
        Duration now = Duration.ZERO;
        int looks = 0;
        seat.atEnd();
        while (now.compareTo(Duration.ofMinutes(2)) < 0) {
            for (BoardRecord written : seat.due(Report.NONE, at(now))) {
                if (written instanceof BoardRow) {
                    rows.add(now);
                } else if (written instanceof Dealing) {
                    dealings.add(now);
                }
                seat.read(written, at(now));
            }
            looks++;
            Duration pause = seat.pause(at(now));
            boolean somebodyElseWrites = looks % 3 == 0;
            now = now.plus(somebodyElseWrites ? pause.multipliedBy(7).dividedBy(10) : pause);
        }

        assertThat(longestGap(rows)).isEqualTo(Seat.PERIOD);
        assertThat(longestGap(dealings)).isEqualTo(Seat.PERIOD);
        assertThat(looks).as("in two minutes").isLessThan(300);
    }

    /** Whoever may write to the board may be wrong: what he writes must not end those who deal, one after the other. */
    @ParameterizedTest
    @CsvSource({
        "dealing, 9223372036854775807",
        "dealing, 9007199254740992",
        "answers, 9223372036854775807",
        "sequence, 9223372036854775807",
        "drawn, 9223372036854775807",
        "all_partitions, 2147483647",
        "number, 2147483647",
        "tasks, 2147483647",
        "running, 9223372036854775807",
        "checks, 1.0E308",
        "submissions, 1.0E308",
        "weight, 1.0E308",
        "calls, 1.0E308",
    })
    void noRecordOfAnotherEndsADealer(String field, String value) {
        BoardRow other = new BoardRow(
                new Who("b/1", "takeone", "b", 1, "https://api.example", List.of("k"), "1", Instant.EPOCH),
                new RowNumber(1),
                false,
                LIMITS,
                Optional.of(
                        new Holding(new DealingNumber(1), new RowNumber(1), 2, OptionalInt.of(3), OptionalLong.of(4))),
                new Report(
                        new Need(1, 2, 3),
                        0,
                        List.of(part(0), part(1)),
                        2,
                        new Report.Jobs(0, 0, 0, 0),
                        List.of(),
                        new Purse(5, new DealingNumber(1), 6, 7),
                        OptionalLong.empty()));
        String row = new String(BoardCodec.value(other).orElseThrow(), UTF_8);
        String wild = row.replaceAll("\"" + field + "\":[0-9.]+", "\"" + field + "\":" + value);
        assertThat(wild).isNotEqualTo(row);
        BoardRecord record = BoardCodec.read(BoardCodec.key(other), wild.getBytes(UTF_8));
        seat.atEnd();

        int dealings = 0;
        for (int second = 0; second < 60; second++) {
            seat.read(record, at(Duration.ofSeconds(second)));
            for (BoardRecord written : seat.due(Report.NONE, at(Duration.ofSeconds(second)))) {
                assertThat(BoardCodec.read(
                                BoardCodec.key(written),
                                BoardCodec.value(written).orElseThrow()))
                        .as("what it writes itself")
                        .isNotInstanceOf(BoardRecord.Unreadable.class);
                seat.read(written, at(Duration.ofSeconds(second)));
                dealings += written instanceof Dealing ? 1 : 0;
            }
            assertThat(seat.sight(at(Duration.ofSeconds(second))).deals()).isEqualTo(seat.isDealer());
        }

        assertThat(dealings).isGreaterThan(20);
    }

    /** Without a ceiling nobody needs to know for a day what it may have promised. */
    @Test
    void aLaneThatDiedKeepsNoTasksForLongerThanTheyTake() {
        AccountLimits limits = new AccountLimits(500, Optional.of(20), Ceilings.NONE);
        Report wants = new Report(new Need(0, 100, 100), 0, List.of(), 0, new Report.Jobs(0, 0, 0, 0), List.of());
        Report had = new Report(
                new Need(0, 100, 100),
                0,
                List.of(new Report.Part(0, Report.Part.State.SERVING, 5)),
                1,
                new Report.Jobs(0, 0, 0, 0),
                List.of());
        Seat lives = seat("a/1", "takeone", limits);
        Seat dies = seat("b/1", "bulk", limits);
        List<BoardRecord> log = new ArrayList<>();
        for (int second = 0; second < 1_900; second++) {
            Moment now = at(Duration.ofSeconds(second));
            List<BoardRecord> written = new ArrayList<>(lives.due(wants, now));
            written.addAll(second < 30 ? dies.due(had, now) : List.of());
            written.forEach(record -> lives.read(record, now));
            written.forEach(record -> dies.read(record, now));
            log.addAll(written);
            if (second == 1_700) {
                assertThat(tasks(lives, now)).as("what the other may have").isLessThan(20);
            }
        }

        assertThat(tasks(lives, at(Duration.ofSeconds(1_900)))).isEqualTo(20);
        assertThat(log).contains(new BoardRecord.Removed("b/1"));
    }

    private static int tasks(Seat seat, Moment now) {
        return seat.lease(now).map(lease -> lease.tasks().orElseThrow()).orElse(0);
    }

    private static Seat seat(String life, String group, AccountLimits limits) {
        Seat seat = new Seat(
                new Who(life, group, life, 1, "https://api.example", List.of("k"), "1", Instant.EPOCH),
                limits,
                new SplittableRandom(1),
                at(Duration.ZERO));
        seat.atEnd();
        return seat;
    }

    private static Report.Part part(int number) {
        return new Report.Part(
                number,
                Report.Part.State.SERVING,
                1,
                Optional.of(new Spent(1, 1, 1, 1, Optional.empty(), Optional.empty())));
    }

    private static Duration longestGap(List<Duration> times) {
        Duration longest = Duration.ZERO;
        for (int next = 1; next < times.size(); next++) {
            Duration gap = times.get(next).minus(times.get(next - 1));
            longest = gap.compareTo(longest) > 0 ? gap : longest;
        }
        return longest;
    }
}
