package dev.takeone.console.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.takeone.console.view.PageKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;

/** What scripts read beside the pages: snake_case, times in RFC 3339 UTC, lengths in seconds; unknown values are left out. */
final class ConsoleJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .addModule(words())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
            .build();

    private ConsoleJson() {}

    static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException("a String does no I/O", impossible);
        }
    }

    @SuppressWarnings("rawtypes") // the class of all enums is one
    private static SimpleModule words() {
        return new SimpleModule()
                .addSerializer(Enum.class, written((Enum word) -> word(word), JsonGenerator::writeString))
                .addKeySerializer(Enum.class, written((Enum word) -> word(word), JsonGenerator::writeFieldName))
                .addSerializer(PageKey.class, written(PageKey::text, JsonGenerator::writeString))
                .addSerializer(
                        Duration.class,
                        written(length -> Long.toString(length.toSeconds()), JsonGenerator::writeNumber));
    }

    private static String word(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    private interface Writing {
        void write(JsonGenerator json, String text) throws IOException;
    }

    private static <T> JsonSerializer<T> written(Function<T, String> text, Writing writing) {
        return new JsonSerializer<>() {
            @Override
            public void serialize(T value, JsonGenerator json, SerializerProvider provider) throws IOException {
                writing.write(json, text.apply(value));
            }
        };
    }
}
