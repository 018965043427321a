package dev.takeone.request;

import dev.takeone.request.text.Json;
import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tells whether two requests ask for the same: 32 hexadecimal digits, equal for equal content.
 *
 * <p>Parsed JSON is compared key order aside. An integer token and a decimal one differ, {@code 8} and {@code 8.0}, since
 * the provider takes one and refuses the other; within its kind a number counts by its value, {@code 8.0} as
 * {@code 0.80e1}. What does not parse is compared by its bytes; the three kinds of content never equal each other.
 */
final class ContentHash {
    private ContentHash() {}

    /** Of a record without a value. */
    static String ofTombstone() {
        return new Digest("takeone/content/tombstone/1").hex();
    }

    /** Of a value that is not JSON, or no unambiguous JSON. */
    static String ofBytes(byte[] bytes) {
        return new Digest("takeone/content/bytes/1").add(bytes).hex();
    }

    /** Of JSON. */
    static String of(Json json) {
        Digest digest = new Digest("takeone/content/json/1");
        add(json, digest);
        return digest.hex();
    }

    private static void add(Json json, Digest digest) {
        switch (json) {
            case Json.Obj object -> addObject(object, digest);
            case Json.Arr array -> {
                digest.add("array").add(array.items().size());
                array.items().forEach(item -> add(item, digest));
            }
            case Json.Text text -> digest.add("string").add(text.value());
            case Json.Num number
            when number.isInteger() -> digest.add("integer").add(new BigInteger(number.token()).toString());
            case Json.Num number -> digest.add("decimal").add(decimal(number.token()));
            case Json.Bool bool -> digest.add(bool.value() ? "true" : "false");
            case Json.Null() -> digest.add("null");
        }
    }

    private static void addObject(Json.Obj object, Digest digest) {
        digest.add("object").add(object.fields().size());
        for (Map.Entry<String, Json> field : new TreeMap<>(object.fields()).entrySet()) {
            digest.add(field.getKey());
            add(field.getValue(), digest);
        }
    }

    /**
     * One text for one value: {@code <sign><digits>e<exponent>}. BigDecimal would do, were its exponent not an int: a
     * JSON exponent may be any number.
     */
    private static String decimal(String token) {
        int e = Math.max(token.indexOf('e'), token.indexOf('E'));
        String mantissa = e < 0 ? token : token.substring(0, e);
        BigInteger exponent = e < 0 ? BigInteger.ZERO : new BigInteger(token.substring(e + 1));
        int point = mantissa.indexOf('.');
        int fraction = point < 0 ? 0 : mantissa.length() - point - 1;
        BigInteger digits = new BigInteger(mantissa.replace(".", ""));
        if (digits.signum() == 0) {
            return "0";
        }
        String text = digits.toString();
        int end = text.length();
        while (text.charAt(end - 1) == '0') {
            end--;
        }
        BigInteger power = exponent.subtract(BigInteger.valueOf(fraction)).add(BigInteger.valueOf(text.length() - end));
        return text.substring(0, end) + "e" + power;
    }
}
