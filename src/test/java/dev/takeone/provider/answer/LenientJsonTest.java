package dev.takeone.provider.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.Bytes;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One bad byte must not make an answer unreadable; and half a value must not be taken for a whole one. */
class LenientJsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"x\":\"a\nb\tc\u0000d\",\"id\":\"t\"}",
                "{\"x\":\"\\q\\x41\",\"id\":\"t\"}",
                "{\"x\":NaN,\"y\":-Infinity,\"z\":+Infinity,\"id\":\"t\"}",
                "{\"x\":007,\"y\":+1,\"z\":.5,\"w\":5.,\"id\":\"t\"}",
                "{\"x\":1e99999999999,\"id\":\"t\"}",
                "{'x':'y',id:'t',}",
                "{/* c */\"x\":[1,],\"id\":\"t\"} // tail",
                "\uFEFF{\"id\":\"t\"}",
                " \n{\"id\":\"t\"} tail {",
                "{\"id\":\"t\"}}}]"
            })
    void oneBadByteHidesNothingAndTheReadingGoesOn(String text) {
        LenientJson.Reading reading = LenientJson.read(utf8(text));

        assertThat(reading.value().path("id").asText()).isEqualTo("t");
        assertThat(reading.broken()).isEmpty();
    }

    @Test
    void bytesThatAreNoTextAreReplaced() {
        byte[] bytes = "{\"x\":\"?\",\"id\":\"t\"}".getBytes(StandardCharsets.UTF_8);
        bytes[6] = (byte) 0xE9;

        LenientJson.Reading reading = LenientJson.read(Bytes.copyOf(bytes));

        assertThat(reading.value().path("x").asText()).isEqualTo("\uFFFD");
        assertThat(reading.value().path("id").asText()).isEqualTo("t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-16"})
    void wideCharactersAreRead(String charset) {
        Bytes wide = Bytes.copyOf("{\"id\":\"t\"}".getBytes(Charset.forName(charset)));
        assertThat(LenientJson.read(wide).value().path("id").asText()).isEqualTo("t");
    }

    @Test
    void anInsaneNumberIsNoNumber() {
        String digits = "9".repeat(5000);
        LenientJson.Reading reading = LenientJson.read(utf8("{\"x\":" + digits + ",\"y\":NaN,\"id\":\"t\"}"));

        assertThat(Decimals.read(reading.value().path("x"))).isEmpty();
        assertThat(Decimals.read(reading.value().path("y"))).isEmpty();
        assertThat(reading.value().path("id").asText()).isEqualTo("t");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"data\":[{\"id\":\"t\"},{\"id\":\"u | {\"data\":[{\"id\":\"t\"},{}]}",
                "{\"data\":{\"id\":\"t\",\"status\": | {\"data\":{\"id\":\"t\"}}",
                "{\"data\":{\"id\":\"t\",\"cost\":12 | {\"data\":{\"id\":\"t\"}}",
                "{\"data\":{\"cost\":12, | {\"data\":{\"cost\":12}}",
                "{\"data\":{\"id\":\"t\",\"x\":undefined,\"y\":1}} | {\"data\":{\"id\":\"t\"}}",
                "{\"id\":\"t | {}",
                "{\"id\":12 | {}",
                "[{\"id\":\"t\"} | [{\"id\":\"t\"}]",
                "[1,2 | [1]"
            })
    void whatWasWholeIsReadAndWhatWasCutIsNot(String text, String value) {
        LenientJson.Reading reading = LenientJson.read(utf8(text));

        assertThat(reading.value()).hasToString(value);
        assertThat(reading.broken()).contains(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "<html></html>", "OK", "}", "12", "{\"x\"", "data: {\"id\":\"t\"}"})
    void whatIsNoJsonHoldsNothing(String text) {
        assertThat(LenientJson.read(utf8(text)).value().path("id").isMissingNode())
                .isTrue();
    }

    @Test
    void anythingIsReadHoweverDeepItIs() {
        LenientJson.Reading reading = LenientJson.read(utf8("{\"id\":\"t\",\"x\":" + "[".repeat(100_000)));
        assertThat(reading.value().path("id").asText()).isEqualTo("t");
    }

    @Property
    void noBytesAreAnException(@ForAll byte[] bytes) {
        assertThat(LenientJson.read(Bytes.copyOf(bytes)).value()).isNotNull();
    }

    private static Bytes utf8(String text) {
        return Bytes.copyOf(text.getBytes(StandardCharsets.UTF_8));
    }
}
