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
        assertThat(workload.forSubmissions(300, 500, false)).isEqualTo(0.25);
        for (int each = 0; each < 200; each++) {
            workload.ended(2);
        }
        assertThat(workload.forSubmissions(300, 500, false)).isCloseTo(0.5, Offset.offset(0.01));
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
}
