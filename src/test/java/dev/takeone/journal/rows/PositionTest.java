package dev.takeone.journal.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PositionTest {
    private final Position ten = Position.at(OptionalLong.of(10));

    @Test
    void aPartitionWithoutHandledRecordsHasNoOffset() {
        assertThat(Position.at(OptionalLong.empty()).nextOffset()).isEmpty();
    }

    @Test
    void itMovesWithWhatIsWrittenAndNeverBack() {
        assertThat(ten.written(12).nextOffset()).hasValue(12);
        assertThat(ten.written(12).written(11).nextOffset()).hasValue(12);
    }

    @Test
    void aHoleHoldsTheOffsetBackUntilItIsFilled() {
        Position holed = ten.missing(11).written(12).written(13);

        assertThat(holed.nextOffset()).hasValue(10);
        assertThat(holed.written(11).nextOffset()).hasValue(13);
    }

    @Test
    void theFirstOfSeveralHolesCounts() {
        Position holed = ten.written(11).missing(14).missing(12).written(15);

        assertThat(holed.nextOffset()).hasValue(11);
        assertThat(holed.written(12).nextOffset()).hasValue(13);
    }

    @Test
    void theVeryFirstRecordMayBeAHole() {
        assertThat(Position.at(OptionalLong.empty()).missing(1).written(2).nextOffset())
                .hasValue(0);
    }

    @Test
    void whatIsBehindCannotBecomeAHole() {
        assertThat(ten.missing(10)).isEqualTo(ten);
    }
}
