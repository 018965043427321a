package dev.takeone.request.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A mapping of the catalogue's YAML together with its place, so that whatever is wrong with it is named.
 *
 * @param place the keys that lead to it, such as {@code models.a.fields.b}; empty for the whole file
 * @param node always an object
 */
record CatalogueEntry(String place, JsonNode node) {
    CatalogueEntry {
        if (!node.isObject()) {
            throw new BrokenCatalogueException(place, "must be a mapping");
        }
    }

    BrokenCatalogueException broken(String flaw) {
        return new BrokenCatalogueException(place, flaw);
    }

    /** Refuses keys that nobody would read: a misspelt rule would silently be no rule. */
    void allowOnly(Set<String> keys) {
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            if (!keys.contains(property.getKey())) {
                throw broken("unknown key " + property.getKey() + "; known are " + new TreeSet<>(keys));
            }
        }
    }

    /** The mapping under {@code key}. */
    CatalogueEntry entry(String key) {
        return new CatalogueEntry(place.isEmpty() ? key : place + "." + key, node.path(key));
    }

    /** The keys, in the file's order. */
    List<String> keys() {
        return node.properties().stream().map(Map.Entry::getKey).toList();
    }

    boolean has(String key) {
        return node.has(key);
    }

    Optional<String> text(String key) {
        return find(key).map(value -> {
            if (!value.isTextual() || value.textValue().isBlank()) {
                throw broken(key + " must be a string");
            }
            return value.textValue();
        });
    }

    boolean flag(String key) {
        return find(key)
                .map(value -> {
                    if (!value.isBoolean()) {
                        throw broken(key + " must be true or false");
                    }
                    return value.booleanValue();
                })
                .orElse(false);
    }

    long integer(String key, long otherwise) {
        return find(key)
                .map(value -> {
                    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
                        throw broken(key + " must be an integer");
                    }
                    return value.longValue();
                })
                .orElse(otherwise);
    }

    int count(String key, int otherwise) {
        long count = integer(key, otherwise);
        if (count < 1 || count > Integer.MAX_VALUE) {
            throw broken(key + " must be at least 1");
        }
        return (int) count;
    }

    /** A duration such as {@code 20s} or {@code 2m}. */
    Optional<Duration> duration(String key) {
        return text(key).map(written -> {
            try {
                Duration duration = Duration.parse("PT" + written.toUpperCase(Locale.ROOT));
                if (duration.isPositive()) {
                    return duration;
                }
            } catch (DateTimeException malformed) {
                // Said below, as for a duration that is not positive.
            }
            throw broken(key + " must be a positive duration such as 20s");
        });
    }

    /** A list, or one value in place of a list of one; empty where the key is not there. */
    List<JsonNode> list(String key) {
        Optional<JsonNode> found = find(key);
        if (found.isEmpty()) {
            return List.of();
        }
        List<JsonNode> items = new ArrayList<>();
        if (found.get().isArray()) {
            found.get().forEach(items::add);
        } else {
            items.add(found.get());
        }
        if (items.isEmpty() || Set.copyOf(items).size() != items.size()) {
            throw broken(key + " must be a list without repeats, with at least one item");
        }
        return items;
    }

    List<String> texts(String key) {
        return list(key).stream()
                .map(item -> {
                    if (!item.isTextual()) {
                        throw broken(key + " must be strings; quote what YAML reads as something else");
                    }
                    return item.textValue();
                })
                .toList();
    }

    private Optional<JsonNode> find(String key) {
        JsonNode value = node.path(key);
        return value instanceof MissingNode ? Optional.empty() : Optional.of(value);
    }
}
