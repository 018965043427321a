package dev.takeone.request.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads a model's price, and refuses one that would leave a valid request without an estimate. */
final class PriceReader {
    private static final Set<String> KEYS = Set.of("by", "times", "rates");
    private static final String RATES = "rates";

    private final CatalogueEntry entry;
    private final Map<String, FieldRule> fields;
    private final Map<String, BigDecimal> rates = new LinkedHashMap<>();

    private PriceReader(CatalogueEntry entry, Map<String, FieldRule> fields) {
        this.entry = entry;
        this.fields = fields;
    }

    /** @param fields those of the model */
    static Price read(CatalogueEntry entry, Map<String, FieldRule> fields) {
        entry.allowOnly(KEYS);
        PriceReader reader = new PriceReader(entry, fields);
        List<FieldRule> by = entry.texts("by").stream().map(reader::field).toList();
        List<FieldRule> times =
                entry.texts("times").stream().map(reader::factor).toList();
        reader.level(entry.node().path(RATES), RATES, by, List.of());
        return new Price(by, times, reader.rates);
    }

    /** A field that has a value in every request, written or usual. */
    private FieldRule field(String name) {
        FieldRule field = fields.get(name);
        if (field == null || !field.value().isClosed()) {
            throw entry.broken(
                    "price names " + name + ", which is no integer, boolean or string with a list of values");
        }
        if (!field.required() && field.usual().isEmpty()) {
            throw entry.broken("price names " + name + ", which may be left out and has no usual value");
        }
        return field;
    }

    private FieldRule factor(String name) {
        FieldRule field = field(name);
        if (!(field.value() instanceof ValueRule.OfInteger number)) {
            throw entry.broken("price is multiplied by " + name + ", which is no integer");
        }
        long least = number.values().stream().mapToLong(each -> each).min().orElse(number.min());
        if (least < 1) {
            throw entry.broken("price is multiplied by " + name
                    + ", which may be below 1: give it a min, or values, of 1 or more");
        }
        return field;
    }

    private void level(JsonNode node, String place, List<FieldRule> by, List<String> chosen) {
        if (by.isEmpty()) {
            rates.put(String.join(Price.SEPARATOR, chosen), rate(node, place));
            return;
        }
        Set<String> wanted = values(by.getFirst());
        Set<String> found = new TreeSet<>();
        node.fieldNames().forEachRemaining(found::add);
        if (!found.equals(wanted)) {
            throw entry.broken(place + " must have one entry for each value of "
                    + by.getFirst().name() + ", which are " + wanted + "; quote them");
        }
        for (String value : wanted) {
            List<String> deeper = new ArrayList<>(chosen);
            deeper.add(value);
            level(node.path(value), place + "." + value, by.subList(1, by.size()), deeper);
        }
    }

    private BigDecimal rate(JsonNode node, String place) {
        if (!node.isNumber() || node.decimalValue().signum() < 0) {
            throw entry.broken(place + " must be a number of US dollars, 0 or more");
        }
        return node.decimalValue();
    }

    private Set<String> values(FieldRule field) {
        List<?> listed = switch (field.value()) {
            case ValueRule.OfString string -> string.values();
            case ValueRule.OfBoolean bool -> bool.values().isEmpty() ? List.of(true, false) : bool.values();
            case ValueRule.OfInteger integer -> integer.values();
            case ValueRule.OfUrl _open -> List.of();
            case ValueRule.OfObject _open -> List.of();
            case ValueRule.OfArray _open -> List.of();
        };
        if (listed.isEmpty()) {
            throw entry.broken("price goes by " + field.name() + ", which has no list of values");
        }
        Set<String> values = new TreeSet<>();
        listed.forEach(value -> values.add(value.toString()));
        return values;
    }
}
