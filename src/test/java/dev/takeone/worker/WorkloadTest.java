package dev.takeone.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class WorkloadTest {
    private final Workload workload = new Workload();

    @Test
    void beforeAnyTaskHasEndedSubmissionsMayTakeAll() {
        assertThat(workload.forSubmissions(10_000, 500, false)).isEqualTo(1);
    }

    @Test
    void aBurstThatIsFollowedEasilyMayTakeAll() {
        workload.ended(5);
        assertThat(workload.forSubmissions(249, 500, false)).isEqualTo(1);
        assertThat(workload.forSubmissions(250, 500, false)).isLessThan(1);
    }

    @Test
    void theMoreChecksATaskNeedsTheFewerAreSubmitted() {
        workload.ended(5);
        assertThat(workload.forSubmissions(300, 500, false)).isCloseTo(1.25 / 6, Offset.offset(0.001));
        for (int each = 0; each < 200; each++) {
            workload.ended(2);
        }
        assertThat(workload.forSubmissions(300, 500, false)).isCloseTo(1.25 / 3, Offset.offset(0.01));
    }

    @Test
    void howeverManyChecksATaskNeedsSubmissionsHaveMoreThanTheTenthThatIsKeptForThem() {
        workload.ended(200);
        assertThat(workload.forSubmissions(300, 500, false)).isGreaterThan(0.1);
    }

    @Test
    void oneOddTaskChangesLittle() {
        workload.ended(4);
        workload.ended(100);
        assertThat(workload.forSubmissions(300, 500, false)).isBetween(0.1, 0.3);
    }

    @Test
    void besideOtherLanesSubmissionsRunLessFarAhead() {
        workload.ended(4);
        assertThat(workload.forSubmissions(300, 500, true)).isLessThan(workload.forSubmissions(300, 500, false));
        assertThat(workload.forSubmissions(300, 500, true)).as("a steady pace").isGreaterThan(0.2);
    }

    @Test
    void checksLeaveToSubmissionsLittleLessThanASteadyPaceAndLessThanTheyMayTake() {
        assertThat(workload.keptForSubmissions()).as("nothing is known").isEqualTo(0.1);
        workload.ended(3);
        assertThat(workload.keptForSubmissions()).isCloseTo(0.8 / 4, Offset.offset(0.001));
        workload.ended(2_000);
        assertThat(workload.keptForSubmissions())
                .as("however many checks a task needs")
                .isEqualTo(0.1)
                .isLessThan(workload.forSubmissions(300, 500, false));
    }
}
