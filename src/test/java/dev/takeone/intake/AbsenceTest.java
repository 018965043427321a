package dev.takeone.intake;

import static dev.takeone.intake.Absence.Verdict.ABSENT;
import static dev.takeone.intake.Absence.Verdict.PRESENT;
import static dev.takeone.intake.Absence.Verdict.STILL_ABSENT;
import static dev.takeone.intake.Absence.Verdict.SUSPECTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.intake.Absence.Verdict;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AbsenceTest {
    private final Absence absence = new Absence(Duration.ofSeconds(10));
    private long nanos = Long.MAX_VALUE - Duration.ofSeconds(12).toNanos();

    @Test
    void aMemberThatHasNotJoinedOrSendsHeartbeatsIsPresent() {
        assertThat(absence.look(Optional.empty(), true, nanos)).isEqualTo(PRESENT);
        assertThat(look(0, true)).isEqualTo(PRESENT);
        assertThat(look(19, true)).isEqualTo(PRESENT);
    }

    @Test
    void aMemberThatIsSilentForLongJoinsAgainAtTheSecondLook() {
        assertThat(look(20, true)).isEqualTo(SUSPECTED);
        assertThat(look(25, true)).isEqualTo(ABSENT);
    }

    @Test
    void looksThatAFrozenProcessHasMissedAndMakesAtOnceCountAsOne() {
        assertThat(look(60, true)).isEqualTo(SUSPECTED);
        assertThat(absence.look(Optional.of(Duration.ofSeconds(60)), true, nanos))
                .isEqualTo(SUSPECTED);
    }

    @Test
    void anOutageIsNoAbsenceAndAfterItThereIsTimeToConnect() {
        assertThat(look(40, false)).isEqualTo(PRESENT);
        assertThat(look(45, false)).isEqualTo(PRESENT);
        assertThat(look(50, true)).isEqualTo(SUSPECTED);
        assertThat(look(1, true)).isEqualTo(PRESENT);
        assertThat(look(20, true)).isEqualTo(SUSPECTED);
    }

    @Test
    void whatLastsIsNewsOnceUntilAHeartbeatIsSent() {
        look(20, true);
        assertThat(look(25, true)).isEqualTo(ABSENT);
        assertThat(look(30, true)).isEqualTo(STILL_ABSENT);
        assertThat(look(35, false)).isEqualTo(PRESENT);
        assertThat(look(40, true)).isEqualTo(SUSPECTED);
        assertThat(look(45, true)).isEqualTo(STILL_ABSENT);
        assertThat(look(1, true)).isEqualTo(PRESENT);
        look(20, true);
        assertThat(look(25, true)).isEqualTo(ABSENT);
    }

    /** Five seconds after the last look. */
    private Verdict look(int silentSeconds, boolean answers) {
        nanos += Duration.ofSeconds(5).toNanos();
        return absence.look(Optional.of(Duration.ofSeconds(silentSeconds)), answers, nanos);
    }
}
