package dev.takeone.journal.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.journal.Samples;
import dev.takeone.journal.rows.Position;
import dev.takeone.journal.topics.HeadAge;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadAgeTest {
    private static final HeadAge AGE = new HeadAge(InstantSource.fixed(Samples.NOON), Optional.of(Duration.ofDays(2)));

    @ParameterizedTest
    @CsvSource({"P-5D, true, true", "P-3D, true, false", "P-1D, false, false", "PT0S, false, false"})
    void whatIsOldIsWrittenAgain(Duration ago, boolean old, boolean worn) {
        Instant at = Samples.NOON.plus(ago);

        assertThat(AGE.isOld(at)).isEqualTo(old);
        assertThat(AGE.isWorn(at)).isEqualTo(worn);
    }

    /** It would be believed until that time has come, and for as long again as the topic keeps rows. */
    @Test
    void aTimeOfAClockThatWasAheadIsNotBelieved() {
        Instant ahead = Samples.NOON.plusSeconds(1);

        assertThat(AGE.isOld(ahead)).isTrue();
        assertThat(AGE.isWorn(ahead)).isTrue();
        assertThat(new Tenure(
                                new Tenure.Beginning(),
                                Samples.LIFE,
                                Position.at(OptionalLong.of(5)),
                                ahead,
                                Samples.MARKS)
                        .headIsOld(AGE))
                .isTrue();
    }

    /** Healthy partitions would be taken for cut ones. */
    @Test
    void aRetentionThatIsLoweredUnderARunningWorkerIsNotPassedOver() {
        HeadAge age = new HeadAge(InstantSource.fixed(Samples.NOON), Optional.empty());
        assertThat(age.shorten(Optional.of(Duration.ofDays(2)))).contains(Duration.ofDays(2));
        assertThat(age.shorten(Optional.of(Duration.ofDays(1)))).contains(Duration.ofDays(1));
        assertThat(age.shorten(Optional.of(Duration.ofDays(9)))).isEmpty();
        assertThat(age.shorten(Optional.empty())).isEmpty();

        assertThat(age.isOld(Samples.NOON.minus(Duration.ofHours(25)))).isTrue();
        assertThat(age.isOld(Samples.NOON.minus(Duration.ofHours(23)))).isFalse();
        assertThat(age.keptFrom()).isEqualTo(Samples.NOON.minus(Duration.ofDays(3)));
    }

    @Test
    void aHeadThatWasNeverWrittenIsOldWhereTheTopicKeepsForEver() {
        HeadAge forEver = new HeadAge(InstantSource.fixed(Samples.NOON), Optional.empty());

        assertThat(forEver.isOld(Instant.EPOCH)).isTrue();
        assertThat(forEver.isOld(Samples.NOON.minus(Duration.ofDays(900)))).isFalse();
    }
}
