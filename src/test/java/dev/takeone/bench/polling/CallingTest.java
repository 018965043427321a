package dev.takeone.bench.polling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * What callbacks must save, and must not cost: in virtual time, the same on every machine. An hour each, in which one replica
 * leaves, one crashes and two come.
 */
class CallingTest {
    private static final int CAP = 500;
    private static final int GOAL = 225;

    @Test
    void whereAllCallNearlyEveryTaskIsOnePostAndOneCheck() {
        Figures figures = hour(Calling.ALWAYS).figures(10, 60);

        assertThat(figures.perMinute()).isGreaterThanOrEqualTo(GOAL);
        assertThat(figures.meanDelay()).isLessThanOrEqualTo(Duration.ofSeconds(2));
        assertThat(figures.peak()).isLessThanOrEqualTo(CAP + CAP / 20);
    }

    @Test
    void whereAFifthIsLostMostIsSaved() {
        Figures figures = hour(Calling.FOUR_OF_FIVE).figures(10, 60);

        assertThat(figures.perMinute()).isGreaterThanOrEqualTo(170);
        assertThat(figures.meanDelay()).isLessThanOrEqualTo(Duration.ofSeconds(13));
    }

    /** In the first three minutes many more tasks are in flight than can be asked for. */
    @Test
    void whereTheyCeaseTasksAreFoundAsWithoutAndWhenTheyComeAgainTheyAreReliedOnAgain() {
        Hour hour = hour(Calling.WITH_A_GAP);
        Figures gone = hour.figures(Calling.WITH_A_GAP.goneFrom() + 3, Calling.WITH_A_GAP.goneTo());
        Figures back = hour.figures(Calling.WITH_A_GAP.goneTo() + 5, 60);

        assertThat(gone.meanDelay()).isLessThanOrEqualTo(Duration.ofSeconds(13));
        assertThat(gone.perMinute()).isGreaterThanOrEqualTo(100);
        assertThat(back.perMinute()).isGreaterThanOrEqualTo(0.9 * GOAL);
    }

    /**
     * From its end to the check that finds it, of each task beside the same one where nobody ever calls. A pause is the
     * longest there between two checks of a task, once durations are learned.
     */
    @Test
    void whereTheyCeaseNoTaskIsFoundLaterThanWithoutByMoreThanAPause() {
        Hour gone = busy().called(new Calling(0, 10, 15)).run(Duration.ofMinutes(18));
        Hour without = busy().run(Duration.ofMinutes(18));
        Map<String, Account.Task> found = gone.account().tasksByOrder();
        Map<String, Duration> later = new TreeMap<>();
        without.account()
                .tasksByOrder()
                .forEach((order, task) -> Optional.ofNullable(found.get(order))
                        .filter(other -> ends(gone, other) && ends(without, task))
                        .ifPresent(other -> later.put(order, late(other).minus(late(task)))));

        assertThat(later).hasSizeGreaterThan(500);
        assertThat(Collections.max(later.values())).isLessThanOrEqualTo(longestPause(without));
    }

    /** Nearly as many requests as can be carried where nobody calls. */
    private static Hour busy() {
        return new Hour(Policy.TAKEONE, CAP, GenerationTimes.PUBLISHED, 1).requestsPerMinute(100, Hour.LENGTH);
    }

    private static boolean ends(Hour hour, Account.Task task) {
        return !task.doneAt.isBefore(hour.minute(10)) && task.doneAt.isBefore(hour.minute(16));
    }

    private static Duration late(Account.Task task) {
        return Duration.between(task.doneAt, task.toldAt.orElseThrow());
    }

    private static Duration longestPause(Hour hour) {
        Duration longest = Duration.ZERO;
        for (Account.Task task : hour.account().tasks()) {
            for (int each = 1; each < task.checks.size() && !task.startedAt.isBefore(hour.minute(7)); each++) {
                Duration pause = Duration.between(task.checks.get(each - 1), task.checks.get(each));
                longest = pause.compareTo(longest) > 0 ? pause : longest;
            }
        }
        return longest;
    }

    private static Hour hour(Calling how) {
        return new Hour(Policy.TAKEONE, CAP, GenerationTimes.PUBLISHED, 1)
                .called(how)
                .saturated()
                .rebalanced()
                .run();
    }
}
