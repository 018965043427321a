package dev.takeone.request.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.takeone.request.text.Json;
import dev.takeone.request.text.Violations;
import dev.takeone.request.text.VisibleText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns the catalogue's YAML into models, and refuses whatever it does not fully understand. */
final class CatalogueReader {
    private static final int UNBOUNDED = Integer.MAX_VALUE;
    private static final int MAX_URL = 8_192;
    private static final Set<String> MODEL_KEYS = Set.of("like", "first_check", "profile", "price", "fields");
    private static final Set<String> FIELD_KEYS = Set.of("type", "required", "requires", "requires_any", "usual");

    private final Map<String, Model> models = new LinkedHashMap<>();

    /** By model: a price is read again for each model that has it, by that model's own fields. */
    private final Map<String, CatalogueEntry> prices = new HashMap<>();

    /** Reads {@code models:}. A model may be {@code like} any that stands above it. */
    Map<String, Model> read(CatalogueEntry entries) {
        for (String id : entries.keys()) {
            CatalogueEntry entry = entries.entry(id);
            if (!VisibleText.isName(id)) {
                throw entry.broken("a model's name must be 1 to " + VisibleText.MAX_NAME + " visible characters");
            }
            models.put(id, model(id, entry));
        }
        if (models.isEmpty()) {
            throw entries.broken("must list at least one model");
        }
        return models;
    }

    private Model model(String id, CatalogueEntry entry) {
        entry.allowOnly(MODEL_KEYS);
        Optional<Model> like = entry.text("like")
                .map(other -> Optional.ofNullable(models.get(other))
                        .orElseThrow(() -> entry.broken("like must name a model that stands above this one")));
        Map<String, FieldRule> fields = new LinkedHashMap<>();
        like.ifPresent(other -> fields.putAll(other.fields()));
        if (entry.has("fields")) {
            CatalogueEntry own = entry.entry("fields");
            own.keys().forEach(name -> fields.put(name, field(name, own.entry(name))));
        }
        Model model = new Model(
                id,
                entry.duration("first_check")
                        .or(() -> like.map(Model::firstCheck))
                        .orElseThrow(() -> entry.broken("first_check is missing")),
                entry.has("profile")
                        ? entry.texts("profile")
                        : like.map(Model::profile).orElse(List.of()),
                price(id, entry, like).map(price -> PriceReader.read(price, fields)),
                fields);
        checkReferences(model, entry);
        return model;
    }

    private Optional<CatalogueEntry> price(String id, CatalogueEntry entry, Optional<Model> like) {
        Optional<CatalogueEntry> price = entry.has("price")
                ? Optional.of(entry.entry("price"))
                : like.flatMap(other -> Optional.ofNullable(prices.get(other.id()))
                        .map(theirs -> new CatalogueEntry(
                                entry.place() + ".price (that of " + other.id()
                                        + "; where it does not fit the fields, give " + id + " one of its own)",
                                theirs.node())));
        price.ifPresent(known -> prices.put(id, known));
        return price;
    }

    private static void checkReferences(Model model, CatalogueEntry entry) {
        for (FieldRule field : model.fields().values()) {
            List<String> others = new ArrayList<>(field.requires());
            others.addAll(field.requiresAny());
            for (String other : others) {
                if (other.equals(field.name()) || !model.fields().containsKey(other)) {
                    throw entry.broken("field " + field.name() + " requires " + other + ", which is no other field");
                }
            }
        }
        for (String name : model.profile()) {
            FieldRule field = model.fields().get(name);
            if (field == null || !field.value().isClosed()) {
                throw entry.broken(
                        "profile names " + name + ", which is no integer, boolean or string with a list of values");
            }
        }
    }

    private static FieldRule field(String name, CatalogueEntry entry) {
        if (Model.OWN_FIELDS.contains(name)) {
            throw entry.broken("this field has the same rule in every model, and no entry");
        }
        ValueRule value = valueRule(entry, FIELD_KEYS);
        return new FieldRule(
                name,
                value,
                entry.flag("required"),
                entry.texts("requires"),
                entry.texts("requires_any"),
                usual(value, entry));
    }

    private static Optional<String> usual(ValueRule rule, CatalogueEntry entry) {
        if (!entry.has("usual")) {
            return Optional.empty();
        }
        JsonNode usual = entry.node().path("usual");
        Violations violations = new Violations();
        rule.check("usual", scalar(usual), violations);
        if (!rule.isClosed() || !violations.isEmpty()) {
            throw entry.broken("usual is not a value that the field itself allows");
        }
        return Optional.of(usual.asText());
    }

    private static Json scalar(JsonNode node) {
        if (node.isTextual()) {
            return new Json.Text(node.textValue());
        }
        if (node.isNumber()) {
            return new Json.Num(node.asText());
        }
        return node.isBoolean() ? new Json.Bool(node.booleanValue()) : new Json.Null();
    }

    private static ValueRule valueRule(CatalogueEntry entry, Set<String> common) {
        String type = entry.text("type").orElseThrow(() -> entry.broken("type is missing"));
        return switch (type) {
            case "string" -> {
                allow(entry, common, "non_blank", "values", "max_length");
                yield new ValueRule.OfString(
                        entry.flag("non_blank"), entry.texts("values"), entry.count("max_length", UNBOUNDED));
            }
            case "integer" -> {
                allow(entry, common, "values", "min", "max");
                yield integer(entry);
            }
            case "boolean" -> {
                allow(entry, common, "values");
                yield new ValueRule.OfBoolean(booleans(entry));
            }
            case "url" -> {
                allow(entry, common, "max_length");
                yield new ValueRule.OfUrl(entry.count("max_length", MAX_URL));
            }
            case "object" -> {
                allow(entry, common);
                yield new ValueRule.OfObject();
            }
            case "array" -> {
                allow(entry, common, "items", "max_items");
                yield new ValueRule.OfArray(
                        valueRule(entry.entry("items"), Set.of("type")), entry.count("max_items", UNBOUNDED));
            }
            default -> throw entry.broken("type must be string, integer, boolean, url, object or array");
        };
    }

    private static void allow(CatalogueEntry entry, Set<String> common, String... own) {
        Set<String> keys = new HashSet<>(common);
        keys.addAll(List.of(own));
        entry.allowOnly(keys);
    }

    private static ValueRule integer(CatalogueEntry entry) {
        List<Long> values = entry.list("values").stream()
                .map(item -> {
                    if (!item.isIntegralNumber() || !item.canConvertToLong()) {
                        throw entry.broken("values must be integers");
                    }
                    return item.longValue();
                })
                .toList();
        long min = entry.integer("min", Long.MIN_VALUE);
        long max = entry.integer("max", Long.MAX_VALUE);
        if (min > max) {
            throw entry.broken("min must not be above max");
        }
        if (!values.isEmpty() && (entry.has("min") || entry.has("max"))) {
            throw entry.broken("either values, or min and max");
        }
        return new ValueRule.OfInteger(min, max, values);
    }

    private static List<Boolean> booleans(CatalogueEntry entry) {
        return entry.list("values").stream()
                .map(item -> {
                    if (!item.isBoolean()) {
                        throw entry.broken("values must be true or false");
                    }
                    return item.booleanValue();
                })
                .toList();
    }
}
