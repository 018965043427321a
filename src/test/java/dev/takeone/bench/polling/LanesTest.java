package dev.takeone.bench.polling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.account.BoardRecord;
import dev.takeone.simulation.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two lanes of real workers, with real seats at one board, in virtual time: the same on every machine. */
class LanesTest {
    private static final int BEGUN = 10;
    private static final int END = 30;

    private static final GenerationTimes SHORT = GenerationTimes.of(
            Duration.ofSeconds(20), 0.35, Duration.ofSeconds(10), Duration.ofSeconds(40), Optional.empty());

    private final Scheduler scheduler = new Scheduler(1);
    private final List<BoardRecord> board = new ArrayList<>();

    private Hour lane(String group, double weight, int calls, GenerationTimes times) {
        BoardLane lane = new BoardLane(group, weight, 2, board, scheduler);
        return new Hour(Policy.TAKEONE, calls, times, 1, scheduler, Optional.of(lane));
    }

    private void run() {
        while (scheduler.step(Duration.ofMinutes(END))) {}
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 60, 300, 1000})
    void lanesThatWantMoreThanThereIsPartTheSubmissionsByTheirWeights(int calls) {
        submissionsPart(calls, SHORT);
    }

    @ParameterizedTest
    @ValueSource(ints = {300})
    void soTheyDoWhereChecksFallDueMinutesAfterTheirSubmissions(int calls) {
        submissionsPart(calls, GenerationTimes.PUBLISHED);
    }

    private void submissionsPart(int calls, GenerationTimes times) {
        Hour bulk = lane("bulk", 1, calls, times).saturated();
        Hour express = lane("express", 3, calls, times).saturated();
        run();

        assertThat(submissions(express) / submissions(bulk)).isCloseTo(3, Percentage.withPercentage(10));
        assertThat(peak(bulk, express)).isLessThanOrEqualTo(calls);
    }

    @Test
    void aLaneAloneIsNotHeldToWhatItsChecksLeave() {
        lane("bulk", 1, 500, GenerationTimes.PUBLISHED);
        Hour express = lane("express", 3, 500, GenerationTimes.PUBLISHED).saturated();
        run();

        assertThat(submissions(express) / (END - BEGUN)).isGreaterThan(120);
        assertThat(peak(express)).isLessThanOrEqualTo(500);
    }

    private static double submissions(Hour lane) {
        return lane.account().tasks().stream()
                .filter(task -> !task.startedAt.isBefore(lane.minute(BEGUN)))
                .count();
    }

    /** The most calls in any 60 s. */
    private static int peak(Hour... lanes) {
        List<Instant> calls = Stream.of(lanes)
                .flatMap(lane -> lane.account().calls().stream())
                .sorted()
                .toList();
        return Figures.peak(calls);
    }
}
