package dev.takeone.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.takeone.config.SettingsList;
import dev.takeone.job.FailureReason;
import dev.takeone.journal.clients.TopicNames;
import dev.takeone.ops.AsyncApi;
import dev.takeone.request.IdentityHeader;
import dev.takeone.request.UnknownModels;
import dev.takeone.request.catalogue.ModelCatalogue;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract that machines read: valid AsyncAPI, and the same as the code. */
class AsyncApiTest {
    private static final YAMLMapper YAML = new YAMLMapper();

    @Test
    void theFileIsWhatAWorkerServesWhoseSettingsAreAtTheirDefaults() throws IOException {
        AsyncApi served = new AsyncApi(
                new TopicNames(
                        topic("requests"),
                        topic("submitted"),
                        topic("completed"),
                        topic("failed"),
                        topic("jobs"),
                        topic("receipts"),
                        topic("commands"),
                        topic("account")),
                SettingsList.standard("takeone.group"),
                new IdentityHeader(SettingsList.standard("takeone.requests.identity-header")),
                ModelCatalogue.bundled(),
                UnknownModels.REJECT);
        JsonNode document = YAML.readTree(served.document());

        assertThat(Contract.file())
                .as(
                        "components.schemas.request is to be\n%s",
                        YAML.writeValueAsString(document.at("/components/schemas/request")))
                .isEqualTo(document);
    }

    @Test
    void aWorkerServesItsOwnTopicsGroupAndModels() throws IOException {
        AsyncApi served = new AsyncApi(
                new TopicNames("r", "s", "c", "f", "j", "p", "o", "a"),
                "g",
                new IdentityHeader("id"),
                ModelCatalogue.bundled(),
                UnknownModels.PASS_THROUGH);
        JsonNode document = YAML.readTree(served.document());

        assertThat(List.of("requests", "submitted", "completed", "failed"))
                .extracting(channel ->
                        document.at("/channels/" + channel + "/address").asText())
                .containsExactly("r", "s", "c", "f");
        assertThat(document.at("/operations/receiveRequest/bindings/kafka/groupId/const")
                        .asText())
                .isEqualTo("g");
        assertThat(document.at("/components/schemas/request/oneOf").findValuesAsText("title"))
                .containsExactly("veo3.1-fast-official", "veo3.1-quality-official", "any other model");
        assertThat(document.at("/components/schemas/requestHeaders/properties").has("id"))
                .isTrue();
        assertThat(document.at("/components/schemas/requestHeaders/properties").has("request-id"))
                .isFalse();
        assertThat(faults(document)).isEmpty();
    }

    @Test
    void theFileIsValidByTheSpecificationsOwnSchema() throws IOException {
        assertThat(faults(Contract.file())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/info/title", "/operations/sendFailed/action", "/operations/sendFailed/channel", "/asyncapi"})
    void theSpecificationsSchemaMissesWhatIsTakenAway(String pointer) throws IOException {
        JsonNode broken = Contract.file();
        int last = pointer.lastIndexOf('/');
        ((ObjectNode) broken.at(pointer.substring(0, last))).remove(pointer.substring(last + 1));

        assertThat(faults(broken)).isNotEmpty();
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        JsonNode file = Contract.file();
        List<String> references = file.findValuesAsText("$ref");

        assertThat(references).hasSizeGreaterThan(40).allSatisfy(reference -> {
            assertThat(reference).startsWith("#/");
            assertThat(file.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse();
        });
    }

    @Test
    void theWordsOfAFailureAreTheCodes() {
        JsonNode failed = Contract.file().at("/components/schemas/failed/properties");

        assertThat(words(failed.at("/reason/enum")))
                .isEqualTo(Arrays.stream(FailureReason.values())
                        .map(FailureReason::label)
                        .toList());
        assertThat(words(failed.at("/charged/enum")))
                .isEqualTo(Arrays.stream(FailureReason.Charged.values())
                        .map(FailureReason.Charged::label)
                        .toList());
    }

    /** Headers are values of Kafka, and no part of the specification's schema: so each example is judged here. */
    @Test
    void theExamplesOfRequestsAreValid() throws IOException {
        JsonNode file = Contract.file();
        Schema body = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(file.at("/components/schemas/request"));

        assertThat(file.at("/components/messages/request/examples"))
                .hasSize(2)
                .allSatisfy(example -> assertThat(Contract.faults(body, example.path("payload")))
                        .isEmpty());
    }

    private static String topic(String name) {
        return SettingsList.standard("takeone.topics." + name);
    }

    private static List<String> words(JsonNode list) {
        return YAML.convertValue(list, YAML.getTypeFactory().constructCollectionType(List.class, String.class));
    }

    private static List<String> faults(JsonNode document) throws IOException {
        try (InputStream schema = Objects.requireNonNull(
                AsyncApiTest.class.getResourceAsStream("/asyncapi/asyncapi-3.0.0.schema.json"))) {
            return Contract.faults(
                    SchemaRegistry.withDefaultDialect(
                                    SpecificationVersion.DRAFT_7, builder -> builder.schemas(Map.of()))
                            .getSchema(schema),
                    document);
        }
    }
}
