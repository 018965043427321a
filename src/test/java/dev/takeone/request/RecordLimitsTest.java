package dev.takeone.request;

import static dev.takeone.request.Records.fast;
import static dev.takeone.request.Records.faults;
import static dev.takeone.request.Records.read;
import static dev.takeone.request.Records.record;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.Bytes;
import dev.takeone.job.Violation;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for any record, whatever its model: size, depth, encoding, exactly one JSON object. */
class RecordLimitsTest {
    private static final String START = fast(",\"metadata\":");

    @Test
    void aTombstoneAsksForNothing() {
        assertThat(faults(read(Records.tombstone()))).containsExactly("value required");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\n",
                "{",
                "}",
                "{}x",
                "{}{}",
                "{} {}",
                "{},",
                "{}null",
                "nul",
                "{'a':1}",
                "{a:1}",
                "{\"a\":01}",
                "{\"a\":+1}",
                "{\"a\":.5}",
                "{\"a\":1.}",
                "{\"a\":NaN}",
                "{\"a\":1,}",
                "[1,]",
                "{\"a\":\"\n\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":1}//",
                "/**/{}",
                "\u0000",
                "<html>",
            })
    void whatIsNotExactlyOneJsonValueIsNotJson(String value) {
        assertThat(faults(value)).containsExactly("value not_json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1,2]", "[]", "null", "true", "8", "-1.5e3", "\"text\""})
    void whatIsNoObjectHasTheWrongType(String value) {
        assertThat(faults(value)).containsExactly("value wrong_type");
    }

    @Test
    void whiteSpaceAroundTheValueIsFine() {
        assertThat(faults("\r\n\t " + fast("") + " \n")).isEmpty();
    }

    @Test
    void randomBytesAreNoRequest() {
        byte[] bytes = new byte[1_000];
        new Random(7).nextBytes(bytes);
        assertThat(faults(read(record(bytes)))).containsExactly("value not_utf8");
    }

    @ParameterizedTest
    @CsvSource({"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32"})
    void otherEncodingsAreNotGuessed(String charset) {
        assertThat(read(record(fast("").getBytes(Charset.forName(charset)))))
                .isInstanceOf(RequestReading.Invalid.class);
    }

    @Test
    void malformedUtf8IsNotRepaired() {
        byte[] latin = fast("").replace("dog", "dög").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(faults(read(record(latin)))).containsExactly("value not_utf8");
        byte[] overlong = {'"', (byte) 0xc0, (byte) 0xaf, '"'};
        assertThat(faults(read(record(overlong)))).containsExactly("value not_utf8");
    }

    @Test
    void aByteOrderMarkIsNoJson() {
        assertThat(faults("\ufeff" + fast(""))).containsExactly("value not_utf8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "\\udc00", "\\ud800x", "\\udc00\\ud800"})
    void halfASurrogatePairCannotBeWritten(String escape) {
        assertThat(faults(fast("").replace("dog", escape))).containsExactly("value not_utf8");
        assertThat(faults(fast(",\"" + escape + "\":1"))).containsExactly("value not_utf8");
    }

    @Test
    void aWholeSurrogatePairIsACharacter() {
        assertThat(Records.body(read(fast("").replace("dog", "\\ud83d\\ude00"))))
                .contains("a 😀");
    }

    @Test
    void aValueHasAtMost256KiB() {
        String start = fast("").replace("dog\"}", "");
        String fits = start + "x".repeat(RequestReader.MAX_VALUE_BYTES - start.length() - 2) + "\"}";
        assertThat(faults(fits)).isEmpty();
        assertThat(faults(fits + " ")).containsExactly("value too_large");
        assertThat(faults(read(record(new byte[300 * 1024])))).containsExactly("value too_large");
    }

    @Test
    void aKeyHasAtMost4KiB() {
        RequestReading fits = read(Records.keyed(new byte[RequestReader.MAX_KEY_BYTES]));
        assertThat(fits.job().key()).map(Bytes::length).contains(RequestReader.MAX_KEY_BYTES);
        assertThat(faults(fits)).isEmpty();
        RequestReading larger = read(Records.keyed(new byte[RequestReader.MAX_KEY_BYTES + 1]));
        assertThat(larger.job().key()).isEmpty();
        assertThat(faults(larger)).containsExactly("key too_large");
    }

    @Test
    void aKeyOfNoBytesIsAKeyAndNoKeyIsNone() {
        assertThat(read(Records.keyed(new byte[0])).job().key())
                .map(Bytes::length)
                .contains(0);
        assertThat(read(fast("")).job().key()).isEmpty();
    }

    @Test
    void aValueIsNestedAtMost32Deep() {
        // The body is one level and its metadata another, so 30 more may follow.
        assertThat(faults(START.replace("}", "") + "{\"a\":" + nested(30) + "}}"))
                .isEmpty();
        assertThat(faults(START.replace("}", "") + "{\"a\":" + nested(31) + "}}"))
                .containsExactly("value too_deep");
        assertThat(faults("[".repeat(200_000))).containsExactly("value too_deep");
        assertThat(faults("{\"a\":".repeat(40_000))).containsExactly("value too_deep");
    }

    private static String nested(int levels) {
        return "[".repeat(levels) + "]".repeat(levels);
    }

    @Test
    void keysAreNotRepeated() {
        assertThat(faults(fast(",\"prompt\":\"b\""))).containsExactly("prompt duplicate_key");
        assertThat(faults(fast(",\"\\u0070rompt\":\"b\""))).containsExactly("prompt duplicate_key");
        assertThat(faults(fast(",\"metadata\":{\"a\":[{\"b\":1,\"b\":1}]}")))
                .containsExactly("metadata.a.[].b duplicate_key");
    }

    @Test
    void ofRepeatedKeysTheFirstIsTaken() {
        assertThat(read(fast(",\"metadata\":{\"a\":1},\"metadata\":{\"a\":2}"))
                        .job()
                        .metadata())
                .contains("{\"a\":1}");
    }

    @Test
    void besidesRepeatedKeysTheRestIsStillChecked() {
        assertThat(faults(fast(",\"prompt\":\"b\",\"seed\":-1")))
                .containsExactlyInAnyOrder("prompt duplicate_key", "seed out_of_range");
    }

    @Test
    void aNumberHasAtMost1000Characters() {
        assertThat(faults(START.replace("}", "") + "{\"a\":" + "9".repeat(1_000) + "}}"))
                .isEmpty();
        assertThat(faults(START.replace("}", "") + "{\"a\":" + "9".repeat(1_001) + "}}"))
                .containsExactly("value too_long");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1E-999999999", "1e99999999999999999999", "-0.0e0", "1e+5"})
    void aNumberOfAnySizeIsOnlyAToken(String token) {
        RequestReading reading = read(START.replace("}", "") + "{\"a\":" + token + "}}");
        assertThat(reading.job().metadata()).contains("{\"a\":" + token + "}");
    }

    @Test
    void metadataHasAtMost4KiBAsCompactUtf8() {
        // {"a":""} takes 8 bytes, each ü takes 2.
        String fits = "ü".repeat((RequestReader.MAX_METADATA_BYTES - 8) / 2);
        assertThat(faults(START.replace("}", "") + "{ \"a\" :\t\"" + fits + "\" }}"))
                .isEmpty();
        RequestReading larger = read(START.replace("}", "") + "{\"a\":\"" + fits + "x\"}}");
        assertThat(faults(larger)).containsExactly("metadata too_large");
        assertThat(larger.job().metadata()).isEmpty();
    }

    @Test
    void violationsAreListedUpToFiftyAndTheRestCounted() {
        String many = IntStream.range(0, 70).mapToObj(i -> ",\"f" + i + "\":1").collect(Collectors.joining());
        assertThat(read(fast(many))).isInstanceOfSatisfying(RequestReading.Invalid.class, invalid -> {
            assertThat(invalid.violations()).hasSize(50);
            assertThat(invalid.omitted()).isEqualTo(20);
        });
    }

    @Test
    void theNamesOfUnknownFieldsAreCutAndMadeVisible() {
        assertThat(Records.violations(read(fast(",\"a\\n\\u202e\":1,\"" + "é".repeat(5_000) + "\":1"))))
                .extracting(Violation::field)
                .containsExactly("a\\u{a}\\u{202e}", "é".repeat(499) + "…");
    }

    @Test
    void anyNumberOfRepeatedKeysIsBounded() {
        String deep = "{\"" + "n".repeat(1_000) + "\":";
        String value = deep.repeat(30) + "{" + "\"\":1,".repeat(30_000) + "\"\":1}" + "}".repeat(30);
        assertThat(read(value)).isInstanceOfSatisfying(RequestReading.Invalid.class, invalid -> {
            assertThat(invalid.violations()).hasSize(50);
            assertThat(invalid.violations())
                    .allSatisfy(v -> assertThat(v.field()).hasSizeLessThanOrEqualTo(500));
            // 30,000 repeats, the missing model and prompt, and the field that there is none of.
            assertThat(invalid.omitted()).isEqualTo(30_000 + 3 - 50);
        });
    }
}
