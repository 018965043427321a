package dev.takeone.ops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.takeone.journal.clients.TopicNames;
import dev.takeone.request.IdentityHeader;
import dev.takeone.request.RequestSchema;
import dev.takeone.request.UnknownModels;
import dev.takeone.request.catalogue.ModelCatalogue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;

/**
 * The contract as machines read it, in AsyncAPI 3: the file in the jar, with this worker's own topics, group, identity
 * header and models in the places of the default ones.
 */
public final class AsyncApi {
    /** Where the file lies in the jar: what a worker with all settings at their defaults serves. */
    public static final String FILE = "/META-INF/asyncapi.yaml";

    private static final YAMLMapper YAML =
            YAMLMapper.builder().disable(YAMLGenerator.Feature.SPLIT_LINES).build();

    private final String document;

    /** The contract of one worker. */
    public AsyncApi(
            TopicNames topics, String group, IdentityHeader identity, ModelCatalogue catalogue, UnknownModels unknown) {
        JsonNode contract = read();
        Map.of(
                        "requests", topics.requests(),
                        "submitted", topics.submitted(),
                        "completed", topics.completed(),
                        "failed", topics.failed())
                .forEach((channel, topic) ->
                        object(contract, "/channels/" + channel).put("address", topic));
        object(contract, "/operations/receiveRequest/bindings/kafka/groupId").put("const", group);
        rename(object(contract, "/components/schemas/requestHeaders/properties"), identity);
        rename(object(contract, "/components/messages/request/examples/0/headers"), identity);
        object(contract, "/components/schemas").set("request", RequestSchema.of(catalogue, unknown));
        this.document = write(contract);
    }

    private static void rename(ObjectNode headers, IdentityHeader identity) {
        headers.set(identity.name(), headers.remove(IdentityHeader.DEFAULT.name()));
    }

    /** The document, in YAML. */
    public String document() {
        return document;
    }

    private static JsonNode read() {
        try (InputStream file = Objects.requireNonNull(
                AsyncApi.class.getResourceAsStream(FILE), "asyncapi.yaml belongs to the artifact")) {
            return YAML.readTree(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static ObjectNode object(JsonNode contract, String pointer) {
        return (ObjectNode) contract.requiredAt(pointer);
    }

    private static String write(JsonNode contract) {
        try {
            return YAML.writeValueAsString(contract);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException("a String does no I/O", impossible);
        }
    }
}
