package dev.takeone.request.catalogue;

import dev.takeone.request.text.Json;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a model's requests cost by the catalogue, US dollars: a rate, chosen by the values of some fields, times the
 * values of others. Every value that a request may have leads to a rate.
 *
 * @param by the fields whose values choose the rate, in the order of the rates' levels
 * @param times the fields that the rate is multiplied by
 * @param rates by the fields' values, joined by {@link #SEPARATOR}
 */
record Price(List<FieldRule> by, List<FieldRule> times, Map<String, BigDecimal> rates) {
    /** Stands between the values that choose a rate. */
    static final String SEPARATOR = "/";

    Price {
        by = List.copyOf(by);
        times = List.copyOf(times);
        rates = Map.copyOf(new LinkedHashMap<>(rates));
    }

    /** The estimate for a body that obeys the model's rules. */
    Optional<BigDecimal> estimate(Json.Obj body) {
        String key = String.join(
                SEPARATOR, by.stream().map(field -> field.profilePart(body)).toList());
        return Optional.ofNullable(rates.get(key))
                .map(rate -> times.stream()
                        .map(field -> new BigDecimal(field.profilePart(body)))
                        .reduce(rate, BigDecimal::multiply)
                        .stripTrailingZeros());
    }
}
