package dev.takeone.journal.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PositionTest {
    private static final OptionalInt EPOCH = OptionalInt.of(3);

    private final Position ten = Position.at(OptionalLong.of(10));

    @Test
    void aPartitionWithoutHandledRecordsHasNoOffset() {
        assertThat(Position.at(OptionalLong.empty()).nextOffset()).isEmpty();
    }

    @Test
    void itMovesWithWhatIsWrittenAndNeverBack() {
        assertThat(ten.written(12, EPOCH).nextOffset()).hasValue(12);
        assertThat(ten.written(12, EPOCH).written(11, EPOCH).nextOffset()).hasValue(12);
    }

    @Test
    void aHoleHoldsTheOffsetBackUntilItIsFilled() {
        Position holed = ten.missing(11).written(12, EPOCH).written(13, EPOCH);

        assertThat(holed.nextOffset()).hasValue(10);
        assertThat(holed.written(11, EPOCH).nextOffset()).hasValue(13);
    }

    @Test
    void theFirstOfSeveralHolesCounts() {
        Position holed = ten.written(11, EPOCH).missing(14).missing(12).written(15, EPOCH);

        assertThat(holed.nextOffset()).hasValue(11);
        assertThat(holed.written(12, EPOCH).nextOffset()).hasValue(13);
    }

    @Test
    void theVeryFirstRecordMayBeAHole() {
        assertThat(Position.at(OptionalLong.empty())
                        .missing(1)
                        .written(2, EPOCH)
                        .nextOffset())
                .hasValue(0);
    }

    @Test
    void whatIsBehindCannotBecomeAHole() {
        assertThat(ten.missing(10)).isEqualTo(ten);
    }

    /** An older epoch beside a later offset would have a log that is whole taken for one that was cut. */
    @Test
    void theEpochIsThatOfTheHighestRecordAlone() {
        Position holed = ten.missing(11).written(12, OptionalInt.of(4));

        assertThat(holed.epoch()).hasValue(4);
        assertThat(holed.written(11, EPOCH).epoch()).hasValue(4);
        assertThat(holed.written(13, OptionalInt.empty()).epoch()).isEmpty();
    }
}
