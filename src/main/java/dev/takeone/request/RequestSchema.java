package dev.takeone.request;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.takeone.request.catalogue.FieldRule;
import dev.takeone.request.catalogue.Model;
import dev.takeone.request.catalogue.ModelCatalogue;
import dev.takeone.request.catalogue.ValueRule;
import dev.takeone.request.text.VisibleText;
import java.util.Collection;
import java.util.List;

/**
 * The rules of requests as JSON Schema (draft 7), made from the catalogue, so that the two cannot differ.
 *
 * <p>A schema accepts every valid request. It also accepts some that {@link RequestReader} refuses, since it sees values
 * and not what was written: {@code 8.0} for an integer, a key twice, a host that is not public, {@code metadata} or a
 * record that is too large or too deep.
 */
public final class RequestSchema {
    /** {@link VisibleText#isVisible}, as a regular expression of ECMA-262 in its Unicode mode and of Java alike. */
    private static final String VISIBLE = "[^\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zs}\\p{Zl}\\p{Zp}]";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private RequestSchema() {}

    /** The schema of a request's body: one alternative for each model, each a schema of its own named by its title. */
    public static ObjectNode of(ModelCatalogue catalogue, UnknownModels unknown) {
        ObjectNode schema = JSON.objectNode();
        ArrayNode alternatives = schema.putArray("oneOf");
        for (String id : catalogue.ids()) {
            catalogue.model(id).map(RequestSchema::model).ifPresent(alternatives::add);
        }
        switch (unknown) {
            case REJECT -> {}
            case PASS_THROUGH -> alternatives.add(unlisted(catalogue.ids()));
        }
        return schema;
    }

    private static ObjectNode model(Model model) {
        ObjectNode schema = body(model.id());
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("model").put("const", model.id());
        ArrayNode required = schema.putArray("required").add("model");
        ArrayNode company = JSON.arrayNode();
        for (FieldRule field : model.fields().values()) {
            ObjectNode value = value(field.value());
            properties.set(field.name(), field.required() ? value : orNull(value));
            if (field.required()) {
                required.add(field.name());
            }
            keepCompany(field, company);
        }
        properties.set("metadata", metadata());
        if (!company.isEmpty()) {
            schema.set("allOf", company);
        }
        return schema.put("additionalProperties", false);
    }

    private static ObjectNode unlisted(List<String> listed) {
        ObjectNode schema = body("any other model");
        ObjectNode properties = schema.putObject("properties");
        ObjectNode model = properties
                .putObject("model")
                .put("type", "string")
                .put("maxLength", VisibleText.MAX_NAME)
                .put("pattern", "^" + VISIBLE + "+$");
        model.putObject("not").set("enum", all(listed));
        properties.set("metadata", metadata());
        schema.putArray("required").add("model");
        return schema;
    }

    private static ObjectNode body(String title) {
        return JSON.objectNode().put("title", title).put("type", "object");
    }

    private static ObjectNode metadata() {
        return orNull(typed("object"))
                .put(
                        "description",
                        "The sender's own, at most " + RequestReader.MAX_METADATA_BYTES
                                + " bytes as compact JSON. Not sent to the provider; comes back on every event.");
    }

    /** Null counts as left out, so a field that is null keeps nobody company, and needs none. */
    private static void keepCompany(FieldRule field, ArrayNode out) {
        if (field.requires().isEmpty() && field.requiresAny().isEmpty()) {
            return;
        }
        ObjectNode rule = out.addObject();
        rule.set("if", given(field.name()));
        ObjectNode then = rule.putObject("then");
        each(field.requires(), "allOf", then);
        each(field.requiresAny(), "anyOf", then);
    }

    private static void each(List<String> fields, String how, ObjectNode out) {
        if (!fields.isEmpty()) {
            ArrayNode company = out.putArray(how);
            fields.forEach(field -> company.add(given(field)));
        }
    }

    private static ObjectNode given(String field) {
        ObjectNode given = JSON.objectNode();
        given.putArray("required").add(field);
        given.putObject("properties").putObject(field).putObject("not").put("type", "null");
        return given;
    }

    private static ObjectNode orNull(ObjectNode value) {
        value.set("type", all(List.of(value.path("type").asText(), "null")));
        if (value.get("enum") instanceof ArrayNode values) {
            values.addNull();
        }
        return value;
    }

    private static ObjectNode value(ValueRule rule) {
        return switch (rule) {
            case ValueRule.OfString string -> string(string);
            case ValueRule.OfInteger integer -> integer(integer);
            case ValueRule.OfBoolean bool -> closed(typed("boolean"), bool.values());
            case ValueRule.OfUrl url ->
                typed("string")
                        .put("maxLength", url.maxLength())
                        .put("pattern", "^[Hh][Tt][Tt][Pp][Ss]?://[^/?#@\\s]+([/?#]\\S*)?$")
                        .put("description", "An absolute URL of a public host.");
            case ValueRule.OfObject() -> typed("object");
            case ValueRule.OfArray array -> {
                ObjectNode schema = typed("array");
                schema.set("items", value(array.items()));
                yield array.maxItems() == Integer.MAX_VALUE ? schema : schema.put("maxItems", array.maxItems());
            }
        };
    }

    private static ObjectNode string(ValueRule.OfString rule) {
        ObjectNode schema = closed(typed("string"), rule.values());
        if (rule.nonBlank()) {
            schema.put("pattern", VISIBLE);
        }
        return rule.maxLength() == Integer.MAX_VALUE ? schema : schema.put("maxLength", rule.maxLength());
    }

    private static ObjectNode integer(ValueRule.OfInteger rule) {
        ObjectNode schema = closed(typed("integer"), rule.values());
        if (rule.values().isEmpty()) {
            schema.put("minimum", rule.min()).put("maximum", rule.max());
        }
        return schema;
    }

    private static ObjectNode typed(String type) {
        return JSON.objectNode().put("type", type);
    }

    private static ObjectNode closed(ObjectNode schema, Collection<?> values) {
        if (!values.isEmpty()) {
            schema.set("enum", all(values));
        }
        return schema;
    }

    private static ArrayNode all(Collection<?> values) {
        ArrayNode array = JSON.arrayNode();
        values.forEach(array::addPOJO);
        return array;
    }
}
