package dev.takeone.request.catalogue;

import dev.takeone.request.text.Json;
import dev.takeone.request.text.ViolationCode;
import dev.takeone.request.text.Violations;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One model of the catalogue: what a request for it may hold. */
public final class Model {
    /** The fields whose rules are the same for every model. */
    static final Set<String> OWN_FIELDS = Set.of("model", "metadata");

    private final String id;
    private final Duration firstCheck;
    private final List<String> profile;
    private final Optional<Price> price;
    private final Map<String, FieldRule> fields;

    Model(String id, Duration firstCheck, List<String> profile, Optional<Price> price, Map<String, FieldRule> fields) {
        this.id = id;
        this.firstCheck = firstCheck;
        this.profile = List.copyOf(profile);
        this.price = price;
        this.fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** The provider's name for it, in exact letter case. */
    public String id() {
        return id;
    }

    /** How long after its submission a task is first asked about, as long as nothing better is known; positive. */
    public Duration firstCheck() {
        return firstCheck;
    }

    /** The names of the fields by which durations are told apart, in order. */
    public List<String> profile() {
        return profile;
    }

    Optional<Price> price() {
        return price;
    }

    /** By name, in the catalogue's order; not to be changed. */
    public Map<String, FieldRule> fields() {
        return fields;
    }

    /** The body without those fields that may be left out and are null. */
    public Json.Obj withoutNulls(Json.Obj body) {
        return body.withoutNulls(name -> Optional.ofNullable(fields.get(name))
                .filter(rule -> !rule.required())
                .isPresent());
    }

    /** Reports everything that is wrong with a body for this model, {@code model} and {@code metadata} aside. */
    public void check(Json.Obj body, Violations out) {
        fields.values().forEach(rule -> rule.check(body, out));
        String known = "There is no such field; there are model, "
                + fields.keySet().stream().collect(Collectors.joining(", ")) + " and metadata.";
        body.fields().keySet().stream()
                .filter(name -> !fields.containsKey(name) && !OWN_FIELDS.contains(name))
                .forEach(name -> out.add(name, ViolationCode.UNKNOWN_FIELD, known));
    }

    /** What such a request costs by the catalogue, US dollars; nothing where the model has no price. */
    public Optional<BigDecimal> estimate(Json.Obj body) {
        return price.flatMap(known -> known.estimate(body));
    }

    /** The word under which durations of such requests are learned, such as {@code veo3.1-fast-official/720p/8}. */
    public String profile(Json.Obj body) {
        StringBuilder word = new StringBuilder(id);
        for (String name : profile) {
            FieldRule rule = fields.get(name);
            if (rule != null) {
                word.append('/').append(rule.profilePart(body));
            }
        }
        return word.toString();
    }
}
