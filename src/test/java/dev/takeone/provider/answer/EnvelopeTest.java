package dev.takeone.provider.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.Bytes;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvelopeTest {

    @Test
    void bytesThatLookLikeAnUnusualEncodingHoldNothing() {
        byte[] oddUtf32 = {0, 0, '{', 0, 0, 0, '}', 0};
        assertThat(Envelope.read(Bytes.copyOf(oddUtf32)).root().isMissingNode()).isTrue();
    }

    @Test
    void aMessageInAThousandMessagesIsNone() {
        String deep = "{\"message\":[".repeat(400) + "\"said\"" + "]}".repeat(400);
        assertThat(read(deep).message()).isEmpty();
    }

    /** The provider's family and the frameworks in front of it put the reason in many places. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"error\":{\"message\":\"said\"},\"message\":\"other\"}",
                "{\"error\":{\"msg\":\"said\"}}",
                "{\"error\":\"Bad Request\",\"message\":\"said\"}",
                "{\"error\":\"said\"}",
                "{\"error\":[{\"message\":\"said\"}]}",
                "{\"error\":[\"said\"]}",
                "{\"errors\":[{\"message\":\"said\"},{\"message\":\"other\"}]}",
                "{\"message\":\"said\"}",
                "{\"code\":400,\"msg\":\"said\",\"data\":null}",
                "{\"detail\":\"said\"}",
                "{\"detail\":[{\"loc\":[\"body\"],\"msg\":\"said\"}]}",
                "[{\"msg\":\"said\"}]",
                "[\"said\"]"
            })
    void aComplaintIsReadInWhateverFormItComes(String body) {
        Envelope envelope = read(body);
        assertThat(envelope.message()).contains("said");
        assertThat(envelope.isComplaint()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}",
                "[]",
                "[[\"x\"]]",
                "{\"error\":{}}",
                "{\"data\":{\"message\":\"x\"}}",
                "<html>",
                "{\"error\":7}"
            })
    void whatSaysNothingIsNoComplaint(String body) {
        assertThat(read(body).isComplaint()).isFalse();
    }

    @Test
    void textsAreSeenInWhatIsBrokenAndOnlyThere() {
        assertThat(read("{\"code\":200,\"data\":[{\"x\":undefined,\"task_id\" : \"t\"},{'task_id':'u'}]}")
                        .seen("task_id"))
                .containsExactly("t", "u");
        assertThat(read("{\"x\":undefined,\"task_id\":\"cut").seen("task_id")).isEmpty();
        assertThat(read("{\"prompt\":{\"task_id\":\"t\"}}").seen("task_id")).isEmpty();
    }

    private static Envelope read(String body) {
        return Envelope.read(Bytes.copyOf(body.getBytes(StandardCharsets.UTF_8)));
    }
}
