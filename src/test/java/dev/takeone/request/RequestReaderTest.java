package dev.takeone.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.request.catalogue.ModelCatalogue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What is a repeat by another catalogue than the one by which its original was read. */
class RequestReaderTest {
    private static final String BODY = "{\"model\":\"m2\",\"prompt\":\"x\",\"seed\":null,\"metadata\":null}";
    private static final RequestRecord RECORD = Records.record(BODY);

    private static RequestReader reader(String model) throws IOException {
        String yaml = "{first_check: 1s, models: {" + model + ": {first_check: 1s,"
                + " fields: {prompt: {type: string, required: true}, seed: {type: integer}}}}}";
        return new RequestReader(
                ModelCatalogue.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))),
                UnknownModels.PASS_THROUGH);
    }

    private static String hash(RequestReader reader, RequestRecord record) {
        return reader.read(record, Records.IDS).job().contentHash();
    }

    @Test
    void theSameBytesAreARepeatAlsoWhenTheirModelIsListedMeanwhile() throws IOException {
        String unlisted = hash(reader("other"), RECORD);

        assertThat(hash(reader("m2"), RECORD)).isNotEqualTo(unlisted);
        assertThat(reader("m2").isAlike(RECORD, unlisted)).isTrue();
    }

    @Test
    void theSameBytesAreARepeatAlsoWhenTheirModelIsListedNoMore() throws IOException {
        assertThat(reader("other").isAlike(RECORD, hash(reader("m2"), RECORD))).isTrue();
    }

    @Test
    void noOtherCatalogueMakesOtherContentARepeat() throws IOException {
        String unlisted = hash(reader("other"), RECORD);
        String listed = hash(reader("m2"), RECORD);
        RequestRecord other = Records.record(BODY.replace("null", "7"));
        RequestRecord nullPrompt = Records.record(BODY.replace("\"x\"", "null"));

        assertThat(reader("m2").isAlike(other, unlisted)).isFalse();
        assertThat(reader("other").isAlike(other, listed)).isFalse();
        assertThat(reader("m2").isAlike(nullPrompt, hash(reader("m2"), Records.record("{\"model\":\"m2\"}"))))
                .isFalse();
    }
}
