package dev.takeone.request.catalogue;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.takeone.job.Violation;
import dev.takeone.request.text.Json;
import dev.takeone.request.text.Violations;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The models that requests may name, and what each accepts: rules as data, so that a further model of the same endpoint
 * is an entry. The format is explained at the top of {@code models.yaml}.
 */
public final class ModelCatalogue {
    private static final String BUNDLED = "/models.yaml";

    private final Map<String, Model> models;
    private final Duration firstCheck;

    private ModelCatalogue(Map<String, Model> models, Duration firstCheck) {
        this.models = Collections.unmodifiableMap(new LinkedHashMap<>(models));
        this.firstCheck = firstCheck;
    }

    /** The catalogue that ships with Takeone. */
    public static ModelCatalogue bundled() {
        try (InputStream yaml = Objects.requireNonNull(
                ModelCatalogue.class.getResourceAsStream(BUNDLED), "models.yaml belongs to the artifact")) {
            return load(yaml);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * Reads a catalogue.
     *
     * @param yaml is read to its end, and left open
     * @throws BrokenCatalogueException where it cannot be used, naming the entry
     * @throws IOException where the stream fails
     */
    public static ModelCatalogue load(InputStream yaml) throws IOException {
        ObjectMapper mapper = new ObjectMapper(YAMLFactory.builder()
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
        CatalogueEntry whole;
        try {
            whole = new CatalogueEntry("", mapper.readTree(yaml));
        } catch (JsonProcessingException malformed) {
            throw new BrokenCatalogueException(place(malformed), malformed.getOriginalMessage());
        }
        whole.allowOnly(Set.of("first_check", "models"));
        Duration firstCheck = whole.duration("first_check").orElseThrow(() -> whole.broken("first_check is missing"));
        return new ModelCatalogue(new CatalogueReader().read(whole.entry("models")), firstCheck);
    }

    private static String place(JsonProcessingException malformed) {
        JsonLocation location = malformed.getLocation();
        return location == null ? "" : "line " + location.getLineNr();
    }

    /** The model of that name, in exact letter case. */
    public Optional<Model> model(String id) {
        return Optional.ofNullable(models.get(id));
    }

    /** Reports what is wrong with a body of no listed model: that which would be wrong with it for every one. */
    public void checkWithoutModel(Json.Obj body, Violations out) {
        List<Violations> byModel = models.values().stream()
                .map(model -> {
                    Violations wrong = new Violations();
                    model.check(model.withoutNulls(body), wrong);
                    return wrong;
                })
                .toList();
        byModel.stream()
                .findFirst()
                .ifPresent(first -> first.listed().stream()
                        .filter(wrong -> byModel.stream().allMatch(others -> hasThat(others.listed(), wrong)))
                        .forEach(out::add));
        out.omit(byModel.stream().mapToInt(Violations::omitted).min().orElse(0));
    }

    private static boolean hasThat(List<Violation> others, Violation wrong) {
        return others.stream()
                .anyMatch(other ->
                        other.field().equals(wrong.field()) && other.code().equals(wrong.code()));
    }

    /** The models that have no price, in the catalogue's order. */
    public List<String> unpriced() {
        return models.values().stream()
                .filter(model -> model.price().isEmpty())
                .map(Model::id)
                .toList();
    }

    /** The names of all models, in the catalogue's order. */
    public List<String> ids() {
        return List.copyOf(models.keySet());
    }

    /** When a task of a model is first asked about: the model's own time, or the catalogue's for one that is not listed. */
    public Duration firstCheck(String model) {
        return model(model).map(Model::firstCheck).orElse(firstCheck);
    }
}
