package dev.takeone.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.worker.Rereading.Coming;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RereadingTest {
    private static final OptionalLong FIVE = OptionalLong.of(5);

    private final Rereading rereading = new Rereading();

    @Test
    void whatComesInOrderIsNext() {
        assertThat(rereading.comes(5, FIVE)).isEqualTo(Coming.NEXT);
        assertThat(rereading.comes(6, FIVE)).isEqualTo(Coming.NEXT);
        assertThat(rereading.comes(9, FIVE)).as("what transactions leave out").isEqualTo(Coming.NEXT);
        assertThat(rereading.from()).isEmpty();
    }

    @Test
    void nothingBehindARecordThatWasPassedOverIsTakenBeforeIt() {
        rereading.comes(5, FIVE);
        rereading.passOver(6);

        assertThat(rereading.comes(7, FIVE)).isEqualTo(Coming.BEHIND_A_GAP);
        rereading.passOver(7);
        assertThat(rereading.comes(8, FIVE)).isEqualTo(Coming.BEHIND_A_GAP);
        assertThat(rereading.from()).hasValue(6);
    }

    @Test
    void whatIsReadAgainClosesTheGapAlsoWhereTheTopicHasLostItsFirst() {
        rereading.comes(5, FIVE);
        rereading.passOver(6);
        rereading.passOver(8);
        rereading.asked(6);

        assertThat(rereading.comes(7, FIVE)).isEqualTo(Coming.NEXT);
        assertThat(rereading.from()).isEmpty();
    }

    @Test
    void aRecordThatComesAgainUnaskedIsNotTakenForOneOfTheSameTopic() {
        rereading.comes(5, FIVE);
        rereading.comes(6, FIVE);

        assertThat(rereading.comes(6, FIVE)).isEqualTo(Coming.UNEXPLAINED);
        assertThat(rereading.comes(0, FIVE)).isEqualTo(Coming.UNEXPLAINED);
        rereading.asked(6);
        assertThat(rereading.comes(6, FIVE)).isEqualTo(Coming.NEXT);
        assertThat(rereading.comes(3, FIVE)).isEqualTo(Coming.UNEXPLAINED);
    }

    @Test
    void theFirstAfterARestoreDoesNotPassOverWhatLiesBeforeIt() {
        assertThat(rereading.comes(8, FIVE)).isEqualTo(Coming.LATE);
        assertThat(rereading.comes(9, FIVE)).as("only the first is judged").isEqualTo(Coming.NEXT);
        assertThat(rereading.again().comes(9, FIVE))
                .as("each restore has a first")
                .isEqualTo(Coming.LATE);
    }

    @Test
    void aFirstRecordThatWasPassedOverBeforeHidesNothingThatLiesBeforeItOrBehindIt() {
        rereading.passOver(6);
        rereading.passOver(7);
        rereading.asked(6);

        assertThat(rereading.comes(6, FIVE)).isEqualTo(Coming.LATE);
        rereading.passOver(5);
        rereading.passOver(6);
        assertThat(rereading.comes(7, FIVE)).isEqualTo(Coming.BEHIND_A_GAP);
        assertThat(rereading.from()).hasValue(5);
    }

    @Test
    void aPartitionWithoutAPastBeginsAnywhere() {
        assertThat(rereading.comes(8, OptionalLong.empty())).isEqualTo(Coming.NEXT);
    }

    @Test
    void aRestoreForgetsWhatCameAndNotWhatHasToComeAgain() {
        rereading.comes(5, FIVE);
        rereading.passOver(6);
        rereading.hold();

        Rereading again = rereading.again();

        assertThat(again.from()).hasValue(6);
        assertThat(again.isHeld()).isTrue();
        assertThat(again.begun()).isFalse();
        assertThat(again.comes(5, FIVE)).as("the restored may come again").isEqualTo(Coming.NEXT);
    }
}
