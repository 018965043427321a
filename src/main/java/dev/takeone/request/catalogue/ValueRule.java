package dev.takeone.request.catalogue;

import dev.takeone.request.text.Json;
import dev.takeone.request.text.ViolationCode;
import dev.takeone.request.text.Violations;
import dev.takeone.request.text.VisibleText;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the value of a field must be. A message names the rule, never the value. */
public sealed interface ValueRule {

    /** Reports what is wrong with {@code value} under {@code path}. */
    void check(String path, Json value, Violations out);

    /** Whether every value it accepts is short and no free text, so that it may become part of a profile word. */
    boolean isClosed();

    /**
     * A string.
     *
     * @param nonBlank whether it needs a visible character
     * @param values all that it may be, with exact letter case; empty for anything
     * @param maxLength in code points
     */
    record OfString(boolean nonBlank, List<String> values, int maxLength) implements ValueRule {
        @Override
        public void check(String path, Json value, Violations out) {
            if (!(value instanceof Json.Text(String text))) {
                out.add(path, ViolationCode.WRONG_TYPE, "Must be a string, in double quotes.");
            } else if (!values.isEmpty() && !values.contains(text)) {
                out.add(path, ViolationCode.NOT_ALLOWED, oneOf(values) + " Letter case counts.");
            } else if (nonBlank && VisibleText.isBlank(text)) {
                out.add(path, ViolationCode.BLANK, "Must have a visible character.");
            } else {
                checkLength(path, text, maxLength, out);
            }
        }

        @Override
        public boolean isClosed() {
            return !values.isEmpty();
        }
    }

    /**
     * An integer token.
     *
     * @param min inclusive
     * @param max inclusive
     * @param values all that it may be; empty for anything in the range
     */
    record OfInteger(long min, long max, List<Long> values) implements ValueRule {
        @Override
        public void check(String path, Json value, Violations out) {
            if (!(value instanceof Json.Num number) || !number.isInteger()) {
                out.add(
                        path,
                        ViolationCode.WRONG_TYPE,
                        "Must be an integer: write a bare number, without quotes, decimal point or exponent.");
                return;
            }
            BigInteger integer = new BigInteger(number.token());
            boolean fits = integer.bitLength() < Long.SIZE;
            if (!values.isEmpty() && !(fits && values.contains(integer.longValue()))) {
                out.add(path, ViolationCode.NOT_ALLOWED, oneOf(values));
            } else if (!fits || integer.longValue() < min || integer.longValue() > max) {
                out.add(path, ViolationCode.OUT_OF_RANGE, "Must be from " + min + " to " + max + ".");
            }
        }

        @Override
        public boolean isClosed() {
            return true;
        }
    }

    /**
     * A boolean.
     *
     * @param values all that it may be; empty for both
     */
    record OfBoolean(List<Boolean> values) implements ValueRule {
        @Override
        public void check(String path, Json value, Violations out) {
            if (!(value instanceof Json.Bool(boolean bool))) {
                out.add(path, ViolationCode.WRONG_TYPE, "Must be true or false, without quotes.");
            } else if (!values.isEmpty() && !values.contains(bool)) {
                out.add(path, ViolationCode.NOT_ALLOWED, oneOf(values));
            }
        }

        @Override
        public boolean isClosed() {
            return true;
        }
    }

    /**
     * An absolute http(s) URL of a public host, see {@link PublicUrl}.
     *
     * @param maxLength in code points
     */
    record OfUrl(int maxLength) implements ValueRule {
        @Override
        public void check(String path, Json value, Violations out) {
            if (!(value instanceof Json.Text(String text))) {
                out.add(path, ViolationCode.WRONG_TYPE, "Must be a string, in double quotes.");
            } else if (checkLength(path, text, maxLength, out)) {
                PublicUrl.flaw(text).ifPresent(flaw -> out.add(path, ViolationCode.BAD_URL, flaw));
            }
        }

        @Override
        public boolean isClosed() {
            return false;
        }
    }

    /** An object, whatever it holds. */
    record OfObject() implements ValueRule {
        @Override
        public void check(String path, Json value, Violations out) {
            if (!(value instanceof Json.Obj)) {
                out.add(path, ViolationCode.WRONG_TYPE, "Must be a JSON object.");
            }
        }

        @Override
        public boolean isClosed() {
            return false;
        }
    }

    /**
     * An array.
     *
     * @param items what each item must be
     * @param maxItems how many there may be
     */
    record OfArray(ValueRule items, int maxItems) implements ValueRule {
        @Override
        public void check(String path, Json value, Violations out) {
            if (!(value instanceof Json.Arr(List<Json> found))) {
                out.add(path, ViolationCode.WRONG_TYPE, "Must be a JSON array.");
            } else if (found.size() > maxItems) {
                out.add(path, ViolationCode.TOO_MANY, "Must have at most " + maxItems + " items.");
            } else {
                for (int i = 0; i < found.size(); i++) {
                    items.check(path + "[" + i + "]", found.get(i), out);
                }
            }
        }

        @Override
        public boolean isClosed() {
            return false;
        }
    }

    private static boolean checkLength(String path, String text, int maxLength, Violations out) {
        boolean fits = text.codePointCount(0, text.length()) <= maxLength;
        if (!fits) {
            out.add(path, ViolationCode.TOO_LONG, "Must have at most " + maxLength + " characters.");
        }
        return fits;
    }

    private static String oneOf(List<?> values) {
        Optional<?> only = values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
        return only.map(value -> "Must be " + value + ", or left out.")
                .orElseGet(() ->
                        values.stream().map(String::valueOf).collect(Collectors.joining(", ", "Must be one of ", ".")));
    }
}
