package dev.takeone.deployment;

import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;

/**
 * The value of a scaling formula, as far as one is used here: numbers, names, {@code + - * /}, parentheses, and {@code min}
 * and {@code max} of two. KEDA reads it by expr-lang, whose {@code /} is never cut to whole numbers.
 */
final class Formula {
    private static final Map<String, DoubleBinaryOperator> FUNCTIONS = Map.of("min", Math::min, "max", Math::max);

    private final String text;
    private final Map<String, Double> names;
    private int at;

    private Formula(String text, Map<String, Double> names) {
        this.text = text.replace(" ", "");
        this.names = names;
    }

    /** @throws IllegalArgumentException where it is none, or has a name that has no value */
    static double value(String text, Map<String, Double> names) {
        Formula formula = new Formula(text, names);
        double value = formula.sum();
        if (formula.at < formula.text.length()) {
            throw formula.wrong();
        }
        return value;
    }

    private double sum() {
        double value = product();
        while (true) {
            if (passes('+')) {
                value += product();
            } else if (passes('-')) {
                value -= product();
            } else {
                return value;
            }
        }
    }

    private double product() {
        double value = factor();
        while (true) {
            if (passes('*')) {
                value *= factor();
            } else if (passes('/')) {
                value /= factor();
            } else {
                return value;
            }
        }
    }

    private double factor() {
        if (passes('(')) {
            double value = sum();
            expect(')');
            return value;
        }
        int begin = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        String word = text.substring(begin, at);
        if (!word.isEmpty() && Character.isDigit(word.charAt(0))) {
            return Double.parseDouble(word);
        }
        return passes('(') ? call(word) : Optional.ofNullable(names.get(word)).orElseThrow(this::wrong);
    }

    private double call(String function) {
        double left = sum();
        expect(',');
        double right = sum();
        expect(')');
        return Optional.ofNullable(FUNCTIONS.get(function))
                .orElseThrow(this::wrong)
                .applyAsDouble(left, right);
    }

    private void expect(char wanted) {
        if (!passes(wanted)) {
            throw wrong();
        }
    }

    private boolean passes(char wanted) {
        boolean there = at < text.length() && text.charAt(at) == wanted;
        if (there) {
            at++;
        }
        return there;
    }

    private IllegalArgumentException wrong() {
        return new IllegalArgumentException("not a formula at " + at + ": " + text);
    }
}
