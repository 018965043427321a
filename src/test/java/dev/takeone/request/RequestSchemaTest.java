package dev.takeone.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.takeone.request.catalogue.ModelCatalogue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The generated schema and the reader say the same; where a schema cannot, the difference is named. */
class RequestSchemaTest {
    private static final String IMAGE = "\"https://example.com/a.png\"";
    private static final Schema BUNDLED = schema(ModelCatalogue.bundled(), UnknownModels.REJECT);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",\"negative_prompt\":\"\",\"duration\":4,\"aspect_ratio\":\"16:9\",\"resolution\":\"4K\",\"seed\":0",
                ",\"seed\":4294967295,\"sample_count\":4,\"generate_audio\":false,\"person_generation\":\"disallow\"",
                ",\"first_frame_image\":" + IMAGE + ",\"last_frame_image\":" + IMAGE + ",\"resize_mode\":\"pad\"",
                ",\"resize_mode\":\"crop\",\"first_frame_image\":\"HTTP://93.184.216.34:8080?x=@\"",
                ",\"enhance_prompt\":true,\"metadata\":{\"a\":[1,null]}",
                ",\"negative_prompt\":null,\"duration\":null,\"first_frame_image\":null,\"seed\":null,\"metadata\":null",
                ",\"last_frame_image\":null,\"resize_mode\":null,\"enhance_prompt\":null,\"generate_audio\":null",
            })
    void bothAccept(String more) {
        String body = Records.fast(more);

        assertThat(Records.faults(body)).isEmpty();
        assertThat(accepts(BUNDLED, body)).isTrue();
        assertThat(accepts(BUNDLED, body.replace("fast", "quality"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",\"duration\":5",
                ",\"duration\":\"8\"",
                ",\"duration\":[8]",
                ",\"aspect_ratio\":\"1:1\"",
                ",\"resolution\":\"4k\"",
                ",\"first_frame_image\":\"ftp://example.com/a\"",
                ",\"first_frame_image\":\"https://user@example.com/a\"",
                ",\"first_frame_image\":\"https://example.com/a b\"",
                ",\"first_frame_image\":\"a.png\"",
                ",\"last_frame_image\":" + IMAGE,
                ",\"resize_mode\":\"pad\"",
                ",\"seed\":-1",
                ",\"seed\":4294967296",
                ",\"seed\":1.5",
                ",\"sample_count\":0",
                ",\"sample_count\":5",
                ",\"generate_audio\":1",
                ",\"person_generation\":\"dont_allow\"",
                ",\"enhance_prompt\":false",
                ",\"metadata\":[]",
                ",\"durration\":8",
                ",\"durration\":null",
                ",\"last_frame_image\":" + IMAGE + ",\"first_frame_image\":null",
                ",\"resize_mode\":\"pad\",\"first_frame_image\":null,\"last_frame_image\":null",
            })
    void bothRefuse(String more) {
        assertRefused(Records.fast(more));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"prompt\":\"a\"}",
                "{\"model\":\"veo3.1-fast-official\"}",
                "{\"model\":\"Veo3.1-fast-official\",\"prompt\":\"a\"}",
                "{\"model\":7,\"prompt\":\"a\"}",
                "{\"model\":null,\"prompt\":\"a\"}",
                "{\"model\":\"veo3.1-fast-official\",\"prompt\":null}",
                "{\"model\":\"veo3.1-fast-official\",\"prompt\":\"\"}",
                "{\"model\":\"veo3.1-fast-official\",\"prompt\":\" \\t\\u00a0\\u200b\\n\"}",
                "[]",
                "\"a dog\"",
            })
    void bothRefuseWhatIsNoRequest(String body) {
        assertRefused(body);
    }

    /** What a schema cannot say: it sees values, not how they are written; it knows no address, and counts no bytes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                ",\"duration\":8.0",
                ",\"seed\":1e0",
                ",\"seed\":1,\"seed\":1",
                ",\"first_frame_image\":\"https://localhost/a\"",
                ",\"first_frame_image\":\"https://10.0.0.1/a\"",
            })
    void onlyTheReaderRefuses(String more) {
        assertThat(Records.faults(Records.fast(more))).isNotEmpty();
        assertThat(accepts(BUNDLED, Records.fast(more))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'{\"model\":\"other\",\"anything\":1}' | true",
                "'{\"model\":\"other\",\"metadata\":1}' | false",
                "'{\"model\":\"two words\"}' | false",
                "'{\"model\":\"\"}' | false",
                "'{\"model\":\"veo3.1-fast-official\",\"prompt\":\"a\",\"anything\":1}' | false",
            })
    void unlistedModelsPassWhereTheySayPass(String body, boolean accepted) {
        RequestReader reader = new RequestReader(ModelCatalogue.bundled(), UnknownModels.PASS_THROUGH);

        assertThat(reader.read(Records.record(body), Records.IDS) instanceof RequestReading.Valid)
                .isEqualTo(accepted);
        assertThat(accepts(schema(ModelCatalogue.bundled(), UnknownModels.PASS_THROUGH), body))
                .isEqualTo(accepted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"pictures\":[\"https://a.example/1\"],\"words\":\"abc\",\"camera\":{\"x\":1},\"steps\":9' | true",
                "'\"pictures\":[\"https://a.example/1\",\"https://a.example/2\",\"https://a.example/3\"]' | false",
                "'\"pictures\":[1]' | false",
                "'\"pictures\":\"https://a.example/1\"' | false",
                "'\"words\":\"abcd\"' | false",
                "'\"camera\":[]' | false",
                "'\"steps\":10' | false",
            })
    void everyKindOfRuleIsSaid(String fields, boolean accepted) throws IOException {
        ModelCatalogue catalogue = ModelCatalogue.load(new ByteArrayInputStream("""
                first_check: 1s
                models:
                  m:
                    first_check: 1s
                    fields:
                      pictures: { type: array, items: { type: url }, max_items: 2 }
                      words: { type: string, max_length: 3 }
                      camera: { type: object }
                      steps: { type: integer, max: 9 }
                """.getBytes(StandardCharsets.UTF_8)));
        String body = "{\"model\":\"m\"," + fields + "}";

        assertThat(
                        new RequestReader(catalogue, UnknownModels.REJECT).read(Records.record(body), Records.IDS)
                                instanceof RequestReading.Valid)
                .isEqualTo(accepted);
        assertThat(accepts(schema(catalogue, UnknownModels.REJECT), body)).isEqualTo(accepted);
    }

    /** However the fields come together. */
    @Property
    void theVerdictsAreTheSame(@ForAll("bodies") String body) {
        assertThat(accepts(BUNDLED, body)).isEqualTo(Records.faults(body).isEmpty());
    }

    @Provide
    Arbitrary<String> bodies() {
        Arbitrary<String> fields = Arbitraries.of(
                "\"duration\":4",
                "\"duration\":\"4\"",
                "\"seed\":7",
                "\"seed\":-7",
                "\"resolution\":\"4K\"",
                "\"resolution\":\"4k\"",
                "\"first_frame_image\":" + IMAGE,
                "\"first_frame_image\":null",
                "\"last_frame_image\":null",
                "\"resize_mode\":null",
                "\"seed\":null",
                "\"metadata\":null",
                "\"more\":null",
                "\"last_frame_image\":" + IMAGE,
                "\"resize_mode\":\"pad\"",
                "\"enhance_prompt\":true",
                "\"metadata\":{}",
                "\"more\":1");
        return fields.list()
                .ofMaxSize(5)
                .uniqueElements(field -> field.split(":", 2)[0])
                .map(chosen ->
                        Records.fast(chosen.stream().map(field -> "," + field).collect(Collectors.joining())));
    }

    private static void assertRefused(String body) {
        assertThat(Records.faults(body)).isNotEmpty();
        assertThat(accepts(BUNDLED, body)).isFalse();
    }

    private static boolean accepts(Schema schema, String body) {
        return schema.validate(body, InputFormat.JSON).isEmpty();
    }

    private static Schema schema(ModelCatalogue catalogue, UnknownModels unknown) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(RequestSchema.of(catalogue, unknown).toString());
    }
}
