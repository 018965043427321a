package dev.takeone.journal.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One law: whatever the text, {@link Instant#parse} says the same of it. */
class InstantTextTest {
    private static final long FIRST_OF_FOUR_DIGITS =
            Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
    private static final long LAST_OF_FOUR_DIGITS =
            Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    @Property
    void everyTimeIsReadAsItWasWritten(@ForAll long second, @ForAll @IntRange(max = 999_999_999) int nanos) {
        Instant time = Instant.ofEpochSecond(
                Math.clamp(second, Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond()), nanos);

        assertThat(InstantText.parse(time.toString())).isEqualTo(time);
    }

    @Property
    void soIsEveryTimeOfFourDigitYears(
            @ForAll @LongRange(min = -62_167_219_200L, max = 253_402_300_799L) long second,
            @ForAll @IntRange(max = 999_999_999) int nanos,
            @ForAll @IntRange(max = 3) int thousands) {
        int unit = List.of(1, 1_000, 1_000_000, 1_000_000_000).get(thousands);
        Instant time = Instant.ofEpochSecond(second, nanos - nanos % unit);

        assertThat(InstantText.parse(time.toString())).isEqualTo(time);
    }

    @Test
    void theBoundsAreThoseOfFourDigitYears() {
        LongStream.of(FIRST_OF_FOUR_DIGITS, -1, 0, LAST_OF_FOUR_DIGITS)
                .mapToObj(Instant::ofEpochSecond)
                .forEach(time -> assertThat(InstantText.parse(time.toString())).isEqualTo(time));
        assertThat(FIRST_OF_FOUR_DIGITS).isEqualTo(-62_167_219_200L);
        assertThat(LAST_OF_FOUR_DIGITS).isEqualTo(253_402_300_799L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-22T12:00:00.1Z",
                "2026-11-22T12:00:00.000000001Z",
                "2026-11-22T12:00:00.12345678Z",
                "2026-11-22T12:00:00.Z",
                "2024-02-29T23:59:59Z",
                "2026-11-22t12:00:00z",
                "2026-11-22T24:00:00Z",
                "2026-11-22T23:59:60Z",
                "2026-11-22T12:00:00+01:00",
                "2026-11-22T12:00:00.123+01:00",
                "+12026-11-22T12:00:00Z",
                "-0001-11-22T12:00:00Z"
            })
    void otherFormsOfATimeAreReadToo(String text) {
        assertThat(InstantText.parse(text)).isEqualTo(Instant.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "yesterday, at about noon",
                "2023-02-29T12:00:00Z",
                "2026-13-22T12:00:00Z",
                "2026-00-22T12:00:00Z",
                "2026-11-31T12:00:00Z",
                "2026-11-00T12:00:00Z",
                "2026-11-22T25:00:00Z",
                "2026-11-22T12:60:00Z",
                "2026-11-22T12:00:61Z",
                "2026-11-22 12:00:00Z",
                "2026/11/22T12:00:00Z",
                "2026-11-22T12.00.00Z",
                "2026-11-22T12:00:00,1Z",
                "2026-11-22T12:00:00.x00Z",
                "2026-11-22T12:00:00.-12Z",
                "2026-1a-22T12:00:00Z",
                "20 6-11-22T12:00:00Z",
                "２０２６-11-22T12:00:00Z",
                "2026-11-22T12:00:00.1234567890Z",
                "2026-11-22T12:00Z",
                "2026-11-22T12:00:00",
                "2026-11-22T12:00:000"
            })
    void whatIsNoTimeIsNone(String text) {
        assertThatThrownBy(() -> Instant.parse(text)).isInstanceOf(DateTimeException.class);
        assertThatThrownBy(() -> InstantText.parse(text)).isInstanceOf(DateTimeException.class);
    }
}
