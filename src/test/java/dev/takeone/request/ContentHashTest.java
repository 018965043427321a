package dev.takeone.request;

import static dev.takeone.request.Records.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentHashTest {
    private static String hash(String value) {
        return read(value).job().contentHash();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":1,\"b\":2} | { \"b\" : 2 , \"a\" : 1 }",
                "{\"a\":{\"b\":1,\"c\":2}} | {\"a\":{\"c\":2,\"b\":1}}",
                "[{\"b\":1,\"c\":2}] | [{\"c\":2,\"b\":1}]",
                "{\"a\":\"\\u0041\\/\"} | {\"\\u0061\":\"A/\"}",
                "8.0 | 8.00",
                "8.0 | 8e0",
                "8.0 | 80e-1",
                "8.0 | 0.8E+1",
                "0.0 | -0e5",
                "0 | -0",
                "1.5 | 15e-1",
                "-1.5 | -0.15e1",
                "1e99999999999999999999 | 10e99999999999999999998",
            })
    void equalContentHasEqualHashes(String one, String other) {
        assertThat(hash(one)).isEqualTo(hash(other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "8 | 8.0",
                "8 | 8e0",
                "8 | \"8\"",
                "0 | 0.0",
                "8 | 9",
                "8 | -8",
                "1.5 | -1.5",
                "1.5 | 15.0",
                "1e99999999999999999999 | 1e99999999999999999998",
                "null | false",
                "null | \"null\"",
                "true | false",
                "{} | []",
                "{} | {\"a\":null}",
                "[] | [[]]",
                "[1,2] | [2,1]",
                "[1,[2]] | [[1],2]",
                "[12] | [1,2]",
                "[\"ab\",\"c\"] | [\"a\",\"bc\"]",
                "{\"a\":1,\"b\":2} | {\"a\":2,\"b\":1}",
                "{\"a\":1} | {\"A\":1}",
                "\"a\" | \"A\"",
                "\"a\" | \"a \"",
                "{\"metadata\":{\"a\":1}} | {\"metadata\":{\"a\":2}}",
                "{\"a\":1,\"a\":1} | {\"a\":1}",
                "{\"a\":1,\"a\":1} | {\"a\":1, \"a\":1}",
                "'{' | '{ '",
                "{x | {y",
            })
    void otherContentHasAnotherHash(String one, String other) {
        assertThat(hash(one)).isNotEqualTo(hash(other));
    }

    @Test
    void whatDoesNotParseIsComparedByItsBytes() {
        assertThat(hash("{x")).isEqualTo(hash("{x"));
        byte[] large = new byte[300 * 1024];
        String before = read(Records.record(large)).job().contentHash();
        large[large.length - 1] = 1;
        assertThat(read(Records.record(large)).job().contentHash()).isNotEqualTo(before);
    }

    @Test
    void theKindsOfContentNeverEqualEachOther() {
        assertThat(read(Records.tombstone()).job().contentHash())
                .isEqualTo(ContentHash.ofTombstone())
                .isNotEqualTo(hash(""));
        assertThat(ContentHash.ofBytes(new byte[] {'8'})).isNotEqualTo(hash("8"));
    }

    @Test
    void aHashNeverChangesBetweenReleases() {
        // It is journaled: another hash for the same content would make a conflict of every repeat.
        assertThat(hash("{\"b\":[8,\"ü\",true,null],\"a\":1.50}")).isEqualTo("cb578e87a57a71fc2f5ef4bc3890b29c");
    }

    @Test
    void aHashIs32HexadecimalDigits() {
        Set<String> hashes = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            assertThat(hashes.add(hash("" + i))).isTrue();
        }
        assertThat(hashes).allMatch(hash -> hash.matches("[0-9a-f]{32}"));
    }
}
