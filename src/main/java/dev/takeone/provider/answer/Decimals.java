package dev.takeone.provider.answer;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/** Reads a number from JSON, whether it came as a number or as text, and only where its size is sane. */
final class Decimals {
    private static final int MAX_TEXT = 64;
    private static final int MAX_DIGITS = 30;
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000L);

    private Decimals() {}

    /**
     * The number, in plain notation.
     *
     * <p>Its size is looked at before anything is computed with it: {@code 1e1000000000} is a short text, and a gigabyte
     * once it is written out.
     */
    static Optional<BigDecimal> read(JsonNode node) {
        return parse(node)
                .filter(number -> number.precision() <= MAX_DIGITS && Math.abs((long) number.scale()) <= MAX_DIGITS)
                .map(number -> number.scale() < 0 ? number.setScale(0) : number);
    }

    /** The number as seconds, where it lies above zero and not above {@code max}. */
    static Optional<Duration> seconds(JsonNode node, Duration max) {
        return read(node).flatMap(seconds -> duration(seconds, max));
    }

    /** {@code seconds} as a duration, where it lies above zero and not above {@code max}. */
    static Optional<Duration> duration(BigDecimal seconds, Duration max) {
        if (seconds.signum() <= 0 || seconds.compareTo(BigDecimal.valueOf(max.toSeconds())) > 0) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofNanos(seconds.multiply(NANOS).longValue()));
    }

    private static Optional<BigDecimal> parse(JsonNode node) {
        if ((node.isDouble() || node.isFloat()) && !Double.isFinite(node.doubleValue())) {
            return Optional.empty();
        }
        if (node.isNumber()) {
            return Optional.of(node.decimalValue());
        }
        if (!node.isTextual() || node.textValue().length() > MAX_TEXT) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BigDecimal(node.textValue().strip()));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }
}
