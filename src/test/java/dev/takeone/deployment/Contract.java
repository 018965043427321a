package dev.takeone.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.takeone.ops.AsyncApi;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The contract of the jar, as a judge of events. It is stricter than what consumers get: a field that the contract does
 * not name is a fault here, while consumers are told to ignore it.
 */
public final class Contract {
    private static final String LOCATION = "https://takeone.invalid/asyncapi.json";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SchemaRegistry CLOSED = registry(closed(schemas()));

    private Contract() {}

    /** The document in the jar. */
    static JsonNode file() {
        try (InputStream file = Objects.requireNonNull(AsyncApi.class.getResourceAsStream(AsyncApi.FILE))) {
            return new YAMLMapper().readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The components alone: the document's own {@code id} is none of a schema. */
    private static JsonNode schemas() {
        return JSON.createObjectNode().set("components", file().path("components"));
    }

    /**
     * What is wrong with an event; nothing where it is as the contract says.
     *
     * @param name submitted, completed or failed
     */
    public static List<String> faults(String name, Map<String, String> headers, JsonNode value) {
        return Stream.concat(
                        faults("messages/" + name + "/headers", JSON.valueToTree(headers)).stream(),
                        faults("messages/" + name + "/payload", value).stream())
                .toList();
    }

    private static List<String> faults(String part, JsonNode value) {
        return faults(CLOSED.getSchema(SchemaLocation.of(LOCATION + "#/components/" + part)), value);
    }

    static List<String> faults(Schema schema, JsonNode value) {
        return schema.validate(value).stream().map(Object::toString).toList();
    }

    private static SchemaRegistry registry(JsonNode document) {
        SchemaRegistryConfig config =
                SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build();
        return SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_7,
                builder -> builder.schemaRegistryConfig(config).schemas(Map.of(LOCATION, document.toString())));
    }

    private static JsonNode closed(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.has("properties")
                && object.path("type").asText().equals("object")) {
            object.put("additionalProperties", false);
        }
        node.forEach(Contract::closed);
        return node;
    }
}
