package dev.takeone.console.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.takeone.console.view.Sentence;
import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.TemplateLocator.TemplateLocation;
import io.quarkus.qute.ValueResolver;
import io.quarkus.qute.Variant;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The pages' templates. Whatever they are given is escaped; a name that is nothing fails the page, and its test. */
final class Templates {
    private static final String FOLDER = "/console/";

    private final Engine engine = Engine.builder()
            .addDefaults()
            .addValueResolver(new ReflectionValueResolver())
            .addValueResolver(shown(Instant.class, "time", Words::time))
            .addValueResolver(shown(String.class, "sentence", Words::sentence))
            .addValueResolver(shown(BigDecimal.class, "usd", Words::usd))
            .addValueResolver(shown(Duration.class, "length", Sentence::length))
            .addResultMapper(new HtmlEscaper(List.of(Variant.TEXT_HTML)))
            .addLocator(id -> Optional.of(new Source(id)))
            .strictRendering(true)
            .build();

    private record Source(String id) implements TemplateLocation {
        @Override
        public Reader read() {
            return new StringReader(new String(resource(id + ".html"), UTF_8));
        }

        @Override
        public Optional<Variant> getVariant() {
            return Optional.of(Variant.forContentType(Variant.TEXT_HTML));
        }
    }

    /** A page. */
    String page(String name, Map<String, ?> data) {
        return Optional.ofNullable(engine.getTemplate(name)).orElseThrow().render(data);
    }

    /** A file beside the templates. */
    static byte[] resource(String name) {
        try (InputStream file = Optional.ofNullable(Templates.class.getResourceAsStream(FOLDER + name))
                .orElseThrow(() -> new IllegalStateException(name + " belongs to the artifact"))) {
            return file.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static <T> ValueResolver shown(Class<T> type, String name, Function<T, Object> look) {
        return ValueResolver.builder()
                .applyToBaseClass(type)
                .applyToName(name)
                .resolveSync(context -> look.apply(type.cast(context.getBase())))
                .build();
    }
}
