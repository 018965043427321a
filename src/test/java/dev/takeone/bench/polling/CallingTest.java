package dev.takeone.bench.polling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What callbacks must save, and must not cost: in virtual time, the same on every machine. */
class CallingTest {
    private static final int CAP = 500;

    @Test
    void whereAllCallNearlyEveryTaskIsOnePostAndOneCheck() {
        Figures figures = figures(Calling.ALWAYS, 10, 25);

        assertThat(figures.perMinute()).isGreaterThanOrEqualTo(225);
        assertThat(figures.meanDelay()).isLessThanOrEqualTo(Duration.ofSeconds(2));
        assertThat(figures.peak()).isLessThanOrEqualTo(CAP + CAP / 20);
    }

    @Test
    void whereAFifthIsLostMostIsSaved() {
        Figures figures = figures(Calling.FOUR_OF_FIVE, 10, 25);

        assertThat(figures.perMinute()).isGreaterThanOrEqualTo(170);
        assertThat(figures.meanDelay()).isLessThanOrEqualTo(Duration.ofSeconds(12));
    }

    /** From minute 12 to 22; in the first three of these many more tasks are in flight than can be asked for. */
    @Test
    void whereTheyCeaseTasksAreFoundAsWithoutAndWhenTheyComeAgainTheyAreReliedOnAgain() {
        Hour hour = hour(new Calling(0, 12, 22)).run(Duration.ofMinutes(35));
        Figures gone = hour.figures(15, 22);
        Figures back = hour.figures(27, 35);

        assertThat(gone.meanDelay()).isLessThanOrEqualTo(Duration.ofSeconds(13));
        assertThat(gone.perMinute()).isGreaterThanOrEqualTo(100);
        assertThat(back.perMinute()).isGreaterThanOrEqualTo(0.9 * 225);
    }

    private static Figures figures(Calling how, int from, int to) {
        return hour(how).run(Duration.ofMinutes(to)).figures(from, to);
    }

    private static Hour hour(Calling how) {
        return new Hour(Policy.TAKEONE, CAP, GenerationTimes.PUBLISHED, 1)
                .called(how)
                .saturated();
    }
}
