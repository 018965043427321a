package dev.takeone.request.catalogue;

import dev.takeone.request.text.Json;
import dev.takeone.request.text.ViolationCode;
import dev.takeone.request.text.Violations;
import java.util.List;
import java.util.Optional;

/**
 * The rule of one field of one model.
 *
 * @param name the field's name
 * @param value what its value must be
 * @param required whether every request needs it
 * @param requires fields that must all be there where this one is
 * @param requiresAny fields of which one must be there where this one is; empty for no such rule
 * @param usual what the provider takes where the field is left out, as text; known for the profile word and the price
 */
public record FieldRule(
        String name,
        ValueRule value,
        boolean required,
        List<String> requires,
        List<String> requiresAny,
        Optional<String> usual) {

    public FieldRule {
        requires = List.copyOf(requires);
        requiresAny = List.copyOf(requiresAny);
    }

    void check(Json.Obj body, Violations out) {
        Optional<Json> found = body.field(name);
        if (found.isEmpty()) {
            if (required) {
                out.add(name, ViolationCode.REQUIRED, "Must be there.");
            }
            return;
        }
        if (found.get() instanceof Json.Null) {
            out.add(name, ViolationCode.WRONG_TYPE, "Must not be null.");
        } else {
            value.check(name, found.get(), out);
        }
        checkCompany(body, out);
    }

    private void checkCompany(Json.Obj body, Violations out) {
        for (String other : requires) {
            if (!body.has(other)) {
                out.add(name, ViolationCode.REQUIRES, "Must come together with " + other + ".");
            }
        }
        if (!requiresAny.isEmpty() && requiresAny.stream().noneMatch(body::has)) {
            out.add(
                    name,
                    ViolationCode.REQUIRES,
                    "Must come together with one of " + String.join(", ", requiresAny) + ".");
        }
    }

    /** This field's value as text, for a body that obeys the rule: its part of the profile word, and of the price. */
    String profilePart(Json.Obj body) {
        return body.text(name)
                .or(() -> body.field(name).map(FieldRule::asListed))
                .or(() -> usual)
                .orElse("-");
    }

    /** Zero has two tokens, 0 and -0; lists and rates have one of them. */
    private static String asListed(Json value) {
        return value instanceof Json.Num(String token) && token.equals("-0") ? "0" : value.compact();
    }
}
