package dev.takeone.deployment;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads YAML and JSON so that whatever the reader's model does not know is an error: a misspelt field would silently do
 * nothing. The typed models themselves would keep such a field aside.
 */
final class Strict {
    private static final YAMLMapper MAPPER = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .annotationIntrospector(new NothingIsSetAside())
            .build();

    private Strict() {}

    private static final class NothingIsSetAside extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated any) {
            return false;
        }
    }

    /** All documents of a file. */
    static List<JsonNode> documents(Path file) {
        return documents(text(file));
    }

    static List<JsonNode> documents(String yaml) {
        try (var parser = MAPPER.createParser(yaml)) {
            return MAPPER.readValues(parser, JsonNode.class).readAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The only document of a file. */
    static <T> T read(Path file, Class<T> type) {
        List<JsonNode> documents = documents(file);
        if (documents.size() != 1) {
            throw new IllegalArgumentException(file + " has not one document, but " + documents.size());
        }
        return as(documents.getFirst(), type);
    }

    /** @throws IllegalArgumentException naming the field that {@code type} does not have */
    static <T> T as(JsonNode document, Class<T> type) {
        return MAPPER.convertValue(document, type);
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
